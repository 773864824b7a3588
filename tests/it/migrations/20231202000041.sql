-- Who left early had come; an excuse that is void says nothing.
do $$
begin
    assert (select array_agg(by_app) from attendance.attended('018bb000-0000-7000-8000-000000000201')) = '{t}';
end
$$;
