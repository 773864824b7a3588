with named as materialized (
    select branch, directory.fold(name) as name
    from unnest($4::uuid[], $5::text[]) as named (branch, name)
), meant as materialized (
    select m.id
    from unnest($1::bytea[]) as wanted (number)
    cross join lateral (
        select id from directory.members where citizen_id_lookup = wanted.number offset 0) m
    union
    select m.id
    from unnest($2::bytea[]) as wanted (number)
    cross join lateral (
        select id from directory.members where card_number_lookup = wanted.number offset 0) m
    union
    select m.id
    from (select distinct branch from named) b
    cross join lateral (
        select s.member
        from directory.memberships s
        where s.organization = b.branch
          and s.relation = 'HOME'
          and coalesce(s.during @> $3::date, false)
        offset 0) s
    cross join lateral (
        select id, name_folded from directory.members where id = s.member offset 0) m
    where coalesce((b.branch, m.name_folded) in (select branch, name from named), false)
)
select m.id as "id!", m.name as "name!", m.birth_date, m.birth_year, m.gender, m.joined_date,
       m.official_date, m.phone as "phone!",
       m.citizen_id_lookup, m.card_number_lookup, m.phone_number_lookup,
       c.class as "class?", coalesce(a.activity, 'ACTIVE') as "activity!", a.exemption as "exemption?",
       s.home as "home?", s.stays_in as "stays_in?", s.away as "away!"
from meant
cross join lateral (
    select * from directory.members where id = meant.id offset 0) m
left join lateral (
    select class from directory.classes where member = meant.id and during @> $3::date offset 0) c on true
left join lateral (
    select activity, exemption
    from directory.activities
    where member = meant.id
      and during @> $3::date
    offset 0) a on true
cross join lateral (
    select (array_agg(organization) filter (where relation = 'HOME'))[1] as home,
           (array_agg(organization) filter (where relation = 'TEMPORARILY_IN'))[1] as stays_in,
           count(*) filter (where relation = 'TEMPORARILY_OUT') > 0 as away
    from directory.memberships
    where member = meant.id
      and coalesce(during @> $3::date, false)
    offset 0) s
