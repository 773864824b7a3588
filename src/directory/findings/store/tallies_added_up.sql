-- Findings nobody dismissed as they were counted last, by kind and by the part of the tree they lie in; and of the parts
-- that do not make the whole, by which the tree itself is checked, those of today.
with parts as (
    select $1::uuid as id, $1::uuid as descendant
    union all
    select child.descendant, below.descendant
    from access.closure child
    join access.closure below on below.ancestor = child.descendant
    where child.ancestor = $1
      and child.depth = 1
), own as (
    select array_agg(h.organization) as organizations, array_agg(h.members::bigint) as members
    from access.closure c
    join directory.headcounts h on h.organization = c.descendant
    where c.ancestor = $1
)
select parts.id as "part!", t.kind as "kind!", sum(cardinality(t.findings)) as "findings!"
from parts
join directory.tallies t on t.organization = parts.descendant
where t.findings <> '{}'
group by 1, 2
union all
select parts.id, f.kind, count(*)
from own
cross join lateral directory.differing_parts($1, true, own.organizations, own.members, $2::date) f
join parts on parts.descendant = f.organization
where not exists (select from directory.dismissals d where d.finding = f.id)
group by 1, 2
order by 1, 2
