-- The meetings of an organisation that a caller sees: all kinds, or those that can be read.
select m.id, m.organization, n.name as organization_name, m.kind, m.state, m.title, m.place,
    m.starts_at, m.ends_at, m.opened_at, m.closed_at, m.version, m.postponed_from, m.change_reason,
    m.closed_by_itself, m.seals_at, m.recorded_reason, m.reopen_reason
from meetings.meetings m
join directory.organization_names n on n.organization = m.organization and n.during @> $2::date
where m.organization in (
        select descendant
        from access.closure
        where ancestor = $1
          and depth = 0
          and ($3 or descendant = $1))
  and ($3
       or m.issued_at is not null
       or exists (
           select
           from meetings.parts p
           where p.meeting = m.id
             and p.member = $11
             and p.part = 'CHAIR'))
  and ($10
       or case
           when m.kind in ('COMMITTEE', 'PARTY_CELL') then exists (
               select
               from meetings.audience(m.id, (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date) called
               where called.member = $11)
           else exists (
               select
               from directory.memberships h
               where h.member = $11
                 and h.organization = m.organization
                 and h.relation in ('HOME', 'TEMPORARILY_IN')
                 and h.during @> coalesce((m.opened_at at time zone 'Asia/Ho_Chi_Minh')::date, $2))
       end
       or exists (
           select
           from meetings.roster r
           where r.meeting = m.id
             and r.member = $11))
  and ($4::timestamptz is null or m.starts_at >= $4)
  and ($5::timestamptz is null or m.starts_at < $5)
  and ($6::text is null or m.state = $6)
  and ($7::timestamptz is null or (m.starts_at, m.id) < ($7, $8::uuid))
order by m.starts_at desc, m.id desc
limit $9
