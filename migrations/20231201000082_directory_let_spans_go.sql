-- Locks directory.ended_spans and directory.memberships for the moment it takes to swap the key; rows are checked without barring writers.
-- What an end that was taken back once closed does not hold on to memberships that never begin.
alter table directory.ended_spans drop constraint ended_spans_membership_fkey;
alter table directory.ended_spans add constraint ended_spans_membership_fkey
    foreign key (membership) references directory.memberships on delete cascade not valid;
alter table directory.ended_spans validate constraint ended_spans_membership_fkey;
