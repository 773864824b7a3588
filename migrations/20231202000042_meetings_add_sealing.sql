-- Locks meetings.meetings for the moment it takes to add a column that rewrites nothing; then writes each closed meeting once.
-- From when what was recorded of a meeting stands: reckoned when it is closed, so that a meeting closed late, or written
-- down days afterwards, may still be corrected.
alter table meetings.meetings add column seals_at timestamptz;
alter table meetings.meetings
    add constraint meetings_seals check (seals_at is null or state = 'CLOSED') not valid;
alter table meetings.meetings validate constraint meetings_seals;
update meetings.meetings m
set seals_at = m.closed_at + make_interval(hours => sealing.value)
from regulations.numbers sealing
where m.state = 'CLOSED'
  and sealing.rule = 'SEALING_HOURS'
  and sealing.during @> (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date;
