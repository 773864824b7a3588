-- Locks nothing: new schema. What was said about who was in the room; rows are only ever added.
create schema attendance;
grant usage on schema attendance to sotay_app;

create table attendance.events (
    meeting uuid not null,
    -- Minted where it happened: sending twice counts once.
    event uuid not null,
    member uuid not null,
    kind text not null check (kind in ('ENTER', 'EXCUSE', 'ABSENT')),
    method text not null check (method in ('VENUE_CODE', 'BY_SECRETARY')),
    -- The word of the secretary about lateness; the time decides otherwise.
    late boolean,
    disposition text not null check (disposition in ('RECORDED', 'PENDING')),
    reason text not null default '',
    actor uuid not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    primary key (meeting, event),
    constraint events_on_roster foreign key (meeting, member) references meetings.roster (meeting, member)
) partition by range (meeting);

-- A member's own check-in stands once a meeting, and waits once.
create unique index events_one_self_check_in on attendance.events (meeting, member, disposition)
    where method = 'VENUE_CODE';
create index events_member on attendance.events (member, meeting);

grant select, insert on all tables in schema attendance to sotay_app;
