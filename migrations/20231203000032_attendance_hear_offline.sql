-- Locks nothing: a function. Who came to a meeting as it is known now: the rule of `attendance::decide` in SQL, by every
-- method. The own phone speaks with signal or without it; another's phone and the card only say that the member came; the
-- secretary's word and the paper follow what was known before.
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
                    when e.kind in ('EXCUSE', 'ABSENT') then 'N'
                    when e.method in ('VENUE_CODE', 'OFFLINE') then 'V'
                    when e.kind = 'LEAVE' then 'L'
                    when e.method in ('ASSISTED', 'CARD') then 'A'
                    else 'E'
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
