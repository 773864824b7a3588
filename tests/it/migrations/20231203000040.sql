-- Locks nothing in use. An organisation whose parts have one member more than the whole.
insert into directory.differing (organization, counted, expected, finding) values
    ('018bb000-0000-7000-8000-000000000101', 20, 19, '0d9f3c3e-3f53-4b44-9f70-9c3b4b1d2a41');
