-- Locks nothing: new schema. Who may do what where, who is signed out, what was answered already.
create extension if not exists btree_gist;
create extension if not exists pg_trgm;
create extension if not exists unaccent;

create schema access;
grant usage on schema access to sotay_app;

-- Present-day projection of the organisation tree: every organisation with all above it and itself.
create table access.closure (
    ancestor uuid not null,
    descendant uuid not null,
    depth integer not null check (depth >= 0),
    -- The ancestor is the committee that keeps the descendant's files: its officer sees names there.
    keeper boolean not null default false,
    primary key (ancestor, descendant)
);
create index closure_descendant on access.closure (descendant, depth);

create table access.grants (
    id uuid primary key,
    member uuid not null,
    organization uuid not null,
    role text not null check (role in (
        'SECRETARY', 'DEPUTY_SECRETARY', 'COMMITTEE_MEMBER', 'CELL_LEADER', 'BRANCH_SUPERVISOR',
        'PARTY_COMMITTEE_MEMBER', 'STANDING_COMMITTEE', 'ORGANISATION_OFFICER', 'SYSTEM_ADMIN')),
    during daterange not null,
    decision_number text not null default '',
    granted_by uuid,
    created_at timestamptz not null,
    constraint grants_once exclude using gist (member with =, organization with =, role with =, during with &&),
    constraint grants_not_empty check (not isempty(during))
);
create index grants_organization on access.grants (organization);

-- Sessions that died before their access tokens; read into memory every second.
create table access.revocations (
    session uuid primary key,
    revoked_at timestamptz not null,
    forget_at timestamptz not null
);
create index revocations_revoked_at on access.revocations (revoked_at);

-- Answers given under an idempotency key, written in the transaction of their effect.
create table access.idempotency (
    caller uuid not null,
    key text not null check (length(key) between 1 and 200),
    request_hash bytea not null,
    answer bytea not null,
    created_at timestamptz not null,
    primary key (caller, key)
);
create index idempotency_created_at on access.idempotency (created_at);

grant select, insert, update, delete on all tables in schema access to sotay_app;
