-- Findings nobody dismissed, by kind and by the part of the tree they lie in.
select coalesce(child.id, $1::uuid) as "part!", f.kind as "kind!", count(*) as "findings!"
from directory.findings_in($1, true, $2) f
left join lateral (
    select up.ancestor as id
    from access.closure up
    join access.closure down on down.descendant = up.ancestor and down.ancestor = $1 and down.depth = 1
    where up.descendant = f.organization
) child on true
where not exists (select from directory.dismissals d where d.finding = f.id)
group by 1, 2
order by 1, 2
