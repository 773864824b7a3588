-- A page of branches in the order of their ids: first those whose regular meeting stands as asked, then the rest of
-- what these owe.
select o.id, n.name,
    o.regular as "regular?", o.regular_state as "regular_state?", o.regular_starts_at as "regular_starts_at?",
    o.regular_afterwards as "regular_afterwards?",
    thematic.id as "thematic?", thematic.state as "thematic_state?", thematic.starts_at as "thematic_starts_at?",
    thematic.afterwards as "thematic_afterwards?",
    committee.id as "committee?", committee.state as "committee_state?",
    committee.starts_at as "committee_starts_at?", committee.afterwards as "committee_afterwards?",
    exists (
        select
        from access.grants g
        where g.organization = o.id
          and g.role = 'COMMITTEE_MEMBER'
          and g.during @> $2::date) as "has_committee!"
from (
    select b.id, regular.id as regular, regular.state as regular_state, regular.starts_at as regular_starts_at,
        regular.afterwards as regular_afterwards
    from access.closure c
    join directory.organizations b on b.id = c.descendant and b.kind = 'BRANCH' and b.during @> $2::date
    left join lateral (
        select m.id, m.state, m.starts_at, m.recorded_reason <> '' as afterwards
        from meetings.meetings m
        where m.organization = c.descendant
          and m.starts_at >= $3 and m.starts_at < $4
          and m.kind in ('REGULAR', 'COMBINED')
          and m.state in ('ISSUED', 'OPEN', 'CLOSED')
        order by m.state = 'ISSUED', m.recorded_reason <> '', m.starts_at
        limit 1
    ) regular on true
    where c.ancestor = $1
      and ($7::uuid is null or c.descendant > $7)
      and ($8::text is null
           or $8 = case
               when regular.state is null then 'NOT_CALLED'
               when regular.state = 'ISSUED' then 'CALLED'
               else 'MET'
           end)
    order by c.descendant
    limit $9
) o
join directory.organization_names n on n.organization = o.id and n.during @> $2::date
left join lateral (
    select m.id, m.state, m.starts_at, m.recorded_reason <> '' as afterwards
    from meetings.meetings m
    where m.organization = o.id
      and m.starts_at >= $5 and m.starts_at < $6
      and m.kind in ('THEMATIC', 'COMBINED')
      and m.state in ('ISSUED', 'OPEN', 'CLOSED')
    order by m.state = 'ISSUED', m.recorded_reason <> '', m.starts_at
    limit 1
) thematic on true
left join lateral (
    select m.id, m.state, m.starts_at, m.recorded_reason <> '' as afterwards
    from meetings.meetings m
    where m.organization = o.id
      and m.starts_at >= $3 and m.starts_at < $4
      and m.kind = 'COMMITTEE'
      and m.state in ('ISSUED', 'OPEN', 'CLOSED')
    order by m.state = 'ISSUED', m.recorded_reason <> '', m.starts_at
    limit 1
) committee on true
order by o.id
