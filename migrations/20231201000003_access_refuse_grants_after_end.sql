-- Locks access.grants for a moment: adds a trigger. Nobody holds a role on an organisation that has ended.
create function access.refuse_grants_after_end() returns trigger
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
            using errcode = 'check_violation', constraint = 'grants_before_end';
    end if;
    return null;
end
$$;
create constraint trigger grants_before_end
    after insert or update on access.grants
    for each row execute function access.refuse_grants_after_end();
