insert into directory.endings (id, member, kind, day, record, undone_by) values
    ('018bb000-0000-7000-8000-0000000000a1', '018bb000-0000-7000-8000-000000000002', 'LEFT', '2023-10-01',
     '018bb000-0000-7000-8000-0000000000c1', '018bb000-0000-7000-8000-0000000000c1');
insert into directory.ended_spans (ending, dimension, membership, during) values
    ('018bb000-0000-7000-8000-0000000000a1', 'MEMBERSHIP', '018bb000-0000-7000-8000-0000000000f2', '[2023-03-26,)');
