-- A wish that was granted.
update meetings.replies
set decision = 'ACCEPTED', decided_by = '018bb000-0000-7000-8000-000000000001', decided_at = '2023-11-05T03:00:00Z'
where reply = 'ASK_ABSENCE';
