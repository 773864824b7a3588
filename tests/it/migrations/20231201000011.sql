insert into directory.member_records (id, member, what, day, decision_number, decided_by, recorded_at) values
    ('018bb000-0000-7000-8000-0000000000c1', '018bb000-0000-7000-8000-000000000001', 'STANDING', '2023-01-01', '07-NQ/CB', 'Chi bộ thôn Đông', '2023-12-01T01:00:00Z');
