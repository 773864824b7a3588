-- Locks nothing: new schema. One row a notice, addressed to a place; a member's row appears when something happens.
create schema notices;
grant usage on schema notices to sotay_app;

create table notices.notices (
    id uuid primary key,
    kind text not null check (kind in ('MEETING_CALLED', 'MEETING_CHANGED', 'ACCOUNT')),
    -- Addressed to a branch or to one member, never to both.
    organization uuid references directory.organizations,
    member uuid references directory.members,
    meeting uuid,
    title text not null,
    body text not null,
    created_at timestamptz not null,
    -- The transaction that wrote it: a cursor that carries a snapshot can tell what it has not seen yet.
    written_by xid8 not null default pg_current_xact_id(),
    constraint notices_addressee check (num_nonnulls(organization, member) = 1)
);
create index notices_organization on notices.notices (organization, id desc) where organization is not null;
create index notices_member on notices.notices (member, id desc) where member is not null;
-- For what came after a cursor: nothing older than its oldest running transaction can be new.
create index notices_organization_written_by on notices.notices (organization, written_by) where organization is not null;
create index notices_member_written_by on notices.notices (member, written_by) where member is not null;

create table notices.receipts (
    notice uuid not null references notices.notices,
    member uuid not null references directory.members,
    read_at timestamptz,
    primary key (notice, member)
);

grant select, insert, update on all tables in schema notices to sotay_app;
