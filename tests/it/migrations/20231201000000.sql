-- A second district merged into the first: its event, its links and what it became.
insert into directory.organizations (id, kind, code, during, created_at) values
    ('018bb000-0000-7000-8000-0000000000ac', 'BRANCH', '01012016000092', '[2020-01-01,2023-07-01)', '2023-11-05T01:00:00Z');
insert into directory.organization_names (organization, name, during) values
    ('018bb000-0000-7000-8000-0000000000ac', 'Chi bộ thôn Tây', '[2020-01-01,)');
insert into directory.organization_edges (child, parent, during) values
    ('018bb000-0000-7000-8000-0000000000ac', '018bb000-0000-7000-8000-00000000000a', '[2020-01-01,2023-07-01)');
insert into directory.organization_events (id, kind, day, decision_number, recorded_at, recorded_by, followed_at) values
    ('018bb000-0000-7000-8000-000000000301', 'MERGED', '2023-07-01', '12-QĐ/HU', '2023-07-01T01:00:00Z', '018bb000-0000-7000-8000-000000000001', '2023-07-01T01:00:00Z');
insert into directory.organization_event_links (event, organization, part) values
    ('018bb000-0000-7000-8000-000000000301', '018bb000-0000-7000-8000-0000000000ac', 'PREDECESSOR'),
    ('018bb000-0000-7000-8000-000000000301', '018bb000-0000-7000-8000-00000000000b', 'SUCCESSOR');
insert into directory.organization_successions (predecessor, successor, position, event) values
    ('018bb000-0000-7000-8000-0000000000ac', '018bb000-0000-7000-8000-00000000000b', 1, '018bb000-0000-7000-8000-000000000301');
insert into directory.organization_former_codes (code, organization, until) values
    ('01012016000098', '018bb000-0000-7000-8000-00000000000b', '2021-01-01');
