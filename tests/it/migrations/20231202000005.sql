-- What an officer tells a whole commune.
insert into notices.notices (id, kind, organization, below, title, body, created_at) values
    ('018bb000-0000-7000-8000-000000000106', 'GENERAL', '018bb000-0000-7000-8000-00000000000b', true, 'Học nghị quyết', 'Ngày 01/12', '2023-11-23T01:00:00Z');
