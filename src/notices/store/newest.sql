-- Newest first. Each part of the union goes backwards through one index and stops at the length of the page.
with stretch as (
    select *
    from unnest($5::uuid[], $6::uuid[], $7::uuid[], $8::timestamptz[], $9::boolean[])
        s (organization, first, before, since, own)
)
select n.id, n.kind, n.meeting, n.organization, n.title, n.body, n.created_at, n.acknowledge_needed, n.expires_at,
       n.recalled_at, n.recall_reason, r.read_at as "read_at?", a.acknowledged_at as "acknowledged_at?"
from (
    select found.id
    from stretch s
    cross join lateral (
        select id
        from notices.notices
        where organization = s.organization
          and id >= s.first
          and id < least(s.before, $2)
          and (s.own or below)
          and (expires_at is null or expires_at > $10)
          and pg_visible_in_snapshot(written_by, $3::text::pg_snapshot)
        order by id desc
        limit $4
    ) found
    union
    select n.id
    from stretch s
    join notices.standing st
        on st.organization = s.organization
        and st.until >= s.since
        and st.notice < least(s.first, $2)
    join notices.notices n on n.id = st.notice
    where (s.own or n.below)
      and (n.expires_at is null or n.expires_at > $10)
      and pg_visible_in_snapshot(n.written_by, $3::text::pg_snapshot)
    union
    (select id
     from notices.notices
     where member = $1
       and ($2::uuid is null or id < $2)
       and pg_visible_in_snapshot(written_by, $3::text::pg_snapshot)
     order by id desc
     limit $4)
    union
    (select notice
     from notices.addressees
     where member = $1
       and ($2::uuid is null or notice < $2)
       and pg_visible_in_snapshot(written_by, $3::text::pg_snapshot)
     order by notice desc
     limit $4)
    order by id desc
    limit $4
) page
join notices.notices n on n.id = page.id
left join notices.receipts r on r.notice = n.id and r.member = $1
left join notices.acknowledgements a on a.notice = n.id and a.member = $1
order by n.id desc
