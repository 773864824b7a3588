-- Locks nothing: a function. Who came to a meeting as it is known now, amendments included: the rule of
-- `attendance::decide` in SQL. Of the words that are not void and do not wait, those after the last "did not come"
-- decide: any of them says that the member came, and the own phone says so when it spoke first and the secretary's
-- "came" did not follow.
create or replace function attendance.attended(meeting uuid) returns table (member uuid, by_app boolean)
    language sql stable parallel safe
begin atomic
    select heard.member, heard.run ~ '^V[^E]*$'
    from (
        select
            word.member,
            substring(string_agg(word.letter, '' order by word.occurred_at, word.event) from '[^N]*$') as run
        from (
            select
                e.member,
                e.event,
                e.kind,
                e.disposition,
                e.occurred_at,
                case
                    when e.method = 'VENUE_CODE' then 'V'
                    when e.kind = 'ENTER' then 'E'
                    when e.kind = 'LEAVE' then 'L'
                    else 'N'
                end as letter,
                coalesce(array_agg(e.refers_to) filter (where e.kind = 'VOID') over (), '{}') as voided,
                coalesce(array_agg(e.refers_to) filter (where e.kind = 'CONFIRM') over (), '{}') as confirmed
            from attendance.events e
            where e.meeting = attended.meeting
        ) word
        where word.kind not in ('VOID', 'CONFIRM')
          and word.event <> all (word.voided)
          and (word.disposition = 'RECORDED' or word.event = any (word.confirmed))
        group by word.member
    ) heard
    where heard.run <> '';
end;
