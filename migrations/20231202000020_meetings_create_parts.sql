-- Locks nothing: new table. What members are to one meeting beside being called by its kind.
create table meetings.parts (
    meeting uuid not null references meetings.meetings,
    member uuid not null references directory.members,
    -- A chair, who takes the minutes, or whom the meeting of a party cell calls by name.
    part text not null check (part in ('CHAIR', 'MINUTES_TAKER', 'CALLED')),
    position integer not null check (position >= 1),
    primary key (meeting, part, member)
);
create unique index parts_one_minutes_taker on meetings.parts (meeting) where part = 'MINUTES_TAKER';
create index parts_member on meetings.parts (member, meeting);
grant select, insert, delete on meetings.parts to sotay_app;
