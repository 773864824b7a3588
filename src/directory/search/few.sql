-- A page of some members, as far as they sit in a large part of the tree on a day: each of them is looked at.
with recursive scope as (
    select $1::uuid as organization
    union
    select e.child
    from scope
    join directory.organization_edges e on e.parent = scope.organization and e.during @> $2::date
)
select m.id, m.name, m.given_name, within.holds as "within!"
from directory.members m
cross join lateral (
    select ($2 = $13::date and $3::text is distinct from 'RESIDENCE_LINK') or exists (
        select
        from directory.memberships now
        join access.closure t on t.descendant = now.organization
        where now.member = m.id
          and now.relation in ('HOME', 'TEMPORARILY_IN')
          and now.during @> $13
          and t.ancestor = $1) as holds
    offset 0
) within
where m.id = any($8::uuid[])
  and ($15::text is null
       or (select n.words from directory.names n where n.name = m.name) @@ (select $15::text::tsquery))
  and exists (
      select
      from directory.memberships s
      where s.member = m.id
        and s.during @> $2
        and case when $3 is null then s.relation in ('HOME', 'TEMPORARILY_IN') else s.relation = $3 end
        and case when $2 = $13 then exists (
                     select
                     from access.closure t
                     where t.ancestor = $1
                       and t.descendant = s.organization)
                 when $14::boolean then directory.stood_below(s.organization, $1, $2)
                 else s.organization in (select organization from scope) end
      offset 0)
  -- What stands in files is asked only of those whose files the asker sees.
  and ($4::text is null and $5::text is null and $6::boolean is null or within.holds)
  and ($4 is null or exists (
      select
      from directory.classes c
      where c.member = m.id
        and c.class = $4
        and c.during @> $2))
  and ($5 is null or $5 = 'ACTIVE' or exists (
      select
      from directory.activities a
      where a.member = m.id
        and a.activity = $5
        and a.during @> $2))
  and ($5 is distinct from 'ACTIVE' or not exists (
      select
      from directory.activities a
      where a.member = m.id
        and a.activity <> 'ACTIVE'
        and a.during @> $2))
  and ($6 is null or $6 = coalesce(m.activated_on <= $2, false))
  and ($7::text is null or exists (
      select
      from access.grants g
      where g.member = m.id
        and g.role = $7
        and g.during @> $2
        and case when $14::boolean then directory.stood_below(g.organization, $1, $2)
                 else g.organization in (select organization from scope) end))
  and ($9::text is null
       or (m.given_name collate "vi-x-icu", m.name collate "vi-x-icu", m.id) > ($9, $10::text, $11::uuid))
order by m.given_name collate "vi-x-icu", m.name collate "vi-x-icu", m.id
limit $12
