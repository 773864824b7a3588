-- Locks nothing: new function. What an organisation is called on a day; once it has ended, what it was called last.
create function directory.called(organization uuid, day date) returns text
    language sql stable parallel safe
begin atomic
    select n.name
    from directory.organization_names n
    where n.organization = called.organization
    order by n.during @> called.day desc, lower(n.during) desc
    limit 1;
end;
revoke all on function directory.called from public;
grant execute on function directory.called to sotay_app;
