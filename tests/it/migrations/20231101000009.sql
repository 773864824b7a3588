-- The rows that stand are counted by what is new.
do $$
begin
    assert (select count(*) from attendance.attended('018bb000-0000-7000-8000-000000000201')) = 1;
end
$$;
