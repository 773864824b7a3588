-- Writes one word about one member, if it may be written, and tells what was known before. Without a disposition it
-- only tells. Every row is a word known before; one row without a word when there is none.
with place as (
    select
        case
            when m.seals_at <= $11 then 'SEALED'
            else m.state
        end as phase,
        m.starts_at + make_interval(mins => grace.value) as late_after,
        r.member,
        r.class,
        r.activity,
        r.relation
    from meetings.meetings m
    cross join lateral (select (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date as day) held
    join regulations.numbers grace on grace.rule = 'LATE_GRACE_MINUTES' and grace.during @> held.day
    left join meetings.roster r on r.meeting = $1 and r.member = $2
    where m.id = $1
),
written as (
    insert into attendance.events
        (meeting, event, member, kind, method, late, disposition, reason, actor, occurred_at, recorded_at)
    select $1, $3, member, $4, $5, $6, $7, $8, $9, $10, $11
    from place
    where $7::text is not null
      and member is not null
      and (phase = 'OPEN' or (phase = 'CLOSED' and $5 = 'BY_SECRETARY'))
    on conflict do nothing
    returning event
)
select
    1::bigint as "number!",
    place.phase as "phase!",
    place.late_after as "late_after!",
    place.member as "member?",
    place.class as "class?",
    place.activity as "activity?",
    place.relation as "relation?",
    (select name from directory.members where id = $2) as name,
    (select name from directory.members where id = $9) as speaker,
    exists (select from written) as "written!",
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
from place
left join attendance.events e on e.meeting = $1 and (e.member = $2 or e.event = $3)
left join directory.members a on a.id = e.actor
