-- Locks nothing: a new table. Cards by which members without a phone are scanned; a row is only ever marked as revoked.
create table attendance.cards (
    id uuid primary key,
    member uuid not null references directory.members,
    issued_at timestamptz not null,
    issued_by uuid not null references directory.members,
    revoked_at timestamptz,
    revoked_by uuid references directory.members,
    constraint cards_revoked check ((revoked_at is null) = (revoked_by is null))
);
create unique index cards_living on attendance.cards (member) where revoked_at is null;
grant select, insert, update on attendance.cards to sotay_app;
