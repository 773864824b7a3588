-- Counts organisations with everything below them, each on its own day: in force then, as known now. A point is an
-- organisation and a day; all points are counted in one go, so that children and months cost one statement too.
-- A month begins at `since`; `until` is the end of the day in Vietnam.
with recursive point as (
    select *
    from unnest($1::uuid[], $2::date[], $3::date[], $4::timestamptz[], $5::timestamptz[])
        with ordinality as p (organization, day, first_day, since, until, number)
),
tree as (
    select p.number, o.id as organization
    from point p
    join directory.organizations o on o.id = p.organization and o.during @> p.day
    union
    select t.number, e.child
    from tree t
    join point p on p.number = t.number
    join directory.organization_edges e on e.parent = t.organization and e.during @> p.day
),
-- Every organisation and every member once, however many months are asked for.
reach as materialized (
    select distinct organization from tree
),
seat as materialized (
    select
        s.organization,
        s.member,
        s.during,
        d.phone,
        a.first_activated_at,
        least(a.first_activated_at, (
            select min(c.issued_at)
            from identity.activation_codes c
            where c.member = s.member
        )) as first_issued_at,
        (
            select range_agg(x.during)
            from directory.activities x
            where x.member = s.member
              and x.activity = 'EXEMPT'
        ) as exempt
    from reach r
    join directory.memberships s on s.organization = r.organization and s.relation = 'HOME'
    join directory.members d on d.id = s.member
    left join identity.accounts a on a.member = s.member
),
people as (
    select
        p.number,
        count(*) as roster,
        count(*) filter (where duty.obliged) as obliged,
        count(*) filter (where duty.obliged and s.first_issued_at < p.until) as issued,
        count(*) filter (where duty.obliged and s.first_activated_at < p.until) as activated,
        count(*) filter (where duty.obliged and exists (
            select
            from identity.activity_days u
            where u.member = s.member
              and u.day between p.first_day and p.day
        )) as active,
        count(*) filter (where duty.obliged and s.phone = 'NONE') as phoneless
    from point p
    join tree t on t.number = p.number
    join seat s on s.organization = t.organization and s.during @> p.day
    cross join lateral (select (s.exempt @> p.day) is not true as obliged) duty
    group by p.number
),
attendances as (
    select
        p.number,
        count(*) as attended,
        count(*) filter (where here.by_app) as by_app
    from point p
    join tree t on t.number = p.number
    join meetings.meetings m
        on m.organization = t.organization
        and m.opened_at >= p.since
        and m.opened_at < p.until
    cross join lateral attendance.attended(m.id) here
    group by p.number
),
branches as (
    select
        p.number,
        count(*) as branches,
        count(*) filter (where exists (
            select
            from meetings.meetings m
            where m.organization = o.id
              and m.kind in ('REGULAR', 'COMBINED')
              and m.state = 'CLOSED'
              and m.closed_at >= p.since
              and m.closed_at < p.until
        )) as met
    from point p
    join tree t on t.number = p.number
    join directory.organizations o on o.id = t.organization and o.kind = 'BRANCH'
    group by p.number
)
select
    p.organization as "organization!",
    coalesce((
        select n.name
        from directory.organization_names n
        where n.organization = p.organization
        order by n.during @> p.day desc, upper(n.during) desc nulls first
        limit 1
    ), '') as "name!",
    exists (
        select
        from access.grants g
        join access.closure c
            on c.ancestor = g.organization
            and c.descendant = p.organization
            and c.depth = 0
        where g.member = $6
          and g.during @> $7::date
    ) as "is_ours!",
    p.day as "day!",
    coalesce(people.roster, 0) as "roster!",
    coalesce(people.obliged, 0) as "obliged!",
    coalesce(people.issued, 0) as "issued!",
    coalesce(people.activated, 0) as "activated!",
    coalesce(people.active, 0) as "active!",
    coalesce(people.phoneless, 0) as "phoneless!",
    coalesce(attendances.attended, 0) as "attended!",
    coalesce(attendances.by_app, 0) as "by_app!",
    coalesce(branches.branches, 0) as "branches!",
    coalesce(branches.met, 0) as "met!"
from point p
left join people on people.number = p.number
left join attendances on attendances.number = p.number
left join branches on branches.number = p.number
order by p.number
