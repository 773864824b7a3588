-- The members that records may be about, with the record they are tied to.
with wanted as (
    select id from directory.members where citizen_id_lookup = any($2)
    union
    select id from directory.members where card_number_lookup = any($3)
    union
    select member from directory.master_links where source = $1 and external_id = any($4)
)
select m.id, m.name, m.birth_date, m.gender, m.joined_date, m.official_date,
       m.citizen_id_lookup, m.card_number_lookup, m.phone_number_lookup,
       h.organization as "home?", o.code as "branch_code?", l.external_id as "external_id?", l.version as "version?"
from wanted
join directory.members m on m.id = wanted.id
left join directory.memberships h on h.member = m.id and h.relation = 'HOME' and h.during @> $5::date
left join directory.organizations o on o.id = h.organization
left join directory.master_links l on l.member = m.id and l.source = $1
