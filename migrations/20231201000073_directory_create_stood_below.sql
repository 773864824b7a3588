-- Locks nothing: a new function. Whether an organisation stood below another, or was it, on a day, as known now.
create function directory.stood_below(organization uuid, root uuid, day date) returns boolean
    language sql stable parallel safe
begin atomic
    with recursive up as (
        select stood_below.organization as id
        union
        select e.parent
        from up
        join directory.organization_edges e on e.child = up.id and e.during @> stood_below.day
        where up.id <> stood_below.root
    )
    select exists (select from up where up.id = stood_below.root);
end;

revoke all on function directory.stood_below from public;
grant execute on function directory.stood_below to sotay_app;
