-- Locks nothing that is in use: a new table. What phones recorded without signal, as they sent it: kept whatever becomes of it.
create table attendance.received (
    -- As the phone named it; there may be no such meeting.
    meeting uuid not null,
    event uuid not null,
    sender uuid not null references directory.members,
    session uuid not null,
    kind text not null check (kind in ('ENTER', 'LEAVE', 'EXCUSE', 'ABSENT', 'VOID', 'OPEN', 'CLOSE')),
    -- About whom; nobody for what is about the meeting or about another event.
    member uuid,
    refers_to uuid,
    method text not null check (method in ('OFFLINE', 'ASSISTED', 'BY_SECRETARY')),
    reason text not null default '',
    reason_kind text,
    -- Evidence: the code that was scanned, the clock of the phone, and by how much it was thought to be wrong.
    code text not null default '',
    claimed_at timestamptz not null,
    clock_offset_ms bigint not null,
    -- When the code was shown, if it is genuine.
    shown_at timestamptz,
    -- The moment by which it is ordered, made of that evidence.
    occurred_at timestamptz not null,
    received_at timestamptz not null,
    -- Why it waits for the secretary; none for what counts.
    doubts text[] not null,
    -- HELD: something is missing that may still come; TAKEN: it is a word, or was done.
    state text not null check (state in ('HELD', 'TAKEN')),
    primary key (meeting, event),
    constraint received_about check (
        (kind in ('OPEN', 'CLOSE', 'VOID')) = (member is null) and (kind = 'VOID') = (refers_to is not null))
);
create index received_held on attendance.received (meeting) where state = 'HELD';
grant select, insert, update on attendance.received to sotay_app;
