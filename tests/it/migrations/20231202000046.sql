-- Guests, one of whom was put down by mistake.
insert into meetings.guests (meeting, id, member, name, capacity, added_at, added_by, removed_at, removed_by, removed_reason) values
    ('018bb000-0000-7000-8000-000000000205', '018bb000-0000-7000-8000-000000000301', null, 'Nguyễn Văn Khách', 'SUPERIOR', '2023-11-05T12:40:00Z', '018bb000-0000-7000-8000-000000000001', null, null, ''),
    ('018bb000-0000-7000-8000-000000000205', '018bb000-0000-7000-8000-000000000302', '018bb000-0000-7000-8000-000000000001', 'Nguyễn Văn Khách', 'INVITED', '2023-11-05T12:40:00Z', '018bb000-0000-7000-8000-000000000001', '2023-11-05T12:41:00Z', '018bb000-0000-7000-8000-000000000001', 'Nhầm');
