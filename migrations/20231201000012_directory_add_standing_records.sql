-- Locks directory.classes, directory.activities and directory.memberships for a moment each: columns that may be null.
alter table directory.classes
    add column record uuid references directory.member_records;
alter table directory.activities
    add column record uuid references directory.member_records,
    add column exemption_reason text constraint activities_exemption_reason check (
        exemption_reason in ('TREATMENT', 'ABROAD', 'MOBILE_WORK', 'WAITING_FOR_RETIREMENT', 'MATERNITY'));
alter table directory.memberships
    add column record uuid references directory.member_records,
    -- The stay elsewhere that a pair of rows belongs to: away at home, and present at the host.
    add column stay uuid;
