-- A notice that a meeting was called off.
insert into notices.notices (id, kind, organization, member, meeting, title, body, created_at) values
    ('018bb000-0000-7000-8000-000000000103', 'MEETING_CANCELLED', '018bb000-0000-7000-8000-00000000000b', null, '018bb000-0000-7000-8000-000000000204', 'Hủy họp', 'Trùng lịch', '2023-11-21T01:00:00Z');
