-- Locks directory.organizations against new foreign keys for a moment. What happened to organisations, dated, and what became of those that ended.
create table directory.organization_events (
    -- The founding of an organisation carries the organisation's own id.
    id uuid primary key,
    kind text not null check (kind in ('FOUNDED', 'RENAMED', 'MOVED', 'MERGED', 'SPLIT', 'DISSOLVED')),
    -- The first day on which it holds.
    day date not null,
    decision_number text not null default '',
    recorded_at timestamptz not null,
    -- Nobody when the operator's command line recorded it.
    recorded_by uuid references directory.members,
    -- When the present-day projection followed; an event of a day to come waits for it.
    followed_at timestamptz
);
create index organization_events_waiting on directory.organization_events (day) where followed_at is null;

create table directory.organization_event_links (
    event uuid not null references directory.organization_events,
    organization uuid not null references directory.organizations,
    part text not null check (part in ('SUBJECT', 'PREDECESSOR', 'SUCCESSOR', 'OLD_PARENT', 'NEW_PARENT')),
    -- What a renaming changed; null where it did not.
    old_name text,
    new_name text,
    old_code text,
    new_code text,
    primary key (event, organization, part)
);
create index organization_event_links_organization on directory.organization_event_links (organization, event);

-- What an organisation that ended became. Several after a split; the first carries on what cannot be divided.
create table directory.organization_successions (
    predecessor uuid not null references directory.organizations,
    successor uuid not null references directory.organizations,
    position integer not null check (position >= 1),
    event uuid not null references directory.organization_events,
    primary key (predecessor, successor),
    constraint organization_successions_not_self check (predecessor <> successor),
    constraint organization_successions_position unique (predecessor, position)
);
create index organization_successions_successor on directory.organization_successions (successor);

-- Codes that were given up: they still find their organisation, and nobody else is given them.
create table directory.organization_former_codes (
    code text primary key check (code ~ '^[0-9]{14}$'),
    organization uuid not null references directory.organizations,
    -- The first day without it.
    until date not null
);
create index organization_former_codes_organization on directory.organization_former_codes (organization, until);

insert into directory.organization_events (id, kind, day, decision_number, recorded_at, followed_at)
select id, 'FOUNDED', lower(during), decision_number, created_at, created_at
from directory.organizations
where not lower_inf(during);
insert into directory.organization_event_links (event, organization, part)
select id, id, 'SUBJECT'
from directory.organization_events;

grant select, insert, update on directory.organization_events to sotay_app;
grant select, insert on directory.organization_event_links, directory.organization_successions,
    directory.organization_former_codes to sotay_app;
-- A stay that was to begin in a branch that has become the home by then never begins.
grant delete on directory.memberships to sotay_app;
