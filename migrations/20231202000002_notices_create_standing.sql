-- Locks nothing: new table. Until when a notice to an organisation is also for whoever joins it.
create table notices.standing (
    notice uuid primary key references notices.notices,
    organization uuid not null references directory.organizations,
    until timestamptz not null
);
create index standing_organization on notices.standing (organization, until, notice);

grant select, insert, update on notices.standing to sotay_app;
