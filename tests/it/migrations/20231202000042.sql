-- What was closed before is sealed three days after its end.
do $$
begin
    assert (select seals_at = closed_at + interval '72 hours'
            from meetings.meetings
            where id = '018bb000-0000-7000-8000-000000000201');
end
$$;
