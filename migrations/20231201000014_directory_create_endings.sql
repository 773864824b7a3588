-- Locks directory.members for a moment: a column that may be null, and new tables that point at it.
-- Ends of memberships, and what each closed, so that one recorded wrongly is taken back whole.
create table directory.endings (
    id uuid primary key,
    member uuid not null references directory.members,
    kind text not null check (kind in ('DIED', 'REMOVED', 'EXPELLED', 'LEFT')),
    -- The first day on which the member is none.
    day date not null,
    record uuid not null references directory.member_records,
    undone_by uuid references directory.member_records
);
create unique index endings_in_force on directory.endings (member) where undone_by is null;

create table directory.ended_spans (
    ending uuid not null references directory.endings,
    dimension text not null check (dimension in ('CLASS', 'ACTIVITY', 'MEMBERSHIP')),
    -- The row of directory.memberships; the other dimensions are known by their first day.
    membership uuid references directory.memberships,
    during daterange not null,
    constraint ended_spans_membership check ((membership is not null) = (dimension = 'MEMBERSHIP'))
);
create index ended_spans_ending on directory.ended_spans (ending);

-- While it is set the member signs in no more and no new membership begins.
alter table directory.members
    add column ended_on date;

grant select, insert, update on directory.endings to sotay_app;
grant select, insert on directory.ended_spans to sotay_app;
