-- Locks directory.organizations for a moment: new tables, filled with a note that everything is still to be counted.
-- Figures of adoption are functions of the day that change in steps. The steps of every organisation, with everything
-- below it, are kept: the figure of a day is a sum, of the nation as of a branch.
create table adoption.steps (
    organization uuid not null references directory.organizations,
    -- The first day on which it holds; '0001-01-01' for what has no beginning.
    day date not null,
    -- Sums of all steps up to a day.
    roster integer not null,
    obliged integer not null,
    issued integer not null,
    activated integer not null,
    phoneless integer not null,
    branches integer not null,
    -- Sums of the steps of the day's own month.
    active integer not null,
    attended integer not null,
    by_app integer not null,
    met integer not null,
    regular integer not null,
    -- Sums of the steps of the day's own quarter.
    thematic integer not null,
    primary key (organization, day)
);

-- What has changed since the steps were counted: rows are added by whoever changes something, in the same transaction,
-- never looked at before, and taken away by whoever counts.
create table adoption.stale (
    id bigint generated always as identity primary key,
    organization uuid not null,
    -- The first day whose figures may differ.
    since date not null
);

insert into adoption.stale (organization, since)
select id, '0001-01-01' from directory.organizations;

grant select, insert, delete on adoption.steps, adoption.stale to sotay_app;
