-- Locks directory.members for a moment: swaps a trigger. A year of birth alone is known of many older members, and missing of nobody.

-- What is doubtful today in each of these organisations by itself. Who was born in a year was born on its first day at
-- the earliest: joining too young by that is too young by any day of the year.
create or replace function directory.findings_of(organizations uuid[], root uuid, below boolean, today date)
    returns table (
        id uuid, kind text, organization uuid, member uuid, others uuid[], elsewhere boolean, due date,
        counted bigint, expected bigint)
    language sql stable
as $$
with scope as materialized (
    select distinct unnest(organizations) as organization
), people as materialized (
    -- The offsets keep the planner from reading the whole nation for one commune.
    select scope.organization, m.*, c.class, probation.months
    from scope
    cross join lateral (
        select s.member
        from directory.memberships s
        where s.organization = scope.organization
          and s.relation = 'HOME'
          and coalesce(s.during @> today, false)
        offset 0
    ) sits
    cross join lateral (
        select m.id, m.name_folded, coalesce(m.birth_date, make_date(m.birth_year, 1, 1)) as born, m.joined_date, m.official_date, m.phone,
               m.citizen_id_lookup, m.card_number_lookup, m.phone_number_lookup
        from directory.members m
        where m.id = sits.member
        offset 0
    ) m
    left join lateral (
        select c.class
        from directory.classes c
        where c.member = m.id
          and c.during @> today
        offset 0
    ) c on true
    left join lateral (
        select n.value as months
        from regulations.numbers n
        where n.rule in ('PROBATION_MONTHS', 'EARLIER_PROBATION_MONTHS')
          and n.during @> m.joined_date
        limit 1
    ) probation on true
), alike as (
    select p.id, p.organization, l.likeness::text as said, o.member as other, o.elsewhere
    from people p
    join directory.likenesses l on l.member = p.id
    cross join lateral (
        select o.member, not exists (
            select
            from access.closure here
            where here.ancestor = root
              and here.descendant = s.organization
              and (here.depth = 0 or below)) as elsewhere
        from directory.likenesses o
        cross join lateral (
            select organization
            from directory.memberships
            where member = o.member
              and relation = 'HOME'
              and coalesce(during @> today, false)
            limit 1
        ) s
        where o.likeness = l.likeness
          and o.member <> p.id
        offset 0
    ) o
), sharing as (
    select p.id, p.organization, encode(p.phone_number_lookup, 'hex') as said, o.id as other, o.elsewhere
    from people p
    cross join lateral (
        select o.id, not exists (
            select
            from access.closure here
            where here.ancestor = root
              and here.descendant = s.organization
              and (here.depth = 0 or below)) as elsewhere
        from directory.members o
        cross join lateral (
            select organization
            from directory.memberships
            where member = o.id
              and relation = 'HOME'
              and coalesce(during @> today, false)
            limit 1
        ) s
        where o.phone_number_lookup = p.phone_number_lookup
          and o.id <> p.id
          and o.name_folded <> p.name_folded
        offset 0
    ) o
    where p.phone = 'OWN'
), own as materialized (
    select p.organization, count(*) as members, count(*) filter (where p.class = 'OFFICIAL') as official
    from people p
    group by p.organization
), sizes as (
    select o.id as organization, coalesce(own.official, 0) as official
    from scope
    join directory.organizations o on o.id = scope.organization and o.kind = 'BRANCH' and o.during @> today
    left join own on own.organization = o.id
), found as (
    select 'MISSING_CITIZEN_ID' as kind, organization, id as member, '' as said, null::uuid[] as others,
           false as elsewhere, null::date as due, null::bigint as counted, null::bigint as expected
    from people
    where citizen_id_lookup is null
    union all
    select 'MISSING_CARD_NUMBER', organization, id, '', null, false, null, null, null
    from people
    where card_number_lookup is null
      and class = 'OFFICIAL'
    union all
    select 'MISSING_BIRTH_DATE', organization, id, '', null, false, null, null, null
    from people
    where born is null
    union all
    select 'MISSING_CLASS', organization, id, '', null, false, null, null, null
    from people
    where class is null
    union all
    select 'BORN_AFTER_JOINING', organization, id, born || '|' || joined_date, null, false, null, null, null
    from people
    where born >= joined_date
    union all
    select 'JOINED_TOO_YOUNG', p.organization, p.id, p.born || '|' || p.joined_date, null, false,
           (p.born + make_interval(years => age.value))::date, null, null
    from people p
    join regulations.numbers age on age.rule = 'JOINING_AGE_YEARS' and age.during @> p.joined_date
    where p.born < p.joined_date
      and p.joined_date < p.born + make_interval(years => age.value)
    union all
    select 'OFFICIAL_TOO_EARLY', organization, id, joined_date || '|' || official_date, null, false,
           (joined_date + make_interval(months => months))::date, null, null
    from people
    where official_date < joined_date + make_interval(months => months)
    union all
    select 'PROBATION_OVERDUE', organization, id, joined_date::text, null, false,
           (joined_date + make_interval(months => months))::date, null, null
    from people
    where class = 'PROBATIONARY'
      and joined_date + make_interval(months => months) < today
    union all
    select 'SAME_PERSON', organization, id, said || string_agg(other::text, '|' order by other),
           array_agg(other order by other) filter (where not elsewhere), bool_or(elsewhere), null, null, null
    from alike
    group by organization, id, said
    union all
    select 'SHARED_PHONE', organization, id, said || string_agg(other::text, '|' order by other),
           array_agg(other order by other) filter (where not elsewhere), bool_or(elsewhere), null, null, null
    from sharing
    group by organization, id, said
    union all
    -- The class still runs, so that the membership in the Party was not ended: only the branch is gone.
    select 'NO_BRANCH', scope.organization, s.member, s.during::text, null, false, upper(s.during), null, null
    from scope
    cross join lateral (
        select s.member, s.during
        from directory.memberships s
        where s.organization = scope.organization
          and s.relation = 'HOME'
          and upper(s.during) <= today
        offset 0
    ) s
    where not exists (
            select
            from directory.memberships later
            where later.member = s.member
              and later.relation = 'HOME'
              and lower(later.during) >= upper(s.during))
      and (
            select count(*) > 0
            from directory.classes c
            where c.member = s.member
              and c.during @> today)
    union all
    select 'BRANCH_TOO_SMALL', s.organization, null, s.official::text, null, false, null, s.official, least.value
    from sizes s
    join regulations.numbers least on least.rule = 'LEAST_OFFICIAL_MEMBERS' and least.during @> today
    where s.official < least.value
)
select md5(concat_ws('|', kind, organization, member, said))::uuid, kind, organization, member,
       coalesce(others, '{}'), elsewhere, due, counted, expected
from found
$$;

drop trigger members_recount on directory.members;
create trigger members_recount
    after update of name, birth_date, birth_year, joined_date, official_date, phone, citizen_id_lookup, card_number_lookup,
        phone_number_lookup
    on directory.members
    for each row when (
        (old.name, old.birth_date, old.birth_year, old.joined_date, old.official_date, old.phone, old.citizen_id_lookup,
            old.card_number_lookup, old.phone_number_lookup)
        is distinct from
        (new.name, new.birth_date, new.birth_year, new.joined_date, new.official_date, new.phone, new.citizen_id_lookup,
            new.card_number_lookup, new.phone_number_lookup))
    execute function directory.note_file();

-- Those of whom the year is known are counted anew.
insert into directory.recounts (due, member)
select '-infinity', id
from directory.members
where birth_year is not null;
