-- Locks meetings.roster for the moment it takes to add columns that rewrite nothing; rows are checked without barring writers.
-- Who was put on a roster after it froze, by whom and why; and the relation that a line had before it was put right.
alter table meetings.roster
    add column added_at timestamptz,
    add column added_by uuid,
    add column added_reason text not null default '',
    add column relation_before text;
alter table meetings.roster
    add constraint roster_added check (
        (added_at is null) = (added_by is null)
        and (added_at is null) = (added_reason = '')
        and (relation_before is null or added_at is not null)) not valid;
alter table meetings.roster validate constraint roster_added;
