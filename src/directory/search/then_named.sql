-- A page of the members of a large part of the tree as it stood on a day whose names have the words asked for: first the
-- names, each once and in order, then whoever bears them. How the tree is followed is said in `then.sql`.
with recursive scope as (
    select $1::uuid as organization
    union
    select e.child
    from scope
    join directory.organization_edges e on e.parent = scope.organization and e.during @> $2::date
)
select page.id as "id!", page.name as "name!", page.given_name as "given_name!", page.within as "within!"
from (
    select m.id, m.name, m.given_name, m.within
    from (
        select name, given_name
        from directory.names
        where words @@ $8::text::tsquery
          and ($9::text is null
               or (given_name collate "vi-x-icu", name collate "vi-x-icu") >= ($9, $10::text))
        order by given_name collate "vi-x-icu", name collate "vi-x-icu"
        offset 0
    ) n
    cross join lateral (
        select m.id, m.name, m.given_name, within.holds as within
        from directory.members m
        cross join lateral (
            select exists (
                select
                from directory.memberships now
                join access.closure t on t.descendant = now.organization
                where now.member = m.id
                  and now.relation in ('HOME', 'TEMPORARILY_IN')
                  and now.during @> $13::date
                  and t.ancestor = $1) as holds
            offset 0
        ) within
        where m.given_name = n.given_name collate "vi-x-icu"
          and m.name = n.name collate "vi-x-icu"
          and ($10::text is null or n.name <> $10 or m.id > $11::uuid)
          and exists (
              select
              from directory.memberships s
              where s.member = m.id
                and s.during @> $2
                and case when $3::text is null then s.relation in ('HOME', 'TEMPORARILY_IN') else s.relation = $3 end
                and case when $14::boolean then directory.stood_below(s.organization, $1, $2)
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
        order by m.id
        limit $12
    ) m
    limit $12
) page
order by page.given_name collate "vi-x-icu", page.name collate "vi-x-icu", page.id
