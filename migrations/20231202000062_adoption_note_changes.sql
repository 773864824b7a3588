-- Locks the tables that adoption is counted from for a moment each: adds triggers, one a statement and not one a row.
-- They note which organisation's figures are out of date, and from which day on.

-- The day of a moment in Vietnam.
create function adoption.day_of(moment timestamptz) returns date
    language sql immutable strict parallel safe
    return (moment at time zone 'Asia/Ho_Chi_Minh')::date;

-- What has no beginning begins here.
create function adoption.first_day(during daterange) returns date
    language sql immutable strict parallel safe
    return coalesce(lower(during), '0001-01-01');

create function adoption.note_organizations() returns trigger
    language plpgsql
as $$
begin
    if tg_op = 'UPDATE' then
        insert into adoption.stale (organization, since)
        select g.id, least(adoption.first_day(g.during), adoption.first_day(c.during))
        from gone g
        join come c using (id)
        where (g.kind, g.during) is distinct from (c.kind, c.during);
    else
        insert into adoption.stale (organization, since)
        select id, '0001-01-01' from come;
    end if;
    return null;
end
$$;
create trigger adoption_notes_insert after insert on directory.organizations
    referencing new table as come for each statement execute function adoption.note_organizations();
create trigger adoption_notes_update after update on directory.organizations
    referencing old table as gone new table as come for each statement execute function adoption.note_organizations();

create function adoption.note_edges() returns trigger
    language plpgsql
as $$
begin
    if tg_op <> 'INSERT' then
        insert into adoption.stale (organization, since)
        select parent, min(adoption.first_day(during)) from gone group by parent;
    end if;
    if tg_op <> 'DELETE' then
        insert into adoption.stale (organization, since)
        select parent, min(adoption.first_day(during)) from come group by parent;
    end if;
    return null;
end
$$;
create trigger adoption_notes_insert after insert on directory.organization_edges
    referencing new table as come for each statement execute function adoption.note_edges();
create trigger adoption_notes_update after update on directory.organization_edges
    referencing old table as gone new table as come for each statement execute function adoption.note_edges();
create trigger adoption_notes_delete after delete on directory.organization_edges
    referencing old table as gone for each statement execute function adoption.note_edges();

create function adoption.note_memberships() returns trigger
    language plpgsql
as $$
begin
    if tg_op <> 'INSERT' then
        insert into adoption.stale (organization, since)
        select organization, min(adoption.first_day(during)) from gone where relation = 'HOME' group by organization;
    end if;
    if tg_op <> 'DELETE' then
        insert into adoption.stale (organization, since)
        select organization, min(adoption.first_day(during)) from come where relation = 'HOME' group by organization;
    end if;
    return null;
end
$$;
create trigger adoption_notes_insert after insert on directory.memberships
    referencing new table as come for each statement execute function adoption.note_memberships();
create trigger adoption_notes_update after update on directory.memberships
    referencing old table as gone new table as come for each statement execute function adoption.note_memberships();
create trigger adoption_notes_delete after delete on directory.memberships
    referencing old table as gone for each statement execute function adoption.note_memberships();

create function adoption.note_activities() returns trigger
    language plpgsql
as $$
begin
    if tg_op <> 'INSERT' then
        insert into adoption.stale (organization, since)
        select m.organization, min(adoption.first_day(x.during))
        from gone x
        join directory.memberships m on m.member = x.member and m.relation = 'HOME' and m.during && x.during
        where x.activity = 'EXEMPT'
        group by m.organization;
    end if;
    if tg_op <> 'DELETE' then
        insert into adoption.stale (organization, since)
        select m.organization, min(adoption.first_day(x.during))
        from come x
        join directory.memberships m on m.member = x.member and m.relation = 'HOME' and m.during && x.during
        where x.activity = 'EXEMPT'
        group by m.organization;
    end if;
    return null;
end
$$;
create trigger adoption_notes_insert after insert on directory.activities
    referencing new table as come for each statement execute function adoption.note_activities();
create trigger adoption_notes_update after update on directory.activities
    referencing old table as gone new table as come for each statement execute function adoption.note_activities();
