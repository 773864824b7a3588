-- Locks meetings.replies for the moment it takes to add columns that rewrite nothing; rows are checked without barring writers.
-- What the chair decided about a member's wish to stay away.
alter table meetings.replies
    add column decision text,
    add column decision_reason text not null default '',
    add column decided_by uuid references directory.members,
    add column decided_at timestamptz;
alter table meetings.replies
    add constraint replies_decision check (
        decision is null or (decision in ('ACCEPTED', 'DECLINED') and reply = 'ASK_ABSENCE')) not valid,
    add constraint replies_decided check (
        (decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)) not valid;
alter table meetings.replies validate constraint replies_decision;
alter table meetings.replies validate constraint replies_decided;

create or replace view meetings.standing_replies as
    select r.meeting, r.member, r.reply, r.reason, r.replied_at,
        r.decision, r.decision_reason, r.decided_by, r.decided_at
    from meetings.replies r
    join meetings.meetings m on m.id = r.meeting
    where m.postponed_at is null
       or r.replied_at >= m.postponed_at;
