-- Locks nothing in use. A kit that was given.
insert into attendance.kits (meeting, member, session, given_at) values
    ('018bb000-0000-7000-8000-000000000201', '018bb000-0000-7000-8000-000000000001', '018bb000-0000-7000-8000-000000000301', '2023-11-05T11:00:00Z');
