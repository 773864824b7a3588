-- Whom a meeting calls, with the standing of that day, what they replied, and how often they came.
with came as (
    select p.meeting, a.member
    from unnest($3::uuid[]) as p (meeting)
    cross join lateral attendance.attended(p.meeting) a
),
history as (
    select r.member, count(*) as expected, count(came.member) as came
    from meetings.roster r
    left join came on came.meeting = r.meeting and came.member = r.member
    where r.meeting = any($3)
      and r.activity = 'ACTIVE'
      and r.relation <> 'TEMPORARILY_OUT'
    group by r.member
)
select c.class, coalesce(a.activity, 'ACTIVE') as "activity!",
    case
        when guest.member is not null then 'TEMPORARILY_IN'
        when away.member is not null then 'TEMPORARILY_OUT'
        else 'HOME'
    end as "relation!",
    s.reply as "reply?", s.decision as "decision?",
    coalesce(h.expected, 0) as "expected!", coalesce(h.came, 0) as "came!"
from meetings.audience($1, $2) called
join meetings.meetings m on m.id = $1
join directory.classes c on c.member = called.member and c.during @> $2::date
left join directory.activities a on a.member = called.member and a.during @> $2::date
left join directory.memberships guest
    on guest.member = called.member
    and guest.organization = m.organization
    and guest.relation = 'TEMPORARILY_IN'
    and guest.during @> $2::date
left join directory.memberships away
    on away.member = called.member
    and away.relation = 'TEMPORARILY_OUT'
    and away.during @> $2::date
left join meetings.standing_replies s on s.meeting = $1 and s.member = called.member
left join history h on h.member = called.member
