-- A page of the members of a large part of the tree today: walked in the order of names until the page is full.
select m.id, m.name, m.given_name, within.holds as "within!"
from directory.members m
cross join lateral (
    select $3::text is distinct from 'RESIDENCE_LINK' or exists (
        select
        from directory.memberships now
        join access.closure t on t.descendant = now.organization
        where now.member = m.id
          and now.relation in ('HOME', 'TEMPORARILY_IN')
          and now.during @> $2::date
          and t.ancestor = $1) as holds
    offset 0
) within
where exists (
      select
      from directory.memberships s
      join access.closure t on t.descendant = s.organization
      where s.member = m.id
        and s.during @> $2::date
        and case when $3::text is null then s.relation in ('HOME', 'TEMPORARILY_IN') else s.relation = $3 end
        and t.ancestor = $1)
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
  and ($6 is null or $6 = (m.activated_on is not null))
  and ($7::text is null or exists (
      select
      from access.grants g
      join access.closure t on t.descendant = g.organization
      where g.member = m.id
        and g.role = $7
        and g.during @> $2
        and t.ancestor = $1))
  and ($8::text is null
       or (m.given_name collate "vi-x-icu", m.name collate "vi-x-icu", m.id) > ($8, $9::text, $10::uuid))
order by m.given_name collate "vi-x-icu", m.name collate "vi-x-icu", m.id
limit $11
