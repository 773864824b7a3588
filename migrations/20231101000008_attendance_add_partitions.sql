-- Locks nothing that is in use: a partition a year for the roster and the events. The worker adds the years to come.
create function attendance.add_partitions(year integer) returns void
    language plpgsql security definer
    set search_path = pg_catalog, pg_temp
as $$
begin
    if year not between 2000 and 9000 then
        raise exception 'no partitions for the year %', year;
    end if;
    execute format('create table if not exists meetings.roster_y%s partition of meetings.roster for values from (%L) to (%L)',
        year, meetings.first_id_of(year), meetings.first_id_of(year + 1));
    execute format('create table if not exists attendance.events_y%s partition of attendance.events for values from (%L) to (%L)',
        year, meetings.first_id_of(year), meetings.first_id_of(year + 1));
end
$$;
revoke all on function attendance.add_partitions from public;
grant execute on function attendance.add_partitions to sotay_app;

select attendance.add_partitions(year) from generate_series(2021, 2030) as year;
