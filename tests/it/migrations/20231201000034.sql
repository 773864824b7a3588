-- A tie and an open difference.
insert into directory.master_links (source, external_id, member, version, synced_at) values
    ('CSDL-DV', 'DV-1', '018bb000-0000-7000-8000-000000000001', '2023-10', '2023-11-05T01:00:00Z');
insert into directory.master_syncs (source, version, synced_at, records, tied, not_on_file, open) values
    ('CSDL-DV', '2023-10', '2023-11-05T01:00:00Z', 1, 1, 0, 1);
insert into directory.master_differences
    (id, source, external_id, member, organization, field, theirs_sealed, theirs_lookup, version, found_at) values
    ('018bb000-0000-7000-8000-0000000000d2', 'CSDL-DV', 'DV-1', '018bb000-0000-7000-8000-000000000001',
     '018bb000-0000-7000-8000-00000000000b', 'NAME', '\x01', '\x01', '2023-10', '2023-11-05T01:00:00Z');