create trigger adoption_notes_delete after delete on directory.activities
    referencing old table as gone for each statement execute function adoption.note_activities();

create function adoption.note_members() returns trigger
    language plpgsql
as $$
begin
    insert into adoption.stale (organization, since)
    select m.organization, min(adoption.first_day(m.during))
    from gone g
    join come c using (id)
    join directory.memberships m on m.member = g.id and m.relation = 'HOME'
    where g.phone <> c.phone
    group by m.organization;
    return null;
end
$$;
create trigger adoption_notes_update after update on directory.members
    referencing old table as gone new table as come for each statement execute function adoption.note_members();

create function adoption.note_accounts() returns trigger
    language plpgsql
as $$
begin
    if tg_op = 'UPDATE' then
        insert into adoption.stale (organization, since)
        select m.organization, adoption.day_of(least(g.first_activated_at, c.first_activated_at))
        from gone g
        join come c using (member)
        join directory.memberships m on m.member = g.member and m.relation = 'HOME'
        where g.first_activated_at <> c.first_activated_at;
    else
        insert into adoption.stale (organization, since)
        select m.organization, min(adoption.day_of(c.first_activated_at))
        from come c
        join directory.memberships m on m.member = c.member and m.relation = 'HOME'
        group by m.organization;
    end if;
    return null;
end
$$;
create trigger adoption_notes_insert after insert on identity.accounts
    referencing new table as come for each statement execute function adoption.note_accounts();
create trigger adoption_notes_update after update on identity.accounts
    referencing old table as gone new table as come for each statement execute function adoption.note_accounts();

create function adoption.note_codes() returns trigger
    language plpgsql
as $$
begin
    insert into adoption.stale (organization, since)
    select m.organization, min(adoption.day_of(c.issued_at))
    from come c
    join directory.memberships m on m.member = c.member and m.relation = 'HOME'
    group by m.organization;
    return null;
end
$$;
create trigger adoption_notes_insert after insert on identity.activation_codes
    referencing new table as come for each statement execute function adoption.note_codes();

create function adoption.note_activity_days() returns trigger
    language plpgsql
as $$
begin
    insert into adoption.stale (organization, since)
    select m.organization, min(c.day)
    from come c
    join directory.memberships m
        on m.member = c.member
        and m.relation = 'HOME'
        and m.during && daterange(c.day, (date_trunc('month', c.day::timestamp) + interval '1 month')::date)
    group by m.organization;
    return null;
end
$$;
create trigger adoption_notes_insert after insert on identity.activity_days
    referencing new table as come for each statement execute function adoption.note_activity_days();

create function adoption.note_meetings() returns trigger
    language plpgsql
as $$
begin
    if tg_op = 'UPDATE' then
        insert into adoption.stale (organization, since)
        select changed.organization, adoption.day_of(changed.opened_at)
        from gone g
        join come c using (id)
        cross join lateral (values (g.organization, g.opened_at), (c.organization, c.opened_at))
            as changed (organization, opened_at)
        where (g.organization, g.kind, g.state, g.opened_at, g.closed_at)
                is distinct from (c.organization, c.kind, c.state, c.opened_at, c.closed_at)
          and changed.opened_at is not null;
    else
        insert into adoption.stale (organization, since)
        select organization, min(adoption.day_of(opened_at)) from come where opened_at is not null group by organization;
    end if;
    return null;
end
$$;
create trigger adoption_notes_insert after insert on meetings.meetings
    referencing new table as come for each statement execute function adoption.note_meetings();
create trigger adoption_notes_update after update on meetings.meetings
    referencing old table as gone new table as come for each statement execute function adoption.note_meetings();

create function adoption.note_attendance() returns trigger
    language plpgsql
as $$
begin
    insert into adoption.stale (organization, since)
    select m.organization, min(adoption.day_of(m.opened_at))
    from (select distinct meeting from come) said
    join meetings.meetings m on m.id = said.meeting and m.opened_at is not null
    group by m.organization;
    return null;
end
$$;
create trigger adoption_notes_insert after insert on attendance.events
    referencing new table as come for each statement execute function adoption.note_attendance();
