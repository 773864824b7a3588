-- A chair, and who takes the minutes.
insert into meetings.parts (meeting, member, part, position) values
    ('018bb000-0000-7000-8000-000000000201', '018bb000-0000-7000-8000-000000000001', 'CHAIR', 1),
    ('018bb000-0000-7000-8000-000000000201', '018bb000-0000-7000-8000-000000000002', 'MINUTES_TAKER', 1);
