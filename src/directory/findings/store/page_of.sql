-- A page of the findings of some branches, branch by branch; `$11` adds what is found in the tree as a whole, after all
-- of them; `$13` asks for one finding.
select f.place as "place!", f.id as "id!", f.kind as "kind!", f.organization as "organization!", o.name as organization_name,
       f.member as "member?", coalesce(m.name, o.name) as "name!", coalesce(m.given_name, '') as "given_name!",
       f.others as "others!", f.elsewhere as "elsewhere!", f.due as "due?", f.counted as "counted?", f.expected as "expected?",
       d.reason as "reason?", d.dismissed_by as "dismissed_by?", d.dismissed_at as "dismissed_at?"
from (
    select f.organization as place, f.*
    from directory.findings_of($2::uuid[], $1, true, $3) f
    union all
    select 'ffffffff-ffff-ffff-ffff-ffffffffffff', x.finding, 'PARTS_DIFFER', x.organization, null, '{}', false, null,
           x.counted, x.expected
    from directory.differing x
    join access.closure c on c.ancestor = $1 and c.descendant = x.organization
    where $11::boolean
) f
left join directory.members m on m.id = f.member
join lateral (
    select name
    from directory.organization_names
    where organization = f.organization
      and lower(during) <= $3
    order by lower(during) desc
    limit 1
) o on true
left join directory.dismissals d on d.finding = f.id
where ($4::text is null or f.kind = $4)
  and (d.finding is not null) = $5::boolean
  and ($13::uuid is null or f.id = $13)
  and (f.place, f.kind collate "C", coalesce(m.given_name, '') collate "vi-x-icu", coalesce(m.name, o.name) collate "vi-x-icu", f.id)
      > ($6::uuid, $7::text, $8::text, $9::text, $10::uuid)
order by f.place, f.kind collate "C", coalesce(m.given_name, '') collate "vi-x-icu",
         coalesce(m.name, o.name) collate "vi-x-icu", f.id
limit $12
