-- Locks directory.members and directory.organizations for a moment each: new tables that point at them. The national database beside ours.

-- Whose record of a source is whose here, and which state of it was seen last.
create table directory.master_links (
    source text not null,
    external_id text not null,
    member uuid not null references directory.members,
    version text not null,
    synced_at timestamptz not null,
    primary key (source, external_id),
    constraint master_links_member unique (member, source)
);

create table directory.master_syncs (
    source text not null,
    version text not null,
    synced_at timestamptz not null,
    records bigint not null,
    tied bigint not null,
    not_on_file bigint not null,
    open bigint not null,
    primary key (source, synced_at)
);

create table directory.master_differences (
    id uuid primary key,
    source text not null,
    external_id text not null,
    -- Nobody here has the record's numbers when absent.
    member uuid references directory.members,
    organization uuid references directory.organizations,
    field text not null check (field in (
        'NAME', 'BIRTH_DATE', 'GENDER', 'JOINED_DATE', 'OFFICIAL_DATE', 'CITIZEN_ID', 'CARD_NUMBER', 'PHONE_NUMBER',
        'BRANCH', 'NOT_ON_FILE', 'TWO_MEMBERS')),
    -- AEAD bound to table, column and row; beside it a keyed hash for equality.
    theirs_sealed bytea not null,
    theirs_lookup bytea not null,
    version text not null,
    found_at timestamptz not null,
    settled text check (settled in ('OURS', 'THEIRS', 'GONE')),
    settled_by uuid references directory.members,
    settled_at timestamptz,
    constraint master_differences_settled check ((settled is null) = (settled_at is null))
);
create index master_differences_record on directory.master_differences (source, external_id);
create index master_differences_member on directory.master_differences (member) where settled is null;
create index master_differences_organization on directory.master_differences (organization)
    where settled is null and member is null;
-- One open difference a field: two officers cannot settle one thing in two ways.
create unique index master_differences_open on directory.master_differences (source, external_id, field)
    where settled is null;

grant select, insert, update on directory.master_links, directory.master_differences to sotay_app;
grant select, insert on directory.master_syncs to sotay_app;
