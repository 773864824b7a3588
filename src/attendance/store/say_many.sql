-- Writes check-ins of many members, each where its meeting and its roster let it, and tells what was known before, as
-- `say.sql` does of one. Whose place is not found is left out: no such meeting, not issued, not on its roster. Without
-- dispositions it only tells. Everything is looked up key by key: the planner cannot know how many there are.
with asked as (
    select *
    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[]) with ordinality
        as asked (meeting, member, event, disposition, said, number)
),
place as materialized (
    select asked.*, hall.phase, hall.late_after, listed.class, listed.activity, listed.relation, listed.name
    from asked
    cross join lateral (
        select
            case
                when m.seals_at <= asked.said then 'SEALED'
                else m.state
            end as phase,
            m.starts_at + make_interval(mins => grace.value) as late_after
        from meetings.meetings m
        cross join lateral (select (m.starts_at at time zone 'Asia/Ho_Chi_Minh')::date as day) held
        join regulations.numbers grace on grace.rule = 'LATE_GRACE_MINUTES' and grace.during @> held.day
        where m.id = asked.meeting
          and m.issued_at is not null
        limit 1
    ) hall
    cross join lateral (
        select r.class, r.activity, r.relation, d.name
        from meetings.roster r
        join directory.members d on d.id = r.member
        where r.meeting = asked.meeting
          and r.member = asked.member
        limit 1
    ) listed
),
written as (
    insert into attendance.events
        (meeting, event, member, kind, method, disposition, reason, actor, occurred_at, recorded_at)
    select meeting, event, member, 'ENTER', 'VENUE_CODE', disposition, '', member, said, said
    from place
    where disposition is not null
      and phase = 'OPEN'
    order by number
    on conflict do nothing
    returning meeting, member, event
)
select
    place.number as "number!",
    place.phase as "phase!",
    place.late_after as "late_after!",
    place.member as "member?",
    place.class as "class?",
    place.activity as "activity?",
    place.relation as "relation?",
    place.name as "name?",
    place.name as "speaker?",
    (place.meeting, place.member, place.event) in (select w.meeting, w.member, w.event from written w) as "written!",
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
    (select name from directory.members where id = e.actor) as actor_name,
    e.occurred_at as "occurred_at?"
from place
left join lateral (
    select own.*
    from attendance.events own
    where own.meeting = place.meeting
      and own.member = place.member
    union all
    select same.*
    from attendance.events same
    where same.meeting = place.meeting
      and same.event = place.event
      and same.member <> place.member
) e on true
