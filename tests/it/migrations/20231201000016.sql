insert into directory.organizations (id, kind, code, during, created_at) values
    ('018bb000-0000-7000-8000-00000000000c', 'BRANCH', '01012016000008', '[2020-01-01,)', '2023-11-05T01:00:00Z');
insert into directory.transfers (id, member, from_organization, to_organization, state, created_at) values
    ('018bb000-0000-7000-8000-000000000091', '018bb000-0000-7000-8000-000000000001', '018bb000-0000-7000-8000-00000000000b', '018bb000-0000-7000-8000-00000000000c', 'REQUESTED', '2023-12-01T01:00:00Z');
insert into directory.transfer_steps (id, transfer, step, taken_by, taken_at) values
    ('018bb000-0000-7000-8000-000000000092', '018bb000-0000-7000-8000-000000000091', 'REQUEST', '018bb000-0000-7000-8000-000000000001', '2023-12-01T01:00:00Z');
