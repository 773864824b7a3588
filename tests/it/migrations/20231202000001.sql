-- A notice to members by name, and one to everything below an organisation.
insert into notices.notices (id, kind, organization, named, below, title, body, created_at) values
    ('018bb000-0000-7000-8000-000000000104', 'MEETING_CALLED', null, true, false, 'Mời họp chi ủy', 'Họp chi ủy', '2023-11-22T01:00:00Z'),
    ('018bb000-0000-7000-8000-000000000105', 'MEETING_CHANGED', '018bb000-0000-7000-8000-00000000000b', false, true, 'Thay đổi', 'Đổi giờ', '2023-11-22T01:00:00Z');
insert into notices.addressees (member, notice) values
    ('018bb000-0000-7000-8000-000000000001', '018bb000-0000-7000-8000-000000000104');
