-- Locks directory.members and directory.organizations for a moment each: new table that points at them.
-- What a spreadsheet says somebody is. It grants nothing: who may grant a role confirms it or not.
create table directory.role_proposals (
    id uuid primary key,
    member uuid not null references directory.members,
    organization uuid not null references directory.organizations,
    title text not null check (title <> '' and length(title) <= 200),
    -- The role of the closed list that the title means; none where that has to be chosen.
    role text,
    -- The import it came from.
    source uuid not null,
    created_at timestamptz not null,
    outcome text check (outcome in ('CONFIRMED', 'DISMISSED')),
    decided_at timestamptz,
    decided_by uuid,
    reason text not null default '',
    granted uuid,
    constraint role_proposals_decided check ((outcome is null) = (decided_at is null)),
    constraint role_proposals_granted check ((granted is not null) = (outcome is not distinct from 'CONFIRMED'))
);
create unique index role_proposals_waiting on directory.role_proposals (member, organization, directory.fold(title))
    where outcome is null;
create index role_proposals_organization on directory.role_proposals (organization) where outcome is null;
create index role_proposals_member on directory.role_proposals (member, organization);

grant select, insert, update on directory.role_proposals to sotay_app;
