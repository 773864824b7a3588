-- Locks identity.sessions for the moment it takes to swap the check; rows are checked without barring writers.
-- The sessions of a member end with the membership.
alter table identity.sessions drop constraint sessions_end_reason;
alter table identity.sessions add constraint sessions_end_reason check (
    end_reason in (
        'SIGNED_OUT', 'SIGNED_OUT_ELSEWHERE', 'PASSWORD_CHANGED', 'REPLACED_BY_SLIP', 'REPLAYED', 'MEMBERSHIP_ENDED')
) not valid;
alter table identity.sessions validate constraint sessions_end_reason;
