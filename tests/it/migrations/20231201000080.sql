-- A step that nobody took: the side went over to what took it in.
insert into directory.transfer_steps (id, transfer, step, taken_by, taken_at, note) values
    ('018bb000-0000-7000-8000-000000000093', '018bb000-0000-7000-8000-000000000091', 'FOLLOW', null, '2023-12-02T01:00:00Z', 'Chi bộ thôn Tây → Chi bộ thôn Đông (21-QĐ/HU)');
