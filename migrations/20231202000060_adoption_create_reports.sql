-- Locks directory.members and directory.organizations for a moment each: new tables that point at them.
-- Reports of adoption that were issued. They are only added: nobody changes one, the owner of the tables neither.
create schema adoption;
grant usage on schema adoption to sotay_app;

create table adoption.reports (
    id uuid primary key,
    organization uuid not null references directory.organizations,
    as_of date not null,
    issued_by uuid not null references directory.members,
    issued_at timestamptz not null,
    note text not null default ''
);
create index reports_organization on adoption.reports (organization, id desc);

-- The organisation itself (position 0) and what stood directly below it on that day, with what was counted.
create table adoption.report_lines (
    report uuid not null references adoption.reports,
    position integer not null check (position >= 0),
    organization uuid not null references directory.organizations,
    name text not null,
    -- In the order of `adoption::Counted`; counts that come later are appended, and are 0 in older reports.
    counts bigint[] not null,
    -- Groups of people that those above are not shown.
    withheld text[] not null default '{}',
    primary key (report, position),
    constraint report_lines_once unique (report, organization)
);

create function adoption.refuse_changes() returns trigger
    language plpgsql
as $$
begin
    raise exception 'a report that was issued is not changed'
        using errcode = 'check_violation', constraint = 'reports_stay';
end
$$;
create trigger reports_stay before update or delete on adoption.reports
    for each statement execute function adoption.refuse_changes();
create trigger reports_stay before update or delete on adoption.report_lines
    for each statement execute function adoption.refuse_changes();

grant select, insert on adoption.reports, adoption.report_lines to sotay_app;
