-- Locks nothing that is in use: new tables; reads meetings.meetings once.
-- Every opening and closing, with who did it, when and why. Rows are only ever added.
create table meetings.turns (
    meeting uuid not null references meetings.meetings,
    id bigint generated always as identity,
    turn text not null check (turn in ('OPENED', 'CLOSED', 'CLOSED_BY_ITSELF', 'REOPENED', 'RECORDED_AFTERWARDS')),
    taken_at timestamptz not null,
    -- Nobody, when it happened by itself.
    taken_by uuid references directory.members,
    reason text not null default '',
    -- The times that held from then on.
    began timestamptz not null,
    ended timestamptz,
    primary key (meeting, id),
    constraint turns_by check ((turn = 'CLOSED_BY_ITSELF') = (taken_by is null))
);
grant select, insert on meetings.turns to sotay_app;

-- The meetings that are open now, of all that ever were: whoever looks for those nobody closed looks here.
create table meetings.under_way (
    meeting uuid primary key references meetings.meetings,
    since timestamptz not null
);
grant select, insert, update, delete on meetings.under_way to sotay_app;
insert into meetings.under_way (meeting, since)
select id, opened_at
from meetings.meetings
where state = 'OPEN';
