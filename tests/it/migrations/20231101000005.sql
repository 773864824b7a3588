-- A notice to the branch that one member has read, and a notice to one member.
insert into notices.notices (id, kind, organization, member, meeting, title, body, created_at) values
    ('018bb000-0000-7000-8000-000000000101', 'MEETING_CALLED', '018bb000-0000-7000-8000-00000000000b', null, '018bb000-0000-7000-8000-000000000201', 'Giấy mời', 'Sinh hoạt thường kỳ', '2023-11-05T01:00:00Z'),
    ('018bb000-0000-7000-8000-000000000102', 'ACCOUNT', null, '018bb000-0000-7000-8000-000000000001', null, 'Tài khoản', 'Đã kích hoạt', '2023-11-05T01:00:00Z');
insert into notices.receipts (notice, member, read_at) values
    ('018bb000-0000-7000-8000-000000000101', '018bb000-0000-7000-8000-000000000001', '2023-11-05T02:00:00Z');
