-- Locks directory.members against writes while its names and birth dates are read once. By which two rosters show one person.
create table directory.likenesses (
    member uuid primary key references directory.members,
    -- Of the name without marks and the day of birth.
    likeness uuid not null
);
create index likenesses_likeness on directory.likenesses (likeness);
grant select, insert, update, delete on directory.likenesses to sotay_app;

create function directory.likeness(name_folded text, birth_date date) returns uuid
    language sql immutable strict parallel safe
    return md5(name_folded || '|' || (birth_date - date '1900-01-01'))::uuid;

create function directory.note_likenesses() returns trigger language plpgsql as $$
begin
    insert into directory.likenesses (member, likeness)
    select id, directory.likeness(name_folded, birth_date)
    from arrived
    where birth_date is not null;
    return null;
end
$$;

create function directory.note_likeness() returns trigger language plpgsql as $$
begin
    delete from directory.likenesses where member = new.id and new.birth_date is null;
    insert into directory.likenesses (member, likeness)
    select new.id, directory.likeness(new.name_folded, new.birth_date)
    where new.birth_date is not null
    on conflict (member) do update set likeness = excluded.likeness;
    return null;
end
$$;

create trigger members_likenesses_arrive
    after insert on directory.members
    referencing new table as arrived
    for each statement execute function directory.note_likenesses();

create trigger members_likeness_changes
    after update of name, birth_date on directory.members
    for each row when ((old.name, old.birth_date) is distinct from (new.name, new.birth_date))
    execute function directory.note_likeness();

insert into directory.likenesses (member, likeness)
select id, directory.likeness(name_folded, birth_date)
from directory.members
where birth_date is not null;
