-- A roster of which one row is done and one waits.
insert into directory.imports (id, organization, requested_by, dry_run, state, columns, total, done, created, created_at) values
    ('018bb000-0000-7000-8000-0000000000c1', '018bb000-0000-7000-8000-00000000000b', '018bb000-0000-7000-8000-000000000001',
     false, 'RUNNING', '{"name": "B"}', 2, 1, 1, '2023-11-05T01:00:00Z');
insert into directory.import_chunks (import, number, rows_sealed, told_sealed, members) values
    ('018bb000-0000-7000-8000-0000000000c1', 0, null, '\x01', '{018bb000-0000-7000-8000-000000000002}'),
    ('018bb000-0000-7000-8000-0000000000c1', 1, '\x01', null, '{}');
