-- Locks nothing: new table. Who has taken note of what, for the first time.
create table notices.acknowledgements (
    notice uuid not null references notices.notices,
    member uuid not null references directory.members,
    acknowledged_at timestamptz not null,
    -- The member's other devices learn of it by their cursors.
    written_by xid8 not null default pg_current_xact_id(),
    primary key (notice, member)
);
create index acknowledgements_written_by on notices.acknowledgements (member, written_by);

grant select, insert on notices.acknowledgements to sotay_app;
