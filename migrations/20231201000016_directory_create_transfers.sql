-- Locks directory.members and directory.organizations for a moment each: new tables that point at them.
-- Transfers of members from branch to branch, and every step that was taken.
create table directory.transfers (
    id uuid primary key,
    member uuid not null references directory.members,
    from_organization uuid not null references directory.organizations,
    to_organization uuid not null references directory.organizations,
    state text not null check (state in (
        'REQUESTED', 'BRANCH_CONFIRMED', 'COMMITTEE_INTRODUCED', 'UNDER_WAY', 'RECEIVED', 'COMPLETED', 'REFUSED',
        'WITHDRAWN')),
    reason text not null default '',
    -- The referral slip, and the last day on which the transfer is in time.
    decision_number text not null default '',
    decided_on date,
    due_on date,
    -- From then on the branch and the committee there see name and state.
    handed_over_at timestamptz,
    created_at timestamptz not null,
    constraint transfers_elsewhere check (from_organization <> to_organization),
    constraint transfers_decided check ((decided_on is null) = (due_on is null))
);
create unique index transfers_one_open on directory.transfers (member)
    where state not in ('COMPLETED', 'REFUSED', 'WITHDRAWN');
create index transfers_from on directory.transfers (from_organization, id);
create index transfers_to on directory.transfers (to_organization, id);

create table directory.transfer_steps (
    id uuid primary key,
    transfer uuid not null references directory.transfers,
    step text not null check (step in (
        'REQUEST', 'CONFIRM', 'INTRODUCE', 'HAND_OVER', 'RECEIVE', 'COMPLETE', 'REFUSE', 'WITHDRAW')),
    taken_by uuid not null,
    taken_at timestamptz not null,
    note text not null default ''
);
create index transfer_steps_transfer on directory.transfer_steps (transfer, taken_at);

grant select, insert, update on directory.transfers to sotay_app;
grant select, insert on directory.transfer_steps to sotay_app;
