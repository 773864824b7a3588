-- A meeting that was put off, and one that was called off.
insert into meetings.meetings (id, organization, kind, state, title, place, starts_at, ends_at, issued_at, created_at, postponed_from, postponed_at, change_reason, cancelled_at) values
    ('018bb000-0000-7000-8000-000000000203', '018bb000-0000-7000-8000-00000000000b', 'REGULAR', 'ISSUED', 'Tháng 12', 'Nhà văn hóa', '2023-12-05T12:30:00Z', '2023-12-05T14:00:00Z', '2023-11-20T01:00:00Z', '2023-11-20T01:00:00Z', '2023-12-03T12:30:00Z', '2023-11-21T01:00:00Z', 'Mưa bão', null),
    ('018bb000-0000-7000-8000-000000000204', '018bb000-0000-7000-8000-00000000000b', 'THEMATIC', 'CANCELLED', 'Chuyên đề', 'Nhà văn hóa', '2023-12-06T12:30:00Z', '2023-12-06T14:00:00Z', '2023-11-20T01:00:00Z', '2023-11-20T01:00:00Z', null, null, 'Trùng lịch', '2023-11-21T01:00:00Z');
insert into meetings.plan_changes (meeting, changed_at, changed_by, reason, was, becomes) values
    ('018bb000-0000-7000-8000-000000000203', '2023-11-21T01:00:00Z', '018bb000-0000-7000-8000-000000000001', 'Mưa bão', '[2023-12-03T12:30:00Z,2023-12-03T14:00:00Z)', '[2023-12-05T12:30:00Z,2023-12-05T14:00:00Z)'),
    ('018bb000-0000-7000-8000-000000000204', '2023-11-21T01:00:00Z', '018bb000-0000-7000-8000-000000000001', 'Trùng lịch', '[2023-12-06T12:30:00Z,2023-12-06T14:00:00Z)', null);
