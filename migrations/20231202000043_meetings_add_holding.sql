-- Locks meetings.meetings for the moment it takes to add columns that rewrite nothing; rows are checked without barring writers.
-- How a meeting was held when it was not simply opened and closed by hand.
alter table meetings.meetings
    -- Nobody closed it: it was closed by itself.
    add column closed_by_itself boolean not null default false,
    -- Why it was written down afterwards; empty for what was held here.
    add column recorded_reason text not null default '',
    add column reopened_at timestamptz,
    add column reopen_reason text not null default '',
    -- When it had ended before it was opened again: closing it once more says this unless told otherwise.
    add column previous_end timestamptz;
alter table meetings.meetings
    add constraint meetings_reopened check (
        (reopened_at is null) = (reopen_reason = '') and (reopened_at is null) = (previous_end is null)) not valid,
    add constraint meetings_closed_by_itself check (not closed_by_itself or state = 'CLOSED') not valid;
alter table meetings.meetings validate constraint meetings_reopened;
alter table meetings.meetings validate constraint meetings_closed_by_itself;
