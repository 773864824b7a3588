-- A page of the members of a small part of the tree as it stood on a day: all of them are gathered, then sorted. The
-- offsets keep the planner on that way: it takes every part of the tree for a large one.
with recursive scope as (
    select $1::uuid as organization
    union
    select e.child
    from scope
    join directory.organization_edges e on e.parent = scope.organization and e.during @> $3::date
    where $2::boolean
), sitting as materialized (
    select distinct s.member
    from scope
    cross join lateral (
        select member
        from directory.memberships
        where organization = scope.organization
          and during @> $3
          and case when $5::text is null then relation in ('HOME', 'TEMPORARILY_IN') else relation = $5 end
          and ($11::uuid[] is null or member = any($11))
        offset 0
    ) s
)
select m.id, m.name, m.given_name, within.holds as "within!"
from sitting
cross join lateral (
    select id, name, given_name, activated_on
    from directory.members
    where id = sitting.member
    offset 0
) m
cross join lateral (
    select ($3 = $4::date and $5 is distinct from 'RESIDENCE_LINK') or exists (
        select
        from directory.memberships now
        join access.closure t on t.descendant = now.organization
        where now.member = m.id
          and now.relation in ('HOME', 'TEMPORARILY_IN')
          and now.during @> $4
          and t.ancestor = $1
          and (t.depth = 0 or $2)) as holds
    offset 0
) within
where ($10::text is null
       or (select n.words from directory.names n where n.name = m.name) @@ (select $10::text::tsquery))
  -- What stands in files is asked only of those whose files the asker sees.
  and ($6::text is null and $7::text is null and $8::boolean is null or within.holds)
  and ($6 is null or exists (
      select
      from directory.classes c
      where c.member = m.id
        and c.class = $6
        and c.during @> $3))
  and ($7 is null or $7 = coalesce((
      select a.activity
      from directory.activities a
      where a.member = m.id
        and a.during @> $3), 'ACTIVE'))
  and ($8 is null or $8 = coalesce(m.activated_on <= $3, false))
  and ($9::text is null or m.id in (
      select g.member
      from scope
      join access.grants g on g.organization = scope.organization
      where g.role = $9
        and g.during @> $3))
  and ($12::text is null
       or (m.given_name collate "vi-x-icu", m.name collate "vi-x-icu", m.id) > ($12, $13::text, $14::uuid))
order by m.given_name collate "vi-x-icu", m.name collate "vi-x-icu", m.id
limit $15
