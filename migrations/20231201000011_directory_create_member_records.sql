-- Locks directory.members and directory.organizations for a moment each: new table that points at them.
-- What was recorded about members: which decision, of whom, recorded by whom and when. It only grows.
create table directory.member_records (
    id uuid primary key,
    member uuid not null references directory.members,
    what text not null check (what in (
        'STANDING', 'STAY_STARTED', 'STAY_RECEIVED', 'STAY_EXTENDED', 'STAY_ENDED', 'LINK_ADDED', 'LINK_ENDED',
        'MEMBERSHIP_ENDED', 'END_UNDONE', 'EDITED', 'TRANSFERRED')),
    -- The day from which it holds.
    day date not null,
    decision_number text not null default '',
    -- Who decided: an organisation, or the name of a body that is none of ours.
    decided_by_organization uuid references directory.organizations,
    decided_by text not null default '',
    -- Nobody: the operator.
    recorded_by uuid,
    recorded_at timestamptz not null,
    -- Names of fields, kinds, reasons; never a number of a citizen.
    note text not null default ''
);
create index member_records_member on directory.member_records (member, recorded_at);

grant select, insert on directory.member_records to sotay_app;
