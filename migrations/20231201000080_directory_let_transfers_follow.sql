-- Locks directory.transfer_steps for the moment it takes to swap the check; rows are checked without barring writers.
-- A step that follows from a reorganisation: taken by whoever recorded that, or by nobody when the operator did.
alter table directory.transfer_steps alter column taken_by drop not null;
alter table directory.transfer_steps drop constraint transfer_steps_step_check;
alter table directory.transfer_steps add constraint transfer_steps_step check (
    step in (
        'REQUEST', 'CONFIRM', 'INTRODUCE', 'HAND_OVER', 'RECEIVE', 'COMPLETE', 'REFUSE', 'WITHDRAW', 'FOLLOW')
) not valid;
alter table directory.transfer_steps validate constraint transfer_steps_step;
