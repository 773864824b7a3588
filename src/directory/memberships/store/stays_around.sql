select t.id, t.member, m.name as member_name, sides.home as "home!",
       directory.called(sides.home, $2) as "home_name!", sides.host as "host?",
       coalesce(directory.called(sides.host, $2), t.host_name) as "host_name!", t.purpose, t.received_at,
       away.during as "during!"
from directory.stays t
join directory.members m on m.id = t.member
join lateral (
    select range_merge(range_agg(s.during)) as during
    from directory.memberships s
    where s.stay = t.id
      and s.relation = 'TEMPORARILY_OUT'
    having count(*) > 0
) away on true
left join directory.memberships here
    on $3
    and here.stay = t.id
    and here.relation = 'TEMPORARILY_OUT'
    and here.during @> $2::date
left join directory.memberships there
    on $3
    and there.stay = t.id
    and there.relation = 'TEMPORARILY_IN'
    and there.during @> $2::date
cross join lateral (
    select coalesce(here.organization, t.home) as home, coalesce(there.organization, t.host) as host
) sides
where (t.home = $1
       or t.host = $1
       or ($3 and t.id in (select stay from directory.memberships where organization = $1)))
  and case
          when $3 then away.during @> $2::date and $1 in (sides.home, sides.host)
          else upper(away.during) is null or upper(away.during) > $2
      end
order by lower(away.during), t.id
limit 200
