-- Oldest first: what was not visible in one snapshot and is in the other. A notice's own row is written once more when it
-- is recalled or handed over.
with span as (
    select $2::text::pg_snapshot as seen, $3::text::pg_snapshot as until
)
select n.id, n.kind, n.meeting, n.organization, n.title, n.body, n.created_at, n.acknowledge_needed, n.expires_at,
       n.recalled_at, n.recall_reason, r.read_at as "read_at?", a.acknowledged_at as "acknowledged_at?"
from (
    select distinct change.id
    from span
    cross join lateral (
        select o.id, o.written_by
        from unnest($6::uuid[], $7::uuid[], $8::uuid[], $9::timestamptz[], $10::boolean[])
            s (organization, first, before, since, own)
        join notices.notices o on o.organization = s.organization
        left join notices.standing st on st.notice = o.id
        where o.written_by >= pg_snapshot_xmin(span.seen)
          and o.id < s.before
          and (o.id >= s.first or st.until >= s.since)
          and (s.own or o.below)
        union all
        select id, written_by
        from notices.notices
        where member = $1
          and written_by >= pg_snapshot_xmin(span.seen)
        union all
        select notice, written_by
        from notices.addressees
        where member = $1
          and written_by >= pg_snapshot_xmin(span.seen)
        union all
        select notice, written_by
        from notices.acknowledgements
        where member = $1
          and written_by >= pg_snapshot_xmin(span.seen)
    ) change
    where not pg_visible_in_snapshot(change.written_by, span.seen)
      and pg_visible_in_snapshot(change.written_by, span.until)
) page
join notices.notices n on n.id = page.id
left join notices.receipts r on r.notice = n.id and r.member = $1
left join notices.acknowledgements a on a.notice = n.id and a.member = $1
where ($4::uuid is null or n.id > $4)
  and (n.expires_at is null or n.expires_at > $11)
order by n.id
limit $5
