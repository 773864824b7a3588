-- Locks nothing: new schema. Meetings, agendas, replies, and the roster that opening freezes.
create schema meetings;
grant usage on schema meetings to sotay_app;

create table meetings.meetings (
    id uuid primary key,
    organization uuid not null references directory.organizations,
    kind text not null check (kind in (
        'REGULAR', 'THEMATIC', 'COMBINED', 'COMMITTEE', 'EXTRAORDINARY', 'CONGRESS', 'CONFERENCE', 'PARTY_CELL')),
    state text not null check (state in ('DRAFT', 'ISSUED', 'OPEN', 'CLOSED', 'CANCELLED')),
    title text not null,
    place text not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    issued_at timestamptz,
    opened_at timestamptz,
    closed_at timestamptz,
    called_by uuid references directory.members,
    version integer not null default 1,
    created_at timestamptz not null,
    constraint meetings_ends_after_start check (ends_at > starts_at),
    constraint meetings_closes_after_opening check (closed_at >= opened_at),
    constraint meetings_state_times check (
        (state in ('OPEN', 'CLOSED')) = (opened_at is not null) and (state = 'CLOSED') = (closed_at is not null))
);
create index meetings_organization on meetings.meetings (organization, starts_at desc, id desc);

create table meetings.agenda_items (
    meeting uuid not null references meetings.meetings,
    position integer not null check (position >= 1),
    title text not null,
    presenter text not null default '',
    minutes_planned integer not null default 0 check (minutes_planned >= 0),
    primary key (meeting, position)
);

create table meetings.replies (
    meeting uuid not null references meetings.meetings,
    member uuid not null references directory.members,
    reply text not null check (reply in ('WILL_ATTEND', 'ASK_ABSENCE')),
    reason text not null default '',
    replied_at timestamptz not null,
    primary key (meeting, member)
);

-- Frozen at opening: later transfers do not change old counts. Partitioned like the events that refer to it.
create table meetings.roster (
    meeting uuid not null references meetings.meetings,
    member uuid not null references directory.members,
    class text not null check (class in ('OFFICIAL', 'PROBATIONARY')),
    activity text not null check (activity in ('ACTIVE', 'EXEMPT', 'SUSPENDED', 'DETAINED')),
    relation text not null check (relation in ('HOME', 'TEMPORARILY_IN', 'TEMPORARILY_OUT')),
    primary key (meeting, member)
) partition by range (meeting);
create index roster_member on meetings.roster (member, meeting);

-- The first id of version 7 that can be minted in a year: ids are in order of time.
create function meetings.first_id_of(year integer) returns uuid
    language sql immutable strict
    return (lpad(to_hex((extract(epoch from make_timestamptz(year, 1, 1, 0, 0, 0, 'UTC')) * 1000)::bigint), 12, '0')
        || '00000000000000000000')::uuid;

grant select, insert, update, delete on all tables in schema meetings to sotay_app;
