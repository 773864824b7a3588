-- Open differences below an organisation, or one of them whatever became of it, each with what stands here.
with scope as (
    select c.descendant as organization
    from access.closure c
    where c.ancestor = $1
      and (c.depth = 0 or $2::boolean)
), asked as (
    select d.id, h.organization
    from scope
    join directory.memberships h on h.organization = scope.organization and h.relation = 'HOME' and h.during @> $3::date
    join directory.master_differences d on d.member = h.member and d.settled is null
    union all
    select d.id, d.organization
    from scope
    join directory.master_differences d
        on d.organization = scope.organization
        and d.member is null
        and d.settled is null
    union all
    select d.id, coalesce(h.organization, d.organization)
    from directory.master_differences d
    left join directory.memberships h on h.member = d.member and h.relation = 'HOME' and h.during @> $3
    where d.id = $6::uuid
)
select d.id, d.source, d.external_id, d.version, d.field, d.theirs_sealed, d.found_at, d.settled,
       d.member, coalesce(m.name, '') as "name!", coalesce(m.given_name, '') as "given_name!", asked.organization as "organization?", n.name as "organization_name?",
       coalesce(case d.field
           when 'NAME' then m.name
           when 'BIRTH_DATE' then m.birth_date::text
           when 'GENDER' then m.gender
           when 'JOINED_DATE' then m.joined_date::text
           when 'OFFICIAL_DATE' then m.official_date::text
           when 'BRANCH' then o.code
       end, '') as "ours!",
       case d.field
           when 'CITIZEN_ID' then m.citizen_id_sealed
           when 'CARD_NUMBER' then m.card_number_sealed
           when 'PHONE_NUMBER' then m.phone_number_sealed
       end as "number_sealed?",
       m.citizen_id_lookup as "citizen_id_lookup?", m.card_number_lookup as "card_number_lookup?"
from asked
join directory.master_differences d on d.id = asked.id
left join directory.members m on m.id = d.member
left join directory.organizations o on o.id = asked.organization
left join lateral (
    select name
    from directory.organization_names
    where organization = asked.organization
      and lower(during) <= $3
    order by lower(during) desc
    limit 1
) n on true
where $4::text is null
   or (coalesce(m.given_name, '') collate "vi-x-icu", coalesce(m.name, '') collate "vi-x-icu", d.field collate "C", d.id)
      > ($4, $7::text, $8::text, $9::uuid)
order by coalesce(m.given_name, '') collate "vi-x-icu", coalesce(m.name, '') collate "vi-x-icu", d.field collate "C", d.id
limit $5
