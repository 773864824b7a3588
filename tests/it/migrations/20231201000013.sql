insert into directory.stays (id, member, home, host_name, purpose) values
    ('018bb000-0000-7000-8000-0000000000b1', '018bb000-0000-7000-8000-000000000002', '018bb000-0000-7000-8000-00000000000b', 'Chi bộ trường Đại học', 'STUDY');
update directory.memberships
set stay = '018bb000-0000-7000-8000-0000000000b1'
where id = '018bb000-0000-7000-8000-0000000000f3';
