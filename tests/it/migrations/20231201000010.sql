insert into directory.role_proposals (id, member, organization, title, role, source, created_at) values
    ('018bb000-0000-7000-8000-0000000000d1', '018bb000-0000-7000-8000-000000000001', '018bb000-0000-7000-8000-00000000000b', 'Bí thư chi bộ', 'SECRETARY', '018bb000-0000-7000-8000-0000000000d0', '2023-12-01T01:00:00Z');
