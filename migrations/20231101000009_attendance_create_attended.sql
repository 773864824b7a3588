-- Locks nothing: a new function. Who came to a meeting, for those who count: the rule of `attendance::decide` in SQL.
-- The last word stands; a check-in by phone after the secretary's own "came" says nothing new.
create function attendance.attended(meeting uuid) returns table (member uuid, by_app boolean)
    language sql stable parallel safe
begin atomic
    select heard.member, heard.words[1] = 'VENUE_CODE' and heard.words[2] is distinct from 'ENTER'
    from (
        select
            e.member,
            array_agg(case e.method when 'VENUE_CODE' then e.method else e.kind end
                order by e.occurred_at desc, e.event desc) as words
        from attendance.events e
        where e.meeting = attended.meeting
          and e.disposition = 'RECORDED'
        group by e.member
    ) heard
    where heard.words[1] in ('VENUE_CODE', 'ENTER');
end;
revoke all on function attendance.attended from public;
grant execute on function attendance.attended to sotay_app;
