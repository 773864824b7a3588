-- Findings nobody dismissed as they were counted last, by kind and by the part of the tree they lie in; and of the parts
-- that do not make the whole, by which the tree itself is checked, those found by the last look at all of it.
with parts as (
    select $1::uuid as id, $1::uuid as descendant
    union all
    select child.descendant, below.descendant
    from access.closure child
    join access.closure below on below.ancestor = child.descendant
    where child.ancestor = $1
      and child.depth = 1
)
select parts.id as "part!", t.kind as "kind!", sum(cardinality(t.findings)) as "findings!"
from parts
join directory.tallies t on t.organization = parts.descendant
where t.findings <> '{}'
group by 1, 2
union all
select coalesce(child.id, $1), 'PARTS_DIFFER', count(*)
from directory.differing x
join access.closure c on c.ancestor = $1 and c.descendant = x.organization
left join lateral (
    select up.ancestor as id
    from access.closure up
    join access.closure down on down.descendant = up.ancestor and down.ancestor = $1 and down.depth = 1
    where up.descendant = x.organization
) child on true
where not exists (select from directory.dismissals d where d.finding = x.finding)
group by 1
order by 1, 2
