-- Locks nothing: new table. Whom a notice to named members is for.
create table notices.addressees (
    member uuid not null references directory.members,
    notice uuid not null references notices.notices,
    -- As on the notice itself: a cursor tells by it what is new to this member.
    written_by xid8 not null default pg_current_xact_id(),
    primary key (member, notice)
);
create index addressees_written_by on notices.addressees (member, written_by);
create index addressees_notice on notices.addressees (notice);

grant select, insert on notices.addressees to sotay_app;
