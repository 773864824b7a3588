-- A phone that has everything that is committed now.
insert into notices.received (member, until, received_at) values
    ('018bb000-0000-7000-8000-000000000001', pg_current_snapshot(), '2023-11-24T01:00:00Z');
