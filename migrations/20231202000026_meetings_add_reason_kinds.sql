-- Locks meetings.replies for the moment it takes to add a column that rewrites nothing; rows are checked without barring writers.
-- What kind of reason a member has to stay away.
alter table meetings.replies
    add column reason_kind text;
alter table meetings.replies
    add constraint replies_reason_kind check (
        reason_kind is null
        or (reason_kind in ('ILLNESS', 'WORK', 'AWAY', 'FAMILY', 'STUDY', 'OTHER') and reply = 'ASK_ABSENCE')) not valid;
alter table meetings.replies validate constraint replies_reason_kind;

create or replace view meetings.standing_replies as
    select r.meeting, r.member, r.reply, r.reason, r.replied_at,
        r.decision, r.decision_reason, r.decided_by, r.decided_at, r.reason_kind
    from meetings.replies r
    join meetings.meetings m on m.id = r.meeting
    where m.postponed_at is null
       or r.replied_at >= m.postponed_at;
