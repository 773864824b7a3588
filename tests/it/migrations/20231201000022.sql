-- A list that went out with masked numbers.
insert into directory.exports (id, organization, requested_by, rows, in_clear, format, created_at) values
    ('018bb000-0000-7000-8000-0000000000d1', '018bb000-0000-7000-8000-00000000000b', '018bb000-0000-7000-8000-000000000001',
     2, false, 'xlsx', '2023-11-05T01:00:00Z');
