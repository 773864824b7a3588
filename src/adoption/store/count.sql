-- Counts organisations with everything below them, each on its own day: in force then, as known now. A point is an
-- organisation and a day; all points are counted in one go, so that children and months cost one statement too.
-- A month begins at `since`, its quarter at `quarter`; `until` is the end of the day in Vietnam.
-- What is up to date is read from its stored steps; what is not, and all that stands above it, is counted from the rows
-- ($10: everything is).
with recursive point as (
    select *
    from unnest($1::uuid[], $2::date[], $3::date[], $4::date[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[])
        with ordinality as p (organization, day, first_day, quarter_day, since, until, quarter, number)
),
stale as materialized (
    select organization, min(since) as since
    from adoption.stale
    where not $10
    group by organization
),
-- Out of date on a day, or with something below that is.
touched as (
    select d.day, s.organization
    from (select distinct day from point) d
    join stale s on s.since <= d.day
    union
    select t.day, e.parent
    from touched t
    join directory.organization_edges e on e.child = t.organization and e.during @> t.day
),
-- Counted from the rows.
tree as (
    select p.number, o.id as organization
    from point p
    join directory.organizations o on o.id = p.organization and o.during @> p.day
    where $10 or (p.day, o.id) in (select t.day, t.organization from touched t)
    union
    select t.number, e.child
    from tree t
    join point p on p.number = t.number
    join directory.organization_edges e on e.parent = t.organization and e.during @> p.day
    where $10 or (p.day, e.child) in (select t.day, t.organization from touched t)
),
-- Read from the steps, with everything below.
edge as (
    select p.number, o.id as organization
    from point p
    join directory.organizations o on o.id = p.organization and o.during @> p.day
    where not $10
      and (p.day, o.id) not in (select t.day, t.organization from touched t)
    union all
    select t.number, e.child
    from tree t
    join point p on p.number = t.number
    join directory.organization_edges e on e.parent = t.organization and e.during @> p.day
    where not $10
      and (p.day, e.child) not in (select t.day, t.organization from touched t)
),
stored as (
    select
        p.number,
        sum(s.roster) as roster,
        sum(s.obliged) as obliged,
        sum(s.issued) as issued,
        sum(s.activated) as activated,
        sum(s.phoneless) as phoneless,
        sum(s.branches) as branches,
        sum(s.active) filter (where s.day >= p.first_day) as active,
        sum(s.attended) filter (where s.day >= p.first_day) as attended,
        sum(s.by_app) filter (where s.day >= p.first_day) as by_app,
        sum(s.met) filter (where s.day >= p.first_day) as met,
        sum(s.regular) filter (where s.day >= p.first_day) as regular,
        sum(s.thematic) filter (where s.day >= p.quarter_day) as thematic,
        sum(s.regular_afterwards) filter (where s.day >= p.first_day) as regular_afterwards,
        sum(s.thematic_afterwards) filter (where s.day >= p.quarter_day) as thematic_afterwards
    from edge e
    join point p on p.number = e.number
    join adoption.steps s on s.organization = e.organization and s.day <= p.day
    group by p.number
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
        count(*) filter (where held.met) as met,
        count(*) filter (where held.regular) as regular,
        count(*) filter (where held.thematic) as thematic,
        count(*) filter (where held.regular and not held.regular_here) as regular_afterwards,
        count(*) filter (where held.thematic and not held.thematic_here) as thematic_afterwards
    from point p
    join tree t on t.number = p.number
    join directory.organizations o on o.id = t.organization and o.kind = 'BRANCH'
    cross join lateral (
        select
            bool_or(m.is_regular and m.is_here and m.closed_at >= p.since and m.closed_at < p.until) as met,
            bool_or(m.is_regular and m.opened_at >= p.since) as regular,
            bool_or(m.is_regular and m.is_here and m.opened_at >= p.since) as regular_here,
            bool_or(m.is_thematic and m.opened_at >= p.quarter) as thematic,
            bool_or(m.is_thematic and m.is_here and m.opened_at >= p.quarter) as thematic_here
        from (
            select
                h.opened_at,
                h.closed_at,
                h.kind in ('REGULAR', 'COMBINED') as is_regular,
                h.kind in ('THEMATIC', 'COMBINED') as is_thematic,
                h.recorded_reason = '' as is_here
            from meetings.meetings h
            where h.organization = o.id
              and h.kind in ('REGULAR', 'COMBINED', 'THEMATIC')
              and h.state = 'CLOSED'
              and h.closed_at >= p.quarter
              and h.opened_at < p.until
        ) m
    ) held
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
        where g.member = $8
          and g.during @> $9::date
    ) as "is_ours!",
    p.day as "day!",
    lower(o.during) as began,
    upper(o.during) as ended,
    array[
        coalesce(people.roster, 0) + coalesce(stored.roster, 0),
        coalesce(people.obliged, 0) + coalesce(stored.obliged, 0),
        coalesce(people.issued, 0) + coalesce(stored.issued, 0),
        coalesce(people.activated, 0) + coalesce(stored.activated, 0),
        coalesce(people.active, 0) + coalesce(stored.active, 0),
        coalesce(people.phoneless, 0) + coalesce(stored.phoneless, 0),
        coalesce(attendances.attended, 0) + coalesce(stored.attended, 0),
        coalesce(attendances.by_app, 0) + coalesce(stored.by_app, 0),
        coalesce(branches.branches, 0) + coalesce(stored.branches, 0),
        coalesce(branches.met, 0) + coalesce(stored.met, 0),
        coalesce(branches.regular, 0) + coalesce(stored.regular, 0),
        coalesce(branches.thematic, 0) + coalesce(stored.thematic, 0),
        coalesce(branches.regular_afterwards, 0) + coalesce(stored.regular_afterwards, 0),
        coalesce(branches.thematic_afterwards, 0) + coalesce(stored.thematic_afterwards, 0)
    ] as "counts!"
from point p
join directory.organizations o on o.id = p.organization
left join people on people.number = p.number
left join attendances on attendances.number = p.number
left join branches on branches.number = p.number
left join stored on stored.number = p.number
order by p.number
