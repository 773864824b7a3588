-- Locks nothing: a new function. Whom a meeting calls, as of a day: its kind decides.
create function meetings.audience(meeting uuid, day date) returns table (member uuid)
    language sql stable
begin atomic
    -- Everybody at home in the organisation, and who stays there for a time.
    select h.member
    from meetings.meetings m
    join directory.memberships h on h.organization = m.organization
    where m.id = audience.meeting
      and m.kind not in ('COMMITTEE', 'PARTY_CELL')
      and h.relation in ('HOME', 'TEMPORARILY_IN')
      and h.during @> audience.day
    union all
    -- Who sits on the committee, also for somebody else for a time.
    select distinct g.member
    from meetings.meetings m
    join access.grants g on g.organization = m.organization
    where m.id = audience.meeting
      and m.kind = 'COMMITTEE'
      and g.role in ('SECRETARY', 'DEPUTY_SECRETARY', 'COMMITTEE_MEMBER', 'PARTY_COMMITTEE_MEMBER', 'STANDING_COMMITTEE')
      and g.during @> audience.day
    union all
    -- Who was named, and still belongs there.
    select p.member
    from meetings.meetings m
    join meetings.parts p on p.meeting = m.id and p.part = 'CALLED'
    where m.id = audience.meeting
      and m.kind = 'PARTY_CELL'
      and exists (
          select
          from directory.memberships h
          where h.member = p.member
            and h.organization = m.organization
            and h.relation in ('HOME', 'TEMPORARILY_IN')
            and h.during @> audience.day);
end;
revoke all on function meetings.audience from public;
grant execute on function meetings.audience to sotay_app;
