-- Whom a notice is for in an organisation, and how far it got, part by part: the organisation's own members under its own
-- id, those below under what stands directly below it. The tree is that of the day it was issued.
with recursive tree as (
    select e.child as part, e.child as organization
    from directory.organization_edges e
    where $5
      and e.parent = $2
      and e.during @> $3::date
    union
    select t.part, e.child
    from tree t
    join directory.organization_edges e
        on e.parent = t.organization
        and e.during @> $3::date
), part as materialized (
    select $2::uuid as part, $2::uuid as organization
    union all
    select part, organization from tree
), expected as (
    -- Who belongs to two of them is counted at home.
    select distinct on (m.member) m.member, part.part
    from part
    join directory.memberships m
        on m.organization = part.organization
        and m.relation in ('HOME', 'TEMPORARILY_IN')
        and (m.during @> $3::date
            or $4::date is not null and lower(m.during) > $3::date and lower(m.during) <= $4::date)
    order by m.member, m.relation = 'HOME' desc, part.part
), counted as (
    select e.part, count(*) as expected, count(r.read_at) as read, count(a.acknowledged_at) as acknowledged,
           count(*) filter (
               where r.read_at is not null
                  or pg_visible_in_snapshot(n.written_by, held.until)) as delivered
    from expected e
    join notices.notices n on n.id = $1
    left join notices.receipts r on r.notice = n.id and r.member = e.member
    left join notices.acknowledgements a on a.notice = n.id and a.member = e.member
    left join notices.received held on held.member = e.member
    group by e.part
)
select parts.part as "part!", coalesce(name.name, '') as "name!", coalesce(c.expected, 0) as "expected!",
       coalesce(c.delivered, 0) as "delivered!", coalesce(c.read, 0) as "read!",
       coalesce(c.acknowledged, 0) as "acknowledged!"
from (select distinct part from part) parts
left join counted c on c.part = parts.part
left join directory.organization_names name
    on name.organization = parts.part
    and name.during @> $3::date
order by name.name collate "vi-x-icu", parts.part
