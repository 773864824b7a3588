-- What was open is under way.
do $$
begin
    assert (select array_agg(meeting) from meetings.under_way) = '{018bb000-0000-7000-8000-000000000206}';
end
$$;
insert into meetings.turns (meeting, turn, taken_at, taken_by, reason, began, ended) values
    ('018bb000-0000-7000-8000-000000000205', 'CLOSED_BY_ITSELF', '2023-11-05T17:00:00Z', null, '', '2023-11-05T12:30:00Z', '2023-11-05T14:00:00Z'),
    ('018bb000-0000-7000-8000-000000000206', 'REOPENED', '2023-11-06T01:00:00Z', '018bb000-0000-7000-8000-000000000001', 'Đóng nhầm', '2023-11-05T12:30:00Z', null);
