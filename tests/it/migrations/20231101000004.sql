-- An account, a slip that is still good, a session that lives and one that ended, a key, a day, a failure.
insert into identity.accounts (member, password_hash, first_activated_at, password_set_at) values
    ('018bb000-0000-7000-8000-000000000001', '$argon2id$sample', '2023-10-01T01:00:00Z', '2023-10-01T01:00:00Z');
insert into identity.activation_codes (id, member, code_lookup, issued_at, expires_at) values
    ('018bb000-0000-7000-8000-0000000000c1', '018bb000-0000-7000-8000-000000000002', '\x01', '2023-11-05T01:00:00Z', '2023-12-05T01:00:00Z');
insert into identity.sessions (id, member, created_at, refreshed_at, expires_at, ended_at, end_reason) values
    ('018bb000-0000-7000-8000-00000000005d', '018bb000-0000-7000-8000-000000000001', '2023-10-01T01:00:00Z', '2023-10-01T01:00:00Z', '2024-04-01T01:00:00Z', null, null),
    ('018bb000-0000-7000-8000-00000000005e', '018bb000-0000-7000-8000-000000000001', '2023-10-01T01:00:00Z', '2023-10-01T01:00:00Z', '2024-04-01T01:00:00Z', '2023-11-05T01:00:00Z', 'SIGNED_OUT');
insert into identity.signing_keys (kid, private_sealed, public_key, created_at, signs_from, signs_until) values
    ('018bb000-0000-7000-8000-0000000000d1', '\x01', '\x02', '2023-10-01T01:00:00Z', '2023-10-02T01:00:00Z', '2023-12-30T01:00:00Z');
insert into identity.activity_days (member, day) values ('018bb000-0000-7000-8000-000000000001', '2023-11-05');
insert into identity.failures (subject, wrong, last_at, blocked_until) values
    ('\x01', 3, '2023-11-05T01:00:00Z', '2023-11-05T01:00:03Z');
