-- Locks nothing: new functions. How the present-day projection and reads of another day walk the dated edges.

-- What an organisation stands under for the gate: one that lives, under its parent; one yet to begin, under the parent
-- it will begin under; one that ended is one with what it became (step 0), or stands where it last stood.
create function directory.stands_under(organization uuid, day date) returns table (above uuid, step integer)
    language sql stable parallel safe
begin atomic
    select e.parent, 1
    from directory.organizations o
    join directory.organization_edges e
        on e.child = o.id
        and e.during @> greatest(stands_under.day, lower(o.during))
    where o.id = stands_under.organization
      and (upper(o.during) is null or upper(o.during) > stands_under.day)
    union all
    select s.successor, 0
    from directory.organizations o
    join directory.organization_successions s on s.predecessor = o.id
    where o.id = stands_under.organization
      and upper(o.during) <= stands_under.day
    union all
    select last.parent, 1
    from directory.organizations o
    cross join lateral (
        select e.parent
        from directory.organization_edges e
        where e.child = o.id
        order by lower(e.during) desc
        limit 1
    ) last
    where o.id = stands_under.organization
      and upper(o.during) <= stands_under.day
      and not exists (
          select
          from directory.organization_successions s
          where s.predecessor = o.id);
end;

-- An organisation and everything that stood below it on a day, as known now.
create function directory.below(organization uuid, day date) returns table (id uuid)
    language sql stable parallel safe
begin atomic
    with recursive tree as (
        select o.id
        from directory.organizations o
        where o.id = below.organization
          and o.during @> below.day
        union
        select e.child
        from tree t
        join directory.organization_edges e on e.parent = t.id and e.during @> below.day
    )
    select t.id from tree t;
end;

-- The organisation that carries on for another on a day: itself while it lives, else what it became first.
create function directory.heir(organization uuid, day date) returns uuid
    language sql stable parallel safe
begin atomic
    with recursive line as (
        select heir.organization as id, 1 as generation
        union all
        select s.successor, l.generation + 1
        from line l
        join directory.organizations o on o.id = l.id and upper(o.during) <= heir.day
        join directory.organization_successions s on s.predecessor = l.id and s.position = 1
    )
    select l.id from line l order by l.generation desc limit 1;
end;

revoke all on function directory.stands_under, directory.below, directory.heir from public;
grant execute on function directory.stands_under, directory.below, directory.heir to sotay_app;
