-- Members at home in each part today: in the organisation itself, and in each directly below it with all below that.
with parts as (
    select $1::uuid as id, $1::uuid as descendant
    union all
    select child.descendant, below.descendant
    from access.closure child
    join access.closure below on below.ancestor = child.descendant
    where child.ancestor = $1
      and child.depth = 1
)
select parts.id as "id!", n.name as "name!", o.code, count(sits.member) as "members!",
       count(*) filter (where sits.class = 'OFFICIAL') as "official!",
       count(*) filter (where sits.class = 'PROBATIONARY') as "probationary!"
from parts
join directory.organizations o on o.id = parts.id
join lateral (
    select name
    from directory.organization_names
    where organization = o.id
      and lower(during) <= $2
    order by lower(during) desc
    limit 1
) n on true
left join lateral (
    select s.member, (
        select c.class
        from directory.classes c
        where c.member = s.member
          and c.during @> $2) as class
    from directory.memberships s
    where s.organization = parts.descendant
      and s.relation = 'HOME'
      and s.during @> $2::date
    offset 0
) sits on true
group by parts.id, n.name, o.code
order by parts.id <> $1, o.code collate "C" nulls last, parts.id
