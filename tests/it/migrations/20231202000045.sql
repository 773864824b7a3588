-- A late addition, and a line that was put right.
insert into meetings.roster (meeting, member, class, activity, relation, added_at, added_by, added_reason, relation_before) values
    ('018bb000-0000-7000-8000-000000000206', '018bb000-0000-7000-8000-000000000001', 'OFFICIAL', 'ACTIVE', 'HOME', '2023-11-05T12:40:00Z', '018bb000-0000-7000-8000-000000000001', 'Sót', null),
    ('018bb000-0000-7000-8000-000000000206', '018bb000-0000-7000-8000-000000000002', 'PROBATIONARY', 'ACTIVE', 'HOME', '2023-11-05T12:40:00Z', '018bb000-0000-7000-8000-000000000001', 'Đã về', 'TEMPORARILY_OUT');
