-- Locks attendance.events for the moment it takes to add columns that rewrite nothing and to swap a check; rows are checked without barring writers.
-- Words beyond "came" and "did not come": left early, void, confirmed; amendments after sealing; kinds of reason.
alter table attendance.events
    -- The word that a VOID or a CONFIRM speaks of. It may arrive later than what speaks of it.
    add column refers_to uuid,
    -- When the member left; the word itself is ordered by when it was said, as every word.
    add column left_at timestamptz,
    add column reason_kind text,
    -- Said after sealing: it stands beside the sealed result and changes nothing of it.
    add column is_amendment boolean not null default false;
alter table attendance.events drop constraint events_kind_check;
alter table attendance.events
    add constraint events_kind check (
        kind in ('ENTER', 'LEAVE', 'EXCUSE', 'ABSENT', 'VOID', 'CONFIRM')) not valid,
    add constraint events_reference check ((kind in ('VOID', 'CONFIRM')) = (refers_to is not null)) not valid,
    add constraint events_left check (left_at is null or kind = 'LEAVE') not valid,
    add constraint events_reason_kind check (
        reason_kind is null
        or (kind = 'EXCUSE' and reason_kind in ('ILLNESS', 'WORK', 'AWAY', 'FAMILY', 'STUDY', 'OTHER'))) not valid;
alter table attendance.events validate constraint events_kind;
alter table attendance.events validate constraint events_reference;
alter table attendance.events validate constraint events_left;
alter table attendance.events validate constraint events_reason_kind;
