-- Members at home in each part as they were counted last: in the organisation itself, and in each directly below it with
-- all below that.
with parts as (
    select $1::uuid as id, $1::uuid as descendant
    union all
    select child.descendant, below.descendant
    from access.closure child
    join access.closure below on below.ancestor = child.descendant
    where child.ancestor = $1
      and child.depth = 1
), sums as (
    select parts.id, coalesce(sum(h.members), 0) as members, coalesce(sum(h.official), 0) as official,
           coalesce(sum(h.probationary), 0) as probationary
    from parts
    left join directory.headcounts h on h.organization = parts.descendant
    group by parts.id
)
select sums.id as "id!", n.name as "name!", o.code, sums.members as "members!", sums.official as "official!",
       sums.probationary as "probationary!"
from sums
join directory.organizations o on o.id = sums.id
join lateral (
    select name
    from directory.organization_names
    where organization = o.id
      and lower(during) <= $2::date
    order by lower(during) desc
    limit 1
) n on true
order by sums.id <> $1, o.code collate "C" nulls last, sums.id
