-- Some notes about members become notes about wherever they are or were at home, and wherever somebody is who is like
-- them or shares a phone with them, now or until the change.
with taken as (
    delete from directory.recounts
    where id in (
        select id
        from directory.recounts
        where organization is null
          and due <= $1::date
        order by due, id
        limit $2)
    returning member, likeness, phone_number_lookup
), likenesses as (
    select l.likeness
    from taken t
    join directory.likenesses l on l.member = t.member
    union
    select likeness
    from taken
    where likeness is not null
), phones as (
    select m.phone_number_lookup
    from taken t
    join directory.members m on m.id = t.member
    where m.phone_number_lookup is not null
    union
    select phone_number_lookup
    from taken
    where phone_number_lookup is not null
), concerned as (
    select member
    from taken
    where member is not null
    union
    select o.member
    from likenesses l
    join directory.likenesses o on o.likeness = l.likeness
    union
    select o.id
    from phones p
    join directory.members o on o.phone_number_lookup = p.phone_number_lookup
)
insert into directory.recounts (due, organization)
select distinct $1, s.organization
from concerned
cross join lateral (
    select organization
    from directory.memberships
    where member = concerned.member
      and relation = 'HOME'
    offset 0
) s
