-- A slip that was used, and the session it began.
update identity.activation_codes
set session = '018bb000-0000-7000-8000-000000000901'
where used_at is not null;
