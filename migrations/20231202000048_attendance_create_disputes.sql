-- Locks attendance.events against writers for the moment it takes to refer to it: a new table. A member says that a word
-- about the own attendance is not so, and what was answered.
create table attendance.disputes (
    meeting uuid not null,
    event uuid not null,
    member uuid not null references directory.members,
    reason text not null check (reason <> ''),
    disputed_at timestamptz not null,
    -- UPHELD with words; or the word was taken back, for the reason of the void.
    answer text check (answer in ('UPHELD', 'VOIDED')),
    answer_reason text not null default '',
    answered_by uuid references directory.members,
    answered_at timestamptz,
    primary key (meeting, event),
    constraint disputes_event foreign key (meeting, event) references attendance.events (meeting, event),
    constraint disputes_answered check (
        (answer is null) = (answered_by is null)
        and (answer is null) = (answered_at is null)
        and (answer is null) = (answer_reason = ''))
);
grant select, insert, update on attendance.disputes to sotay_app;
