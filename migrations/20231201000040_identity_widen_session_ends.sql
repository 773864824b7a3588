-- Locks identity.sessions for the moment it takes to swap the check; rows are checked without barring writers.
-- Sessions end in more ways than at first, and none was ever written down as expired.
alter table identity.sessions drop constraint sessions_end_reason_check;
alter table identity.sessions add constraint sessions_end_reason check (
    end_reason in ('SIGNED_OUT', 'SIGNED_OUT_ELSEWHERE', 'PASSWORD_CHANGED', 'REPLACED_BY_SLIP', 'REPLAYED')
) not valid;
alter table identity.sessions validate constraint sessions_end_reason;
