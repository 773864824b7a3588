-- Locks adoption.steps for the moment it takes to add columns that rewrite nothing; reads meetings.meetings once.
-- Branches that met only in what was held without us and written down afterwards: of the day's own month, and of its own
-- quarter. Such a meeting is none that was run in the app.
alter table adoption.steps
    add column regular_afterwards integer not null default 0,
    add column thematic_afterwards integer not null default 0;

insert into adoption.stale (organization, since)
select organization, min(adoption.day_of(opened_at))
from meetings.meetings
where recorded_reason <> ''
  and opened_at is not null
group by organization;
