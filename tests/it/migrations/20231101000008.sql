-- The frozen roster of the closed meeting: one came by phone, one was excused by the secretary.
insert into meetings.roster (meeting, member, class, activity, relation) values
    ('018bb000-0000-7000-8000-000000000201', '018bb000-0000-7000-8000-000000000001', 'OFFICIAL', 'ACTIVE', 'HOME'),
    ('018bb000-0000-7000-8000-000000000201', '018bb000-0000-7000-8000-000000000002', 'PROBATIONARY', 'ACTIVE', 'TEMPORARILY_OUT');
insert into attendance.events (meeting, event, member, kind, method, disposition, reason, actor, occurred_at, recorded_at) values
    ('018bb000-0000-7000-8000-000000000201', '0d9f3c3e-3f53-4b44-9f70-9c3b4b1d2a10', '018bb000-0000-7000-8000-000000000001', 'ENTER', 'VENUE_CODE', 'RECORDED', '', '018bb000-0000-7000-8000-000000000001', '2023-11-05T12:31:00Z', '2023-11-05T12:31:00Z'),
    ('018bb000-0000-7000-8000-000000000201', '0d9f3c3e-3f53-4b44-9f70-9c3b4b1d2a11', '018bb000-0000-7000-8000-000000000002', 'EXCUSE', 'BY_SECRETARY', 'RECORDED', 'Ốm', '018bb000-0000-7000-8000-000000000001', '2023-11-05T12:40:00Z', '2023-11-05T12:40:00Z');
