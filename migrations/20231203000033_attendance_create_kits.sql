-- Locks nothing: a new table. Who took the seed of a meeting's code away on which device; rows are only ever added.
create table attendance.kits (
    meeting uuid not null references meetings.meetings,
    id bigint generated always as identity,
    member uuid not null references directory.members,
    session uuid not null,
    given_at timestamptz not null,
    primary key (meeting, id)
);
grant select, insert on attendance.kits to sotay_app;
