-- Counts the steps of organisations anew, from a day on each: from the rows that others own, and from the steps of what
-- stands directly below. A figure of the month begins at 0 with each month, one of the quarter with each quarter.
insert into adoption.steps
    (organization, day, roster, obliged, issued, activated, phoneless, branches, active, attended, by_app, met, regular,
    thematic, regular_afterwards, thematic_afterwards)
with target as (
    select t.organization, t.since, o.kind, o.during
    from unnest($1::uuid[], $2::date[]) as t (organization, since)
    join directory.organizations o on o.id = t.organization
),
seat as materialized (
    select
        t.organization,
        t.since,
        s.member,
        datemultirange(s.during) as days,
        datemultirange(s.during) - coalesce((
            select range_agg(x.during)
            from directory.activities x
            where x.member = s.member
              and x.activity = 'EXEMPT'
        ), '{}') as obliged,
        d.phone,
        adoption.day_of(a.first_activated_at) as activated_on,
        adoption.day_of(least(a.first_activated_at, (
            select min(c.issued_at)
            from identity.activation_codes c
            where c.member = s.member
        ))) as issued_on
    from target t
    join directory.memberships s on s.organization = t.organization and s.relation = 'HOME'
    join directory.members d on d.id = s.member
    left join identity.accounts a on a.member = s.member
),
used as (
    select u.member, date_trunc('month', u.day::timestamp)::date as month, min(u.day) as first_day
    from (select member, min(since) as since from seat group by member) s
    join identity.activity_days u
        on u.member = s.member
        and u.day >= date_trunc('month', s.since::timestamp)::date
    group by 1, 2
),
-- Days on which a member or an organisation counts for something.
span as (
    select organization, 'roster' as figure, days from seat
    union all
    select organization, 'obliged', obliged from seat
    union all
    select organization, 'issued', obliged * datemultirange(daterange(issued_on, null))
    from seat
    where issued_on is not null
    union all
    select organization, 'activated', obliged * datemultirange(daterange(activated_on, null))
    from seat
    where activated_on is not null
    union all
    select organization, 'phoneless', obliged from seat where phone = 'NONE'
    union all
    select organization, 'branches', datemultirange(during) from target where kind = 'BRANCH'
    union all
    -- The end of a month needs no step: the next begins at 0.
    select s.organization, 'active', s.obliged * datemultirange(daterange(u.first_day, null))
        * datemultirange(daterange(u.month, (u.month + interval '1 month')::date))
    from seat s
    join used u on u.member = s.member
),
meeting as (
    select
        t.organization,
        t.since,
        t.kind = 'BRANCH' and m.state = 'CLOSED' as is_held,
        m.recorded_reason = '' as is_here,
        m.id,
        m.kind,
        adoption.day_of(m.opened_at) as opened_on,
        adoption.day_of(m.closed_at) as closed_on
    from target t
    join meetings.meetings m
        on m.organization = t.organization
        and coalesce(m.closed_at, m.opened_at)
            >= date_trunc('quarter', t.since::timestamp) at time zone 'Asia/Ho_Chi_Minh'
),
step as (
    select organization, figure, coalesce(lower(r), '0001-01-01') as day, 1 as change
    from span
    cross join unnest(days) r
    union all
    select organization, figure, upper(r), -1
    from span
    cross join unnest(days) r
    where not upper_inf(r)
      and (figure <> 'active' or upper(r) <> date_trunc('month', upper(r)::timestamp)::date)
    union all
    select m.organization, came.figure, m.opened_on, 1
    from meeting m
    cross join lateral attendance.attended(m.id) here
    cross join lateral (values ('attended', true), ('by_app', here.by_app)) as came (figure, counts)
    where m.opened_on >= m.since
      and came.counts
    union all
    select organization, 'met', min(closed_on), 1
    from meeting
    where is_held
      and is_here
      and kind in ('REGULAR', 'COMBINED')
    group by organization, date_trunc('month', closed_on::timestamp)
    union all
    select organization, 'regular', min(opened_on), 1
    from meeting
    where is_held
      and kind in ('REGULAR', 'COMBINED')
    group by organization, date_trunc('month', opened_on::timestamp)
    union all
    select organization, 'thematic', min(opened_on), 1
    from meeting
    where is_held
      and kind in ('THEMATIC', 'COMBINED')
    group by organization, date_trunc('quarter', opened_on::timestamp)
    union all
    -- Met only afterwards from the first meeting on until one is held here, where any was written down.
    select p.organization, p.figure, turn.day, turn.change
    from (
        select
            m.organization,
            period.figure,
            min(m.opened_on) as first,
            min(m.opened_on) filter (where m.is_here) as first_here
        from meeting m
        cross join lateral (values
            ('regular_afterwards', 'THEMATIC', 'month'), ('thematic_afterwards', 'REGULAR', 'quarter')
        ) as period (figure, other, length)
        where m.is_held
          and m.kind in ('REGULAR', 'COMBINED', 'THEMATIC')
          and m.kind <> period.other
        group by m.organization, period.figure, date_trunc(period.length, m.opened_on::timestamp)
        having not bool_and(m.is_here)
    ) p
    cross join lateral (values (p.first, 1), (p.first_here, -1)) as turn (day, change)
    where turn.day is not null
),
own as (
    select
        organization,
        day,
        sum(change) filter (where figure = 'roster') as roster,
        sum(change) filter (where figure = 'obliged') as obliged,
        sum(change) filter (where figure = 'issued') as issued,
        sum(change) filter (where figure = 'activated') as activated,
        sum(change) filter (where figure = 'phoneless') as phoneless,
        sum(change) filter (where figure = 'branches') as branches,
        sum(change) filter (where figure = 'active') as active,
        sum(change) filter (where figure = 'attended') as attended,
        sum(change) filter (where figure = 'by_app') as by_app,
        sum(change) filter (where figure = 'met') as met,
        sum(change) filter (where figure = 'regular') as regular,
        sum(change) filter (where figure = 'thematic') as thematic,
        sum(change) filter (where figure = 'regular_afterwards') as regular_afterwards,
        sum(change) filter (where figure = 'thematic_afterwards') as thematic_afterwards
    from step
    group by organization, day
),
-- What stands below brings its steps along while it does, all it has by then on the day it comes, and takes them away on
-- the day it leaves.
below as (
    select t.organization, c.day, c.roster, c.obliged, c.issued, c.activated, c.phoneless, c.branches, c.active,
        c.attended, c.by_app, c.met, c.regular, c.thematic, c.regular_afterwards, c.thematic_afterwards
    from target t
    join directory.organization_edges e on e.parent = t.organization
    join adoption.steps c
        on c.organization = e.child
        and c.day >= t.since
        and (lower_inf(e.during) or c.day > lower(e.during))
        and (upper_inf(e.during) or c.day < upper(e.during))
    union all
    select t.organization, moved.day,
        moved.change * c.roster,
        moved.change * c.obliged,
        moved.change * c.issued,
        moved.change * c.activated,
        moved.change * c.phoneless,
        moved.change * c.branches,
        moved.change * c.active * this_month,
        moved.change * c.attended * this_month,
        moved.change * c.by_app * this_month,
        moved.change * c.met * this_month,
        moved.change * c.regular * this_month,
        moved.change * c.thematic * this_quarter,
        moved.change * c.regular_afterwards * this_month,
        moved.change * c.thematic_afterwards * this_quarter
    from target t
    join directory.organization_edges e on e.parent = t.organization
    cross join lateral (values (lower(e.during), 1), (upper(e.during), -1)) as moved (day, change)
    join adoption.steps c
        on c.organization = e.child
        and (c.day < moved.day or (c.day = moved.day and moved.change = 1))
    cross join lateral (
        select
            (c.day >= date_trunc('month', moved.day::timestamp)::date)::integer,
            (c.day >= date_trunc('quarter', moved.day::timestamp)::date)::integer
    ) as counts (this_month, this_quarter)
    where moved.day >= t.since
)
select
    s.organization,
    s.day,
    coalesce(sum(s.roster), 0),
    coalesce(sum(s.obliged), 0),
    coalesce(sum(s.issued), 0),
    coalesce(sum(s.activated), 0),
    coalesce(sum(s.phoneless), 0),
    coalesce(sum(s.branches), 0),
    coalesce(sum(s.active), 0),
    coalesce(sum(s.attended), 0),
    coalesce(sum(s.by_app), 0),
    coalesce(sum(s.met), 0),
    coalesce(sum(s.regular), 0),
    coalesce(sum(s.thematic), 0),
    coalesce(sum(s.regular_afterwards), 0),
    coalesce(sum(s.thematic_afterwards), 0)
from (select * from own union all select * from below) s
join target t on t.organization = s.organization and s.day >= t.since
group by s.organization, s.day
