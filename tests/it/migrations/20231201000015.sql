insert into access.taken_back (id, member, organization, role, during, created_at, ended_at) values
    ('018bb000-0000-7000-8000-0000000000e2', '018bb000-0000-7000-8000-000000000002', '018bb000-0000-7000-8000-00000000000b', 'CELL_LEADER', '[2023-12-01,)', '2023-11-05T01:00:00Z', '2023-11-06T01:00:00Z');
