-- Locks nothing: new schema. Organisations by dated edges, members with three dated dimensions of standing.
create schema directory;
grant usage on schema directory to sotay_app;

-- Search without marks: unaccent is only stable, this wrapper names its dictionary and may be indexed.
create function directory.fold(value text) returns text
    language sql immutable strict parallel safe
    return lower(public.unaccent('public.unaccent', value));

create table directory.organizations (
    id uuid primary key,
    kind text not null check (kind in ('PROVINCE', 'DISTRICT', 'GRASSROOTS_COMMITTEE', 'INTERMEDIATE_COMMITTEE', 'BRANCH')),
    code text constraint organizations_code unique check (code ~ '^[0-9]{14}$'),
    during daterange not null check (not isempty(during)),
    decision_number text not null default '',
    created_at timestamptz not null
);

create table directory.organization_names (
    organization uuid not null references directory.organizations,
    name text not null check (name <> ''),
    during daterange not null,
    decision_number text not null default '',
    constraint organization_names_once exclude using gist (organization with =, during with &&)
);

-- Where an organisation hangs, since when. The truth; access.closure is its projection of today.
create table directory.organization_edges (
    child uuid not null references directory.organizations,
    parent uuid not null references directory.organizations,
    during daterange not null,
    decision_number text not null default '',
    constraint organization_edges_once exclude using gist (child with =, during with &&),
    constraint organization_edges_not_self check (child <> parent)
);
create index organization_edges_parent on directory.organization_edges (parent);

create table directory.members (
    id uuid primary key,
    name text not null check (name <> ''),
    given_name text not null check (given_name <> ''),
    name_folded text generated always as (directory.fold(name)) stored,
    birth_date date,
    gender text check (gender in ('MALE', 'FEMALE')),
    joined_date date,
    official_date date,
    phone text not null check (phone in ('OWN', 'SHARED', 'NONE')),
    -- AEAD bound to table, column and row; beside it a keyed hash for equality look-up.
    citizen_id_sealed bytea,
    citizen_id_lookup bytea constraint members_citizen_id unique,
    phone_number_sealed bytea,
    phone_number_lookup bytea,
    card_number_sealed bytea,
    card_number_lookup bytea constraint members_card_number unique,
    -- The day the account was first activated; written by identity through this folder.
    activated_on date,
    created_at timestamptz not null,
    constraint members_official_after_joined check (official_date >= joined_date)
);
create index members_name on directory.members using gin (name_folded gin_trgm_ops);
create index members_given_name on directory.members (given_name collate "vi-x-icu", name collate "vi-x-icu", id);
create index members_phone_number on directory.members (phone_number_lookup);

create table directory.classes (
    member uuid not null references directory.members,
    class text not null check (class in ('OFFICIAL', 'PROBATIONARY')),
    during daterange not null check (not isempty(during)),
    decision_number text not null default '',
    constraint classes_once exclude using gist (member with =, during with &&)
);

-- A day without a row counts as active: a temporary exemption simply ends.
create table directory.activities (
    member uuid not null references directory.members,
    activity text not null check (activity in ('ACTIVE', 'EXEMPT', 'SUSPENDED', 'DETAINED')),
    exemption text check (exemption in ('AGE_AND_HEALTH', 'TEMPORARY')),
    during daterange not null check (not isempty(during)),
    decision_number text not null default '',
    constraint activities_once exclude using gist (member with =, during with &&),
    constraint activities_exemption check ((activity = 'EXEMPT') = (exemption is not null))
);
create index activities_exempt on directory.activities (member) where activity = 'EXEMPT';

create table directory.memberships (
    id uuid primary key,
    member uuid not null references directory.members,
    organization uuid not null references directory.organizations,
    relation text not null check (relation in ('HOME', 'TEMPORARILY_IN', 'TEMPORARILY_OUT', 'RESIDENCE_LINK')),
    during daterange not null check (not isempty(during)),
    decision_number text not null default '',
    constraint memberships_one_home exclude using gist (member with =, during with &&) where (relation = 'HOME'),
    constraint memberships_one_temporary exclude using gist (member with =, during with &&) where (relation = 'TEMPORARILY_IN'),
    constraint memberships_one_absence exclude using gist (member with =, during with &&) where (relation = 'TEMPORARILY_OUT')
);
create index memberships_organization on directory.memberships (organization, relation);
create index memberships_member on directory.memberships (member);

alter table access.grants
    add constraint grants_member foreign key (member) references directory.members,
    add constraint grants_organization_exists foreign key (organization) references directory.organizations;
alter table access.closure
    add constraint closure_ancestor_exists foreign key (ancestor) references directory.organizations,
    add constraint closure_descendant_exists foreign key (descendant) references directory.organizations;

grant select, insert, update on all tables in schema directory to sotay_app;
