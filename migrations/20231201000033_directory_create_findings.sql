-- Locks directory.organizations and directory.members for a moment each: a new table that points at them. What is doubtful in a roster.

-- Findings that somebody looked at and left as they are. A finding is known by the facts it rests on: when one of them
-- changes it is another finding, which nobody has dismissed.
create table directory.dismissals (
    finding uuid primary key,
    kind text not null,
    organization uuid not null references directory.organizations,
    member uuid references directory.members,
    reason text not null check (reason <> ''),
    dismissed_by uuid not null references directory.members,
    dismissed_at timestamptz not null
);
grant select, insert on directory.dismissals to sotay_app;

-- What is doubtful below an organisation today. `others` are those in the same part of the tree whom a finding is also
-- about; of anybody elsewhere it says that there is somebody, and nothing else.
create function directory.findings_in(root uuid, below boolean, today date)
    returns table (
        id uuid, kind text, organization uuid, member uuid, others uuid[], elsewhere boolean, due date,
        counted bigint, expected bigint)
    language sql stable
as $$
with scope as materialized (
    select c.descendant as organization
    from access.closure c
    where c.ancestor = root
      and (c.depth = 0 or below)
), people as materialized (
    -- The offsets keep the planner from reading the whole nation for one commune.
    select scope.organization, m.*, c.class, probation.months
    from scope
    cross join lateral (
        select s.member
        from directory.memberships s
        where s.organization = scope.organization
          and s.relation = 'HOME'
          and s.during @> today
        offset 0
    ) sits
    cross join lateral (
        select m.id, m.name_folded, m.birth_date, m.joined_date, m.official_date, m.phone,
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
    select p.id, p.organization, l.likeness::text as said, o.member as other, here.id is null as elsewhere
    from people p
    join directory.likenesses l on l.member = p.id
    cross join lateral (
        select o.member
        from directory.likenesses o
        where o.likeness = l.likeness
          and o.member <> p.id
          and exists (
              select
              from directory.memberships s
              where s.member = o.member
                and s.relation = 'HOME'
                and s.during @> today)
        offset 0
    ) o
    left join people here on here.id = o.member
), sharing as (
    select p.id, p.organization, encode(p.phone_number_lookup, 'hex') as said, o.id as other, here.id is null as elsewhere
    from people p
    cross join lateral (
        select o.id
        from directory.members o
        where o.phone_number_lookup = p.phone_number_lookup
          and o.id <> p.id
          and o.name_folded <> p.name_folded
          and exists (
              select
              from directory.memberships s
              where s.member = o.id
                and s.relation = 'HOME'
                and s.during @> today)
        offset 0
    ) o
    left join people here on here.id = o.id
    where p.phone = 'OWN'
), sizes as (
    select o.id as organization, count(p.id) as members, count(*) filter (where p.class = 'OFFICIAL') as official
    from scope
    join directory.organizations o on o.id = scope.organization and o.kind = 'BRANCH' and o.during @> today
    left join people p on p.organization = o.id
    group by o.id
), wholes as (
    select c.ancestor as organization, count(*) as members
    from people p
    join access.closure c on c.descendant = p.organization
    join scope on scope.organization = c.ancestor
    group by c.ancestor
), parts as (
    select scope.organization, coalesce(own.members, 0) + coalesce(sum(w.members), 0) as members
    from scope
    left join (
        select p.organization, count(*) as members
        from people p
        group by p.organization
    ) own on own.organization = scope.organization
    left join directory.organization_edges e on e.parent = scope.organization and e.during @> today
    left join wholes w on w.organization = e.child
    group by scope.organization, own.members
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
    where birth_date is null
    union all
    select 'MISSING_CLASS', organization, id, '', null, false, null, null, null
    from people
    where class is null
    union all
    select 'BORN_AFTER_JOINING', organization, id, birth_date || '|' || joined_date, null, false, null, null, null
    from people
    where birth_date >= joined_date
    union all
    select 'JOINED_TOO_YOUNG', p.organization, p.id, p.birth_date || '|' || p.joined_date, null, false,
           (p.birth_date + make_interval(years => age.value))::date, null, null
    from people p
    join regulations.numbers age on age.rule = 'JOINING_AGE_YEARS' and age.during @> p.joined_date
    where p.birth_date < p.joined_date
      and p.joined_date < p.birth_date + make_interval(years => age.value)
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
      and exists (
            select
            from directory.classes c
            where c.member = s.member
              and c.during @> today)
    union all
    select 'BRANCH_TOO_SMALL', s.organization, null, s.official::text, null, false, null, s.official, least.value
    from sizes s
    join regulations.numbers least on least.rule = 'LEAST_OFFICIAL_MEMBERS' and least.during @> today
    where s.official < least.value
    union all
    select 'PARTS_DIFFER', p.organization, null, p.members || '|' || w.members, null, false, null, p.members, w.members
    from parts p
    join wholes w on w.organization = p.organization
    where below
      and p.members <> w.members
)
select md5(concat_ws('|', kind, organization, member, said))::uuid, kind, organization, member,
       coalesce(others, '{}'), elsewhere, due, counted, expected
from found
$$;
