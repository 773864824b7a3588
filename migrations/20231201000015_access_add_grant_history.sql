-- Locks access.grants for a moment: columns that may be null or have a constant default.
-- Why and by whom a grant was ended, and for whom a substitute stands in.
alter table access.grants
    add column ended_by uuid,
    add column ended_at timestamptz,
    add column end_reason text not null default '',
    add column substitute_for uuid,
    -- The end of membership that closed it, and its days before.
    add column ending uuid,
    add column before_ending daterange;

-- Grants that were taken back before their first day was over: they never held, and are not forgotten.
create table access.taken_back (
    id uuid primary key,
    member uuid not null,
    organization uuid not null,
    role text not null,
    during daterange not null,
    decision_number text not null default '',
    granted_by uuid,
    created_at timestamptz not null,
    ended_by uuid,
    ended_at timestamptz not null,
    end_reason text not null default '',
    substitute_for uuid,
    ending uuid
);
create index taken_back_organization on access.taken_back (organization);

grant select, insert, delete on access.taken_back to sotay_app;
