-- Locks organisations, edges and memberships for a moment: adds triggers. Nothing hangs on an organisation outside its days.
create function directory.refuse_edges_outside_existence() returns trigger
    language plpgsql
as $$
begin
    if exists (
        select
        from directory.organizations o
        where o.id in (new.child, new.parent)
          and not o.during @> new.during
    ) then
        raise exception 'an edge of % outlasts an organisation', new.child
            using errcode = 'check_violation', constraint = 'organization_edges_within_existence';
    end if;
    return null;
end
$$;
create constraint trigger organization_edges_within_existence
    after insert or update on directory.organization_edges
    for each row execute function directory.refuse_edges_outside_existence();

create function directory.refuse_ends_that_leave_something() returns trigger
    language plpgsql
as $$
begin
    if exists (
        select
        from directory.organization_edges e
        where (e.child = new.id or e.parent = new.id)
          and not new.during @> e.during
    ) then
        raise exception 'organisation % would end before its edges', new.id
            using errcode = 'check_violation', constraint = 'organizations_hold_their_edges';
    end if;
    return null;
end
$$;
create constraint trigger organizations_hold_their_edges
    after update of during on directory.organizations
    for each row execute function directory.refuse_ends_that_leave_something();

-- The foreign key has waited for whoever is ending the organisation before this looks.
create function directory.refuse_memberships_after_end() returns trigger
    language plpgsql
as $$
begin
    if exists (
        select
        from directory.organizations o
        where o.id = new.organization
          and upper(o.during) <= lower(new.during)
    ) then
        raise exception 'organisation % has ended', new.organization
            using errcode = 'check_violation', constraint = 'memberships_before_end';
    end if;
    return null;
end
$$;
create constraint trigger memberships_before_end
    after insert or update on directory.memberships
    for each row execute function directory.refuse_memberships_after_end();
