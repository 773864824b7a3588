-- Locks nothing: new table. How far a member's phones have confirmed the inbox: one row a member, however many notices.
create table notices.received (
    member uuid primary key references directory.members,
    until pg_snapshot not null,
    received_at timestamptz not null
);

grant select, insert, update on notices.received to sotay_app;
