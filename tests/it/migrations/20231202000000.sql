-- A notice to a branch, of which one member is also told by name.
insert into notices.addressees (member, notice) values
    ('018bb000-0000-7000-8000-000000000001', '018bb000-0000-7000-8000-000000000101');
