-- Somebody arrives with a word that was not there, and somebody is renamed.
insert into directory.members (id, name, given_name, phone, created_at) values
    ('018bb000-0000-7000-8000-000000000030', 'H''Hen Niê', 'Niê', 'NONE', '2023-11-05T01:00:00Z');
update directory.members set name = 'Lê Văn Bách', given_name = 'Bách' where id = '018bb000-0000-7000-8000-000000000002';
