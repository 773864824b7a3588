-- Locks attendance.events for the moment it takes to swap a check; rows are checked without barring writers.
-- How it may be known beyond the room's code and the secretary's word.
alter table attendance.events
    add constraint events_method check (
        method in ('VENUE_CODE', 'BY_SECRETARY', 'OFFLINE', 'ASSISTED', 'PAPER', 'CARD')) not valid;
alter table attendance.events drop constraint events_method_check;
alter table attendance.events validate constraint events_method;
