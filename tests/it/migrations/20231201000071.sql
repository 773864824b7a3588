-- Whoever joins, moves or is written down anew leaves a note.
update directory.members set birth_date = '1999-01-02' where id = '018bb000-0000-7000-8000-000000000002';
update directory.classes set class = 'OFFICIAL' where member = '018bb000-0000-7000-8000-000000000002';
insert into directory.headcounts (organization, members, official, probationary) values
    ('018bb000-0000-7000-8000-00000000000b', 2, 2, 0);
insert into directory.tallies (organization, kind, findings, dismissed) values
    ('018bb000-0000-7000-8000-00000000000b', 'MISSING_BIRTH_DATE', '{018bb000-0000-7000-8000-0000000000d2}', '{}');
insert into directory.recounted (as_of) values ('2023-11-05T01:00:00Z');
