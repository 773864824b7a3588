-- Locks notices.notices for the moment it takes to swap the check; rows are checked without barring writers.
alter table notices.notices drop constraint notices_kind;
alter table notices.notices add constraint notices_kind check (
    kind in ('MEETING_CALLED', 'MEETING_CHANGED', 'MEETING_CANCELLED', 'ACCOUNT', 'GENERAL')
) not valid;
alter table notices.notices validate constraint notices_kind;
