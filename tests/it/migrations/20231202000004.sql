-- A notice that is to be acknowledged, and one that was recalled.
update notices.notices
set issued_by = '018bb000-0000-7000-8000-000000000001', acknowledge_needed = true, expires_at = '2023-12-31T17:00:00Z'
where id = '018bb000-0000-7000-8000-000000000105';
update notices.notices
set recalled_at = '2023-11-23T01:00:00Z', recalled_by = '018bb000-0000-7000-8000-000000000001', recall_reason = 'Nhầm'
where id = '018bb000-0000-7000-8000-000000000104';
