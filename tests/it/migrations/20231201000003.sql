-- Who ran the branch that ended, until it ended.
insert into access.grants (id, member, organization, role, during, created_at) values
    ('018bb000-0000-7000-8000-0000000000b2', '018bb000-0000-7000-8000-000000000001', '018bb000-0000-7000-8000-0000000000ac', 'SECRETARY', '[2020-01-01,2023-07-01)', '2023-11-05T01:00:00Z');
