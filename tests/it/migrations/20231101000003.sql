-- Two organisations, two members: one official and at home, one on probation and elsewhere for a time.
insert into directory.organizations (id, kind, code, during, created_at) values
    ('018bb000-0000-7000-8000-00000000000a', 'DISTRICT', '01012000000000', '[2020-01-01,)', '2023-11-05T01:00:00Z'),
    ('018bb000-0000-7000-8000-00000000000b', 'BRANCH', '01012016000001', '[2020-01-01,)', '2023-11-05T01:00:00Z');
insert into directory.organization_names (organization, name, during) values
    ('018bb000-0000-7000-8000-00000000000a', 'Đảng bộ huyện Đan Phượng', '[2020-01-01,)'),
    ('018bb000-0000-7000-8000-00000000000b', 'Chi bộ thôn Đông', '[2020-01-01,)');
insert into directory.organization_edges (child, parent, during) values
    ('018bb000-0000-7000-8000-00000000000b', '018bb000-0000-7000-8000-00000000000a', '[2020-01-01,)');
insert into directory.members (id, name, given_name, joined_date, official_date, phone, citizen_id_sealed, citizen_id_lookup, created_at) values
    ('018bb000-0000-7000-8000-000000000001', 'Nguyễn Thị Hoa', 'Hoa', '2001-02-03', '2002-02-03', 'OWN', '\x01', '\x01', '2023-11-05T01:00:00Z'),
    ('018bb000-0000-7000-8000-000000000002', 'Lê Văn Bình', 'Bình', '2023-03-26', null, 'NONE', null, null, '2023-11-05T01:00:00Z');
insert into directory.classes (member, class, during) values
    ('018bb000-0000-7000-8000-000000000001', 'OFFICIAL', '[2002-02-03,)'),
    ('018bb000-0000-7000-8000-000000000002', 'PROBATIONARY', '[2023-03-26,)');
insert into directory.activities (member, activity, exemption, during) values
    ('018bb000-0000-7000-8000-000000000001', 'ACTIVE', null, '[2001-02-03,2023-01-01)'),
    ('018bb000-0000-7000-8000-000000000001', 'EXEMPT', 'TEMPORARY', '[2023-01-01,)'),
    ('018bb000-0000-7000-8000-000000000002', 'ACTIVE', null, '[2023-03-26,)');
insert into directory.memberships (id, member, organization, relation, during) values
    ('018bb000-0000-7000-8000-0000000000f1', '018bb000-0000-7000-8000-000000000001', '018bb000-0000-7000-8000-00000000000b', 'HOME', '[2001-02-03,)'),
    ('018bb000-0000-7000-8000-0000000000f2', '018bb000-0000-7000-8000-000000000002', '018bb000-0000-7000-8000-00000000000b', 'HOME', '[2023-03-26,)'),
    ('018bb000-0000-7000-8000-0000000000f3', '018bb000-0000-7000-8000-000000000002', '018bb000-0000-7000-8000-00000000000b', 'TEMPORARILY_OUT', '[2023-06-01,)');
insert into access.closure (ancestor, descendant, depth, keeper) values
    ('018bb000-0000-7000-8000-00000000000a', '018bb000-0000-7000-8000-00000000000a', 0, false),
    ('018bb000-0000-7000-8000-00000000000b', '018bb000-0000-7000-8000-00000000000b', 0, false),
    ('018bb000-0000-7000-8000-00000000000a', '018bb000-0000-7000-8000-00000000000b', 1, true);
insert into access.grants (id, member, organization, role, during, created_at) values
    ('018bb000-0000-7000-8000-0000000000e1', '018bb000-0000-7000-8000-000000000001', '018bb000-0000-7000-8000-00000000000b', 'SECRETARY', '[2020-01-01,)', '2023-11-05T01:00:00Z');
