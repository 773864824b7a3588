-- Locks meetings.meetings for the moment it takes to add columns that rewrite nothing; rows are checked without barring writers.
-- A meeting that was put off keeps the time it was first called for; one that was called off says why.
alter table meetings.meetings
    add column postponed_from timestamptz,
    -- Replies from before this moment were to another time.
    add column postponed_at timestamptz,
    add column cancelled_at timestamptz,
    add column change_reason text not null default '';
alter table meetings.meetings
    add constraint meetings_cancelled check ((state = 'CANCELLED') = (cancelled_at is not null)) not valid,
    add constraint meetings_postponed check ((postponed_at is null) = (postponed_from is null)) not valid;
alter table meetings.meetings validate constraint meetings_cancelled;
alter table meetings.meetings validate constraint meetings_postponed;

-- Each change of a plan that the branch was told, with who said so.
create table meetings.plan_changes (
    meeting uuid not null references meetings.meetings,
    changed_at timestamptz not null,
    changed_by uuid not null references directory.members,
    reason text not null,
    -- The times that no longer hold, and those that do; none when the meeting was called off.
    was tstzrange not null,
    becomes tstzrange,
    primary key (meeting, changed_at)
);
grant select, insert on meetings.plan_changes to sotay_app;

-- What still holds of the replies: those to the time that a meeting has now.
create view meetings.standing_replies as
    select r.meeting, r.member, r.reply, r.reason, r.replied_at
    from meetings.replies r
    join meetings.meetings m on m.id = r.meeting
    where m.postponed_at is null
       or r.replied_at >= m.postponed_at;
grant select on meetings.standing_replies to sotay_app;
