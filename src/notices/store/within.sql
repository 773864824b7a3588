-- Oldest first: what was not visible in one snapshot and is in the other.
with span as (
    select $2::text::pg_snapshot as seen, $3::text::pg_snapshot as until
)
select n.id, n.kind, n.meeting, n.title, n.body, n.created_at, r.read_at as "read_at?"
from span
cross join lateral (
    select o.id
    from unnest($6::uuid[], $7::uuid[], $8::uuid[], $9::timestamptz[], $10::boolean[])
        s (organization, first, before, since, own)
    join notices.notices o on o.organization = s.organization
    left join notices.standing st on st.notice = o.id
    where o.written_by >= pg_snapshot_xmin(span.seen)
      and o.id < s.before
      and (o.id >= s.first or st.until >= s.since)
      and (s.own or o.below)
    union
    select id
    from notices.notices
    where member = $1
      and written_by >= pg_snapshot_xmin(span.seen)
    union
    select notice
    from notices.addressees
    where member = $1
      and written_by >= pg_snapshot_xmin(span.seen)
) page
join notices.notices n on n.id = page.id
left join notices.receipts r on r.notice = n.id and r.member = $1
where not pg_visible_in_snapshot(n.written_by, span.seen)
  and pg_visible_in_snapshot(n.written_by, span.until)
  and ($4::uuid is null or n.id > $4)
order by n.id
limit $5
