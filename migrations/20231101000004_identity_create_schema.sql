-- Locks nothing: new schema. Accounts, slips, sessions, keys.
create schema identity;
grant usage on schema identity to sotay_app;

create table identity.accounts (
    member uuid primary key references directory.members,
    password_hash text not null,
    first_activated_at timestamptz not null,
    password_set_at timestamptz not null
);

create table identity.activation_codes (
    id uuid primary key,
    member uuid not null references directory.members,
    code_lookup bytea not null,
    issued_by uuid,
    issued_at timestamptz not null,
    expires_at timestamptz not null,
    wrong_tries integer not null default 0,
    used_at timestamptz,
    -- A newer slip kills an older one.
    replaced_at timestamptz
);
create unique index activation_codes_live on identity.activation_codes (member)
    where used_at is null and replaced_at is null;
create index activation_codes_member on identity.activation_codes (member);

create table identity.sessions (
    id uuid primary key,
    member uuid not null references directory.members,
    device_name text not null default '',
    platform text not null default '',
    public_key bytea,
    shared boolean not null default false,
    counter bigint not null default 1,
    -- The access token that belongs to the current counter was seen: the token before it is dead.
    successor_seen boolean not null default false,
    created_at timestamptz not null,
    refreshed_at timestamptz not null,
    expires_at timestamptz not null,
    ended_at timestamptz,
    end_reason text check (end_reason in ('SIGNED_OUT', 'REPLACED_BY_SLIP', 'REPLAYED', 'EXPIRED')),
    constraint sessions_end check ((ended_at is null) = (end_reason is null))
);
create index sessions_member on identity.sessions (member) where ended_at is null;

create table identity.signing_keys (
    kid uuid primary key,
    private_sealed bytea not null,
    public_key bytea not null,
    created_at timestamptz not null,
    signs_from timestamptz not null,
    signs_until timestamptz not null,
    dropped_at timestamptz
);

-- Days on which a member used the app: kept as days, never as an overwritten "last seen".
create table identity.activity_days (
    member uuid not null references directory.members,
    day date not null,
    primary key (member, day)
);

-- Failed sign-ins, so that guessing slows down on every instance alike.
create table identity.failures (
    subject bytea primary key,
    wrong integer not null,
    last_at timestamptz not null,
    blocked_until timestamptz not null
);

grant select, insert, update on all tables in schema identity to sotay_app;
grant delete on identity.failures to sotay_app;
