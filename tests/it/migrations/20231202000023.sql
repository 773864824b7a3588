-- A commune whose large branches meet for two hours.
insert into regulations.local_numbers (organization, rule, during, value, source, set_by, set_at) values
    ('018bb000-0000-7000-8000-00000000000b', 'REGULAR_MINUTES', '[2023-11-01,)', 120, '15-QĐ/ĐU', '018bb000-0000-7000-8000-000000000001', '2023-11-01T01:00:00Z');
