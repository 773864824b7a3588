-- Looks at every tree from the top that the projection gives it: where the parts do not make the whole today, by members at
-- home as counted last.
insert into directory.differing (organization, counted, expected, finding)
select f.organization, f.counted, f.expected, f.id
from directory.organizations o
cross join lateral (
    select array_agg(h.organization) as organizations, array_agg(h.members::bigint) as members
    from access.closure c
    join directory.headcounts h on h.organization = c.descendant
    where c.ancestor = o.id
) own
cross join lateral directory.differing_parts(o.id, true, own.organizations, own.members, $1::date) f
where o.during @> $1::date
  and not exists (
      select
      from access.closure up
      where up.descendant = o.id
        and up.depth > 0)
-- A projection that is broken may show an organisation below two tops.
on conflict do nothing
