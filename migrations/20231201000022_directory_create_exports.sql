-- Locks nothing that is in use: a new table. Every list of members that was taken out, by whom and when.
create table directory.exports (
    id uuid primary key,
    organization uuid not null references directory.organizations,
    requested_by uuid not null references directory.members,
    rows integer not null,
    -- Whether numbers that identify stood there whole.
    in_clear boolean not null,
    format text not null check (format in ('xlsx', 'csv')),
    created_at timestamptz not null
);
create index exports_organization on directory.exports (organization, created_at);

grant select, insert on directory.exports to sotay_app;
