-- Locks directory.stays and directory.organization_events for a moment: a column without default that points at the latter.
-- The reorganisation by which a stay was over before its last day.
alter table directory.stays add column ended_by uuid references directory.organization_events;
