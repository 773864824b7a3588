-- Locks directory.members and directory.organizations for a moment each: new table that points at them.
-- Stays elsewhere for a time. Their days stand in directory.memberships; here is what the pair of rows has in common.
create table directory.stays (
    id uuid primary key,
    member uuid not null references directory.members,
    home uuid not null references directory.organizations,
    -- The branch that receives, or the name of one that is none of ours.
    host uuid references directory.organizations,
    host_name text not null default '',
    purpose text not null check (purpose in ('WORK', 'STUDY')),
    -- Set once the host has received the member.
    received_at timestamptz,
    constraint stays_host check ((host is null) = (host_name <> '')),
    constraint stays_elsewhere check (host is distinct from home)
);
create index stays_member on directory.stays (member);
create index stays_home on directory.stays (home);
create index stays_host on directory.stays (host);

grant select, insert, update on directory.stays to sotay_app;
