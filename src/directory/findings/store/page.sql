-- A page of findings; `$11` asks for one of them.
select f.organization as "place!", f.id as "id!", f.kind as "kind!", f.organization as "organization!", o.name as organization_name,
       f.member as "member?", coalesce(m.name, o.name) as "name!", coalesce(m.given_name, '') as "given_name!",
       f.others as "others!", f.elsewhere as "elsewhere!", f.due as "due?", f.counted as "counted?", f.expected as "expected?",
       d.reason as "reason?", d.dismissed_by as "dismissed_by?", d.dismissed_at as "dismissed_at?"
from directory.findings_in($1, $2, $3) f
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
  and ($11::uuid is null or f.id = $11)
  and ($6::text is null
       or (f.kind collate "C", coalesce(m.given_name, '') collate "vi-x-icu", coalesce(m.name, o.name) collate "vi-x-icu", f.id)
          > ($6, $7::text, $8::text, $9::uuid))
order by f.kind collate "C", coalesce(m.given_name, '') collate "vi-x-icu", coalesce(m.name, o.name) collate "vi-x-icu", f.id
limit $10
