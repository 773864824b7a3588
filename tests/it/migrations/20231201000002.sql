-- Who sat in the branch that ended, until it ended.
insert into directory.memberships (id, member, organization, relation, during) values
    ('018bb000-0000-7000-8000-0000000000b4', '018bb000-0000-7000-8000-000000000001', '018bb000-0000-7000-8000-0000000000ac', 'RESIDENCE_LINK', '[2021-01-01,2023-07-01)');
