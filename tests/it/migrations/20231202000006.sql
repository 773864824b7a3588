-- One member has taken note.
insert into notices.acknowledgements (notice, member, acknowledged_at) values
    ('018bb000-0000-7000-8000-000000000106', '018bb000-0000-7000-8000-000000000001', '2023-11-24T01:00:00Z');
