-- no-transaction
-- Locks nothing: an index made concurrently. Meetings of a province or the nation are walked by time.
create index concurrently meetings_starts_at on meetings.meetings (starts_at desc, id desc);
