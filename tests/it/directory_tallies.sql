-- Eight communes with thirty branches each, and members with everything that can be doubtful. SEED draws them.
select setseed(SEED);
insert into regulations.numbers (rule, during, value, source)
values ('PROBATION_MONTHS', '[2000-01-01,)', 12, 'test') on conflict do nothing;
create table drawn (id uuid, above uuid, kind text);
insert into drawn
select gen_random_uuid(), 'DISTRICT', 'GRASSROOTS_COMMITTEE' from generate_series(1, 8);
insert into drawn
select gen_random_uuid(), id, 'BRANCH' from drawn, generate_series(1, 30);
insert into directory.organizations (id, kind, during, created_at)
select id, kind, case when random() < 0.1 then daterange('2020-01-01', '2023-12-01') else '[2020-01-01,)' end, now()
from drawn;
insert into directory.organization_names (organization, name, during)
select id, 'Tổ chức ' || row_number() over (), '[2020-01-01,)' from drawn;
insert into directory.organization_edges (child, parent, during)
select d.id, d.above, o.during from drawn d join directory.organizations o using (id)
where random() < 0.95 and not exists (
    select from directory.organizations p where p.id = d.above and not p.during @> o.during);
insert into access.closure (ancestor, descendant, depth)
select id, id, 0 from drawn
union all
select above, id, 1 from drawn
union all
select 'DISTRICT', id, 2 from drawn where kind = 'BRANCH';
create table drawn_members (id uuid, draw double precision, branch uuid);
insert into drawn_members
select gen_random_uuid(), random(), (array(select id from drawn where kind = 'BRANCH'))[1 + floor(random() * 240)::int]
from generate_series(1, 700);
insert into directory.members (
    id, name, given_name, birth_date, joined_date, official_date, phone, phone_number_lookup, citizen_id_lookup,
    card_number_lookup, created_at)
select id, 'Nguyễn Văn ' || given, given, born, joined,
       case when random() < 0.8 then joined + (random() * 600)::int end,
       case when random() < 0.7 then 'OWN' else 'SHARED' end,
       case when random() < 0.7 then sha256(floor(random() * 400)::text::bytea) end,
       case when random() < 0.7 then uuid_send(id) end, case when random() < 0.5 then uuid_send(id) end, now()
from drawn_members
cross join lateral (
    select (array['An', 'Bình', 'Chi', 'Dũng', 'Em'])[1 + floor(random() * 5 + draw * 0)::int] as given,
           case when random() < 0.9 then date '1985-01-01' + (floor(random() * 40 + draw * 0) * 300)::int end as born,
           date '2002-01-01' + (random() * 7900 + draw * 0)::int as joined
) as told;
insert into directory.memberships (id, member, organization, relation, during)
select gen_random_uuid(), id, branch, 'HOME',
       case when random() < 0.8 then daterange('2020-01-01', null)
            when random() < 0.5 then daterange('2020-01-01', '2023-11-20')
            when random() < 0.5 then daterange('2023-11-28', null)
            else daterange('2020-01-01', '2023-10-01') end
from drawn_members;
insert into directory.classes (member, class, during)
select id, case when random() < 0.8 then 'OFFICIAL' else 'PROBATIONARY' end,
       case when random() < 0.8 then daterange('2021-01-01', null) else daterange('2023-11-25', null) end
from drawn_members
where random() < 0.9;
drop table drawn_members, drawn;
