-- A branch that moved once.
insert into directory.organizations (id, kind, during, created_at) values
    ('018bb000-0000-7000-8000-0000000000ad', 'GRASSROOTS_COMMITTEE', '[2020-01-01,)', '2023-11-05T01:00:00Z'),
    ('018bb000-0000-7000-8000-0000000000ae', 'BRANCH', '[2020-01-01,)', '2023-11-05T01:00:00Z');
insert into directory.organization_names (organization, name, during) values
    ('018bb000-0000-7000-8000-0000000000ad', 'Đảng bộ xã Song Phượng', '[2020-01-01,)'),
    ('018bb000-0000-7000-8000-0000000000ae', 'Chi bộ cơ quan', '[2020-01-01,)');
insert into directory.organization_edges (child, parent, during) values
    ('018bb000-0000-7000-8000-0000000000ad', '018bb000-0000-7000-8000-00000000000a', '[2020-01-01,)'),
    ('018bb000-0000-7000-8000-0000000000ae', '018bb000-0000-7000-8000-00000000000a', '[2020-01-01,2022-01-01)'),
    ('018bb000-0000-7000-8000-0000000000ae', '018bb000-0000-7000-8000-0000000000ad', '[2022-01-01,)');
