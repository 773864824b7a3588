-- A meeting and those around it, as far as rules ask for it.
with others as (
    select o.id, o.kind, o.starts_at
    from meetings.meetings m
    join meetings.meetings o on o.organization = m.organization
    where m.id = $1
      and o.state in ('ISSUED', 'OPEN', 'CLOSED')
)
select m.kind, m.starts_at, m.ends_at, m.opened_at, m.closed_at,
    greatest(m.issued_at, m.postponed_at) as told_at,
    (select coalesce(sum(i.minutes_planned), 0)::integer
     from meetings.agenda_items i
     where i.meeting = m.id) as "agenda_minutes!",
    (select greatest(max(i.papers_at), m.issued_at)
     from meetings.agenda_items i
     where i.meeting = m.id and i.papers_at is not null
     having count(*) > 0) as papers_at,
    exists (
        select from directory.organizations b where b.id = m.organization and b.kind = 'BRANCH'
    ) as "branch!",
    exists (
        select from others o
        where o.kind in ('REGULAR', 'COMBINED') and o.starts_at >= $3 and o.starts_at < $4
    ) as "regular!",
    exists (
        select from others o
        where o.kind in ('THEMATIC', 'COMBINED') and o.starts_at >= $5 and o.starts_at < $6
    ) as "thematic!",
    exists (
        select from others o
        where o.kind = 'COMMITTEE'
          and o.starts_at < m.starts_at
          and o.starts_at > coalesce(
              (select max(r.starts_at)
               from others r
               where r.kind in ('REGULAR', 'COMBINED') and r.starts_at < m.starts_at),
              '-infinity')
    ) as "committee_before!",
    exists (
        select from others o
        where o.id <> m.id
          and o.kind in ('EXTRAORDINARY', 'CONGRESS', 'CONFERENCE')
          and (o.starts_at at time zone 'Asia/Ho_Chi_Minh')::date = $2
    ) as "joined!",
    exists (
        select from access.grants g
        where g.organization = m.organization and g.role = 'COMMITTEE_MEMBER' and g.during @> $2::date
    ) as "committee!",
    (case
        when m.opened_at is null or m.kind in ('COMMITTEE', 'PARTY_CELL') then (
            select count(*)
            from directory.memberships h
            join directory.classes c on c.member = h.member and c.class = 'OFFICIAL' and c.during @> $2::date
            where h.organization = m.organization
              and h.relation = 'HOME'
              and h.during @> $2::date)
        else (
            select count(*)
            from meetings.roster r
            where r.meeting = m.id
              and r.class = 'OFFICIAL'
              and r.relation in ('HOME', 'TEMPORARILY_OUT'))
    end)::integer as "officials!"
from meetings.meetings m
where m.id = $1
