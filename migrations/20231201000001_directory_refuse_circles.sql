-- Locks directory.organization_edges for a moment: adds triggers. No organisation stands under itself on any day.
-- Whoever changes the tree waits for whoever is changing it, so that two halves of a circle cannot be written at once.
create function directory.lock_tree() returns void
    language sql
    return pg_advisory_xact_lock(hashtextextended('directory.tree', 0));
revoke all on function directory.lock_tree from public;
grant execute on function directory.lock_tree to sotay_app;

create function directory.refuse_circles() returns trigger
    language plpgsql
as $$
begin
    perform directory.lock_tree();
    -- Upward from the parent, on the days that are left at each step.
    if exists (
        with recursive above as (
            select new.parent as organization, new.during as during
            union
            select e.parent, e.during * a.during
            from above a
            join directory.organization_edges e on e.child = a.organization and e.during && a.during
        )
        select from above where organization = new.child
    ) then
        raise exception 'organisation % would stand under itself', new.child
            using errcode = 'check_violation', constraint = 'organization_edges_no_circle';
    end if;
    return null;
end
$$;
create constraint trigger organization_edges_no_circle
    after insert or update on directory.organization_edges
    for each row execute function directory.refuse_circles();
