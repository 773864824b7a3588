-- What phones sent about a meeting, in the order of its time, with what became of it. Given some events, only these; with
-- `$3` only what was not taken up yet.
select
    r.event,
    r.sender,
    r.session,
    r.kind,
    r.member,
    r.refers_to,
    r.method,
    r.reason,
    r.reason_kind,
    r.code,
    r.claimed_at,
    r.clock_offset_ms,
    r.shown_at,
    r.occurred_at,
    r.received_at,
    r.doubts,
    r.state,
    s.name as "sender_name?",
    m.name as "member_name?",
    exists (select from meetings.roster l where l.meeting = r.meeting and l.member = r.member) as "is_on_roster!",
    r.state = 'HELD'
        or exists (
            select
            from attendance.events e
            where e.meeting = r.meeting
              and e.event = r.event
              and e.disposition = 'PENDING'
              and not exists (
                  select
                  from attendance.events a
                  where a.meeting = r.meeting
                    and a.refers_to = r.event)) as "waits!"
from attendance.received r
left join directory.members s on s.id = r.sender
left join directory.members m on m.id = r.member
where r.meeting = $1
  and ($2::uuid[] is null or r.event = any($2))
  and (not $3 or r.state = 'HELD')
order by r.occurred_at, r.event
