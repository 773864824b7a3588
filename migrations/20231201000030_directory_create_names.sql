-- Locks directory.members against writes while its names are read once. Each name once, for search; each word, for typing errors.

-- The words of a folded name; those of the given name, which stands last, weigh A.
create function directory.name_words(folded text) returns tsvector
    language sql immutable strict parallel safe
    return setweight(
               to_tsvector('pg_catalog.simple'::regconfig, translate(regexp_replace(folded, '^.*\s', ''), '''’.-', '    ')),
               'A')
           || to_tsvector('pg_catalog.simple'::regconfig, translate(folded, '''’.-', '    '));

-- A word and what is left of it when one letter is missing: two words that one error makes equal share one of these.
create function directory.word_keys(word text) returns text[]
    language sql immutable strict parallel safe
    return (
        select array_agg(distinct left(word, place - 1) || substr(word, place + 1)) || word
        from generate_series(1, length(word)) place);

-- Names as they are borne by anybody, so that a search looks at each once and not at everybody called Nguyễn Văn An.
-- A name that nobody bears any more stays, and leads to nobody.
create table directory.names (
    name text primary key,
    given_name text not null,
    words tsvector not null
);
create index names_words on directory.names using gin (words);
create index names_given_name on directory.names (given_name collate "vi-x-icu", name collate "vi-x-icu");

create table directory.name_parts (
    word text primary key,
    keys text[] not null generated always as (directory.word_keys(word)) stored
);
create index name_parts_keys on directory.name_parts using gin (keys);

grant select, insert on directory.names, directory.name_parts to sotay_app;

create function directory.learn_names() returns trigger language plpgsql as $$
begin
    with fresh as (
        insert into directory.names (name, given_name, words)
        select distinct on (name) name, given_name, directory.name_words(name_folded)
        from arrived
        order by name
        on conflict do nothing
        returning words
    )
    insert into directory.name_parts (word)
    select distinct lexeme from fresh, unnest(fresh.words) order by lexeme
    on conflict do nothing;
    return null;
end
$$;

create function directory.learn_name() returns trigger language plpgsql as $$
begin
    insert into directory.names (name, given_name, words)
    values (new.name, new.given_name, directory.name_words(new.name_folded))
    on conflict do nothing;
    insert into directory.name_parts (word)
    select lexeme from unnest(directory.name_words(new.name_folded)) order by lexeme
    on conflict do nothing;
    return null;
end
$$;

create trigger members_names_arrive
    after insert on directory.members
    referencing new table as arrived
    for each statement execute function directory.learn_names();

create trigger members_name_changes
    after update of name on directory.members
    for each row when (old.name is distinct from new.name)
    execute function directory.learn_name();

insert into directory.names (name, given_name, words)
select distinct on (name) name, given_name, directory.name_words(name_folded)
from directory.members
order by name;

insert into directory.name_parts (word)
select distinct lexeme
from directory.names, unnest(words)
order by lexeme;
