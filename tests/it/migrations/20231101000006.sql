-- A draft, and a closed meeting with its agenda and a reply. The roster has no partition to lie in yet.
insert into meetings.meetings (id, organization, kind, state, title, place, starts_at, ends_at, issued_at, opened_at, closed_at, called_by, created_at) values
    ('018bb000-0000-7000-8000-000000000201', '018bb000-0000-7000-8000-00000000000b', 'REGULAR', 'CLOSED', 'Tháng 11', 'Nhà văn hóa', '2023-11-05T12:30:00Z', '2023-11-05T14:00:00Z', '2023-11-05T01:00:00Z', '2023-11-05T12:30:00Z', '2023-11-05T14:00:00Z', '018bb000-0000-7000-8000-000000000001', '2023-11-05T01:00:00Z'),
    ('018bb000-0000-7000-8000-000000000202', '018bb000-0000-7000-8000-00000000000b', 'THEMATIC', 'DRAFT', 'Tháng 12', 'Nhà văn hóa', '2023-12-05T12:30:00Z', '2023-12-05T14:00:00Z', null, null, null, null, '2023-11-05T01:00:00Z');
insert into meetings.agenda_items (meeting, position, title) values
    ('018bb000-0000-7000-8000-000000000201', 1, 'Đánh giá tháng 10');
insert into meetings.replies (meeting, member, reply, reason, replied_at) values
    ('018bb000-0000-7000-8000-000000000201', '018bb000-0000-7000-8000-000000000002', 'ASK_ABSENCE', 'Ốm', '2023-11-05T02:00:00Z');
