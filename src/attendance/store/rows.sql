-- The frozen roster of a meeting in the order of given names, every member with the words about him or her: a row a
-- word, one row without a word for the silent. Given some members, only theirs.
select
    1::bigint as "number!",
    m.state as "phase!",
    m.starts_at + make_interval(mins => grace.value) as "late_after!",
    r.member as "member?",
    r.class as "class?",
    r.activity as "activity?",
    r.relation as "relation?",
    d.name as "name?",
    null::text as speaker,
    false as "written!",
    e.event as "event?",
    e.member as "about?",
    e.kind as "kind?",
    e.method as "method?",
    e.late,
    e.disposition as "disposition?",
    e.reason as "reason?",
    e.reason_kind,
    e.refers_to,
    e.left_at,
    e.is_amendment as "is_amendment?",
    e.actor as "actor?",
    a.name as "actor_name?",
    e.occurred_at as "occurred_at?"
from meetings.meetings m
join regulations.numbers grace
    on grace.rule = 'LATE_GRACE_MINUTES'
    and grace.during @> (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date
join meetings.roster r on r.meeting = $1
join directory.members d on d.id = r.member
left join attendance.events e on e.meeting = $1 and e.member = r.member
left join directory.members a on a.id = e.actor
where m.id = $1
  and ($2::uuid[] is null or r.member = any($2))
order by d.given_name collate "vi-x-icu", d.name collate "vi-x-icu", d.id
