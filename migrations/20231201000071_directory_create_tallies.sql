-- Locks members, memberships, classes, organizations, dismissals and regulations.numbers for a moment each: adds triggers.
-- What is doubtful is counted branch by branch, so that a province is added up and not looked through. Whatever changes a
-- count leaves a note in the same transaction; the crew reckons those branches anew. Notes are only ever added, so that
-- nobody waits for another who changes the same branch.

-- Members at home in an organisation itself.
create table directory.headcounts (
    organization uuid primary key references directory.organizations,
    members integer not null check (members >= 0),
    official integer not null check (official >= 0),
    probationary integer not null check (probationary >= 0)
);

-- The findings of an organisation itself: those that nobody dismissed, and those that somebody did.
create table directory.tallies (
    organization uuid not null references directory.organizations,
    kind text not null,
    findings uuid[] not null,
    dismissed uuid[] not null,
    primary key (organization, kind)
);
create index tallies_kind on directory.tallies (kind, organization);
create index tallies_findings on directory.tallies using gin (findings);

-- What is to be reckoned anew, from a day on: an organisation; or wherever a member is or was at home, and whoever is
-- like this member or has the same phone; or whoever has this likeness or this phone.
create table directory.recounts (
    id bigint primary key generated always as identity,
    due date not null,
    organization uuid,
    member uuid,
    likeness uuid,
    phone_number_lookup bytea
);
create index recounts_due on directory.recounts (due, id) where organization is null;
create index recounts_due_organization on directory.recounts (due, organization) where organization is not null;

-- When no note was left the last time: what is counted holds as of then.
create table directory.recounted (
    one boolean primary key default true check (one),
    as_of timestamptz not null
);

grant select, insert, update, delete on directory.headcounts, directory.tallies, directory.recounts, directory.recounted
    to sotay_app;


-- Memberships and classes: whose they are, on their first day and after their last. Of a row that goes or changes hands
-- also the organisation it was in.
create function directory.note_standing() returns trigger language plpgsql as $$
begin
    insert into directory.recounts (due, member)
    select distinct turn.day, n.member
    from now_so n
    cross join lateral (values (coalesce(lower(n.during), '-infinity')), (upper(n.during))) as turn (day)
    where turn.day is not null;
    return null;
end
$$;

create function directory.note_former_standing() returns trigger language plpgsql as $$
begin
    insert into directory.recounts (due, member)
    select distinct '-infinity'::date, member
    from once_so;
    return null;
end
$$;

create function directory.note_former_membership() returns trigger language plpgsql as $$
begin
    insert into directory.recounts (due, organization)
    select distinct '-infinity'::date, organization
    from once_so
    where relation = 'HOME';
    insert into directory.recounts (due, member)
    select distinct '-infinity'::date, member
    from once_so
    where relation = 'HOME';
    return null;
end
$$;

create trigger memberships_recount_new after insert on directory.memberships
    referencing new table as now_so for each statement execute function directory.note_standing();
create trigger memberships_recount_changed after update on directory.memberships
    referencing new table as now_so for each statement execute function directory.note_standing();
create trigger memberships_recount_former after update on directory.memberships
    referencing old table as once_so for each statement execute function directory.note_former_membership();
create trigger memberships_recount_gone after delete on directory.memberships
    referencing old table as once_so for each statement execute function directory.note_former_membership();
create trigger classes_recount_new after insert on directory.classes
    referencing new table as now_so for each statement execute function directory.note_standing();
create trigger classes_recount_changed after update on directory.classes
    referencing new table as now_so for each statement execute function directory.note_standing();
create trigger classes_recount_gone after delete on directory.classes
    referencing old table as once_so for each statement execute function directory.note_former_standing();

-- What is on file about a member; whoever was like this one, or had the same phone, no longer is or has.
create function directory.note_file() returns trigger language plpgsql as $$
begin
    insert into directory.recounts (due, member, likeness, phone_number_lookup)
    values ('-infinity', new.id, directory.likeness(old.name_folded, old.birth_date), old.phone_number_lookup);
    return null;
end
$$;

create trigger members_recount
    after update of name, birth_date, joined_date, official_date, phone, citizen_id_lookup, card_number_lookup,
        phone_number_lookup
    on directory.members
    for each row when (
        (old.name, old.birth_date, old.joined_date, old.official_date, old.phone, old.citizen_id_lookup,
            old.card_number_lookup, old.phone_number_lookup)
        is distinct from
        (new.name, new.birth_date, new.joined_date, new.official_date, new.phone, new.citizen_id_lookup,
            new.card_number_lookup, new.phone_number_lookup))
    execute function directory.note_file();

-- A branch counts as one from its first day to its last.
create function directory.note_organizations() returns trigger language plpgsql as $$
begin
    insert into directory.recounts (due, organization)
    select distinct turn.day, n.id
    from now_so n
    cross join lateral (values ('-infinity'::date), (lower(n.during)), (upper(n.during))) as turn (day)
    where turn.day is not null;
    return null;
end
$$;

create trigger organizations_recount_new after insert on directory.organizations
    referencing new table as now_so for each statement execute function directory.note_organizations();
create trigger organizations_recount_changed after update on directory.organizations
    referencing new table as now_so for each statement execute function directory.note_organizations();

create function directory.note_dismissals() returns trigger language plpgsql as $$
begin
    insert into directory.recounts (due, organization)
    select distinct '-infinity'::date, organization
    from now_so;
    return null;
end
$$;

create trigger dismissals_recount after insert on directory.dismissals
    referencing new table as now_so for each statement execute function directory.note_dismissals();

-- A number by which findings are judged concerns every organisation, on the days from and until which it holds.
create function directory.note_numbers() returns trigger language plpgsql as $$
begin
    insert into directory.recounts (due, organization)
    select turn.day, o.id
    from directory.organizations o
    cross join (
        select distinct turn.day
        from now_so n
        cross join lateral (values ('-infinity'::date), (lower(n.during)), (upper(n.during))) as turn (day)
        where n.rule in (
                'PROBATION_MONTHS', 'EARLIER_PROBATION_MONTHS', 'JOINING_AGE_YEARS', 'LEAST_OFFICIAL_MEMBERS')
          and turn.day is not null
    ) turn;
    return null;
end
$$;

create trigger numbers_recount_new after insert on regulations.numbers
    referencing new table as now_so for each statement execute function directory.note_numbers();
create trigger numbers_recount_changed after update on regulations.numbers
    referencing new table as now_so for each statement execute function directory.note_numbers();

-- Everything is counted once.
insert into directory.recounts (due, organization)
select '-infinity', id
from directory.organizations;
