-- A point with papers that was not finished, and the next meeting's that takes it up.
insert into meetings.agenda_items (meeting, position, title, papers, papers_at, settled, settled_by, settled_at) values
    ('018bb000-0000-7000-8000-000000000201', 2, 'Đường thôn', 'https://sotay.example/1', '2023-11-03T01:00:00Z', 'CARRIED_OVER', '018bb000-0000-7000-8000-000000000001', '2023-11-05T13:50:00Z');
insert into meetings.agenda_items (meeting, position, title, carried_from) values
    ('018bb000-0000-7000-8000-000000000202', 1, 'Đường thôn', '018bb000-0000-7000-8000-000000000201');
