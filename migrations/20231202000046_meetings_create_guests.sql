-- Locks nothing: a new table. Who was in the room without being called: on no roster and in no rate.
create table meetings.guests (
    meeting uuid not null references meetings.meetings,
    id uuid not null,
    -- A member of somewhere else, when known; the name as it was then.
    member uuid references directory.members,
    name text not null check (name <> ''),
    capacity text not null check (capacity in ('SUPERIOR', 'SUPERVISOR', 'WORKING_GROUP', 'RESIDENCE_LINK', 'INVITED')),
    added_at timestamptz not null,
    added_by uuid not null references directory.members,
    -- Taken off by a mark: the row stays.
    removed_at timestamptz,
    removed_by uuid references directory.members,
    removed_reason text not null default '',
    primary key (meeting, id),
    constraint guests_removed check (
        (removed_at is null) = (removed_by is null) and (removed_at is null) = (removed_reason = ''))
);
create unique index guests_once on meetings.guests (meeting, member) where removed_at is null;
grant select, insert, update on meetings.guests to sotay_app;
