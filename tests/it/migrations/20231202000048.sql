-- A dispute that was answered.
insert into attendance.disputes (meeting, event, member, reason, disputed_at, answer, answer_reason, answered_by, answered_at) values
    ('018bb000-0000-7000-8000-000000000201', '0d9f3c3e-3f53-4b44-9f70-9c3b4b1d2a11', '018bb000-0000-7000-8000-000000000002', 'Tôi có mặt', '2023-11-06T01:00:00Z', 'UPHELD', 'Danh sách giấy không có', '018bb000-0000-7000-8000-000000000001', '2023-11-06T02:00:00Z');
