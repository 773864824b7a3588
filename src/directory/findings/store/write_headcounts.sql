-- Members at home today in each of these organisations.
insert into directory.headcounts (organization, members, official, probationary)
select o.id, count(sits.member), count(*) filter (where sits.class = 'OFFICIAL'),
       count(*) filter (where sits.class = 'PROBATIONARY')
from unnest($1::uuid[]) as o (id)
left join lateral (
    select s.member, (
        select c.class
        from directory.classes c
        where c.member = s.member
          and c.during @> $2::date) as class
    from directory.memberships s
    where s.organization = o.id
      and s.relation = 'HOME'
      and coalesce(s.during @> $2, false)
    offset 0
) sits on true
group by o.id
on conflict (organization) do update
set members = excluded.members, official = excluded.official, probationary = excluded.probationary
