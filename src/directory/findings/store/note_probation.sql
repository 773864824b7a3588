-- On the day after each end of probation to come, whoever is still on probation is overdue: the organisation is counted
-- anew then.
insert into directory.recounts (due, organization)
select distinct ends.due, s.organization
from unnest($1::uuid[]) as o (id)
cross join lateral (
    select organization, member
    from directory.memberships
    where organization = o.id
      and relation = 'HOME'
      and coalesce(during @> $2::date, false)
    offset 0
) s
join directory.classes c on c.member = s.member and c.during @> $2 and c.class = 'PROBATIONARY'
join directory.members m on m.id = s.member
join regulations.numbers n
    on n.rule in ('PROBATION_MONTHS', 'EARLIER_PROBATION_MONTHS')
    and n.during @> m.joined_date
cross join lateral (
    select (m.joined_date + make_interval(months => n.value))::date + 1 as due
) ends
where ends.due > $2
  and not exists (
      select
      from directory.recounts r
      where r.due = ends.due
        and r.organization = s.organization)
