-- Locks nothing that is in use: new tables. Every roster that was uploaded, by whom and when, and what became of it.
create table directory.imports (
    id uuid primary key,
    organization uuid not null references directory.organizations,
    -- Absent for the operator.
    requested_by uuid references directory.members,
    dry_run boolean not null,
    state text not null check (state in ('WAITING', 'RUNNING', 'DONE')),
    -- Which field stands in which column of the spreadsheet.
    columns jsonb not null,
    total integer not null check (total >= 0),
    done integer not null default 0 check (done between 0 and total),
    created integer not null default 0,
    changed integer not null default 0,
    unchanged integer not null default 0,
    duplicate integer not null default 0,
    refused integer not null default 0,
    created_at timestamptz not null,
    finished_at timestamptz,
    constraint imports_sum check (done = created + changed + unchanged + duplicate + refused)
);
create index imports_organization on directory.imports (organization, created_at);

-- The rows of a long roster, sealed until they are done; then what became of them, sealed for as long as it is asked for.
create table directory.import_chunks (
    import uuid not null references directory.imports,
    number integer not null,
    rows_sealed bytea,
    told_sealed bytea,
    -- Whom its rows were about, so that a later row about the same member is a duplicate.
    members uuid[] not null default '{}',
    primary key (import, number),
    constraint import_chunks_done check ((rows_sealed is null) = (told_sealed is not null))
);

grant select, insert, update on directory.imports, directory.import_chunks to sotay_app;
