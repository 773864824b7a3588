-- A session that was ended, an answer that was kept.
insert into access.revocations (session, revoked_at, forget_at) values
    ('018bb000-0000-7000-8000-00000000005e', '2023-11-05T01:00:00Z', '2023-11-05T01:10:00Z');
insert into access.idempotency (caller, key, request_hash, answer, created_at) values
    ('018bb000-0000-7000-8000-000000000001', 'k1', '\x01', '\x02', '2023-11-05T01:00:00Z');
