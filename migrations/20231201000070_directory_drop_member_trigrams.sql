-- Locks directory.members for a moment. Search goes by directory.names; every new member paid for an index nobody reads.
drop index directory.members_name;
