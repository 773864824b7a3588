-- A stay that was over when its two branches became one.
insert into directory.organization_events (id, kind, day, recorded_at) values
    ('018bb000-0000-7000-8000-0000000000e1', 'MERGED', '2023-12-02', '2023-12-01T01:00:00Z');
update directory.stays set ended_by = '018bb000-0000-7000-8000-0000000000e1';
