-- Locks notices.notices for the moment it takes to swap the check; rows are checked without barring writers.
alter table notices.notices
    -- Whom it is for is listed by name, in notices.addressees.
    add column named boolean not null default false,
    -- It is for those of every organisation below as well.
    add column below boolean not null default false;
alter table notices.notices drop constraint notices_addressee;
alter table notices.notices add constraint notices_addressee check (
    num_nonnulls(organization, member) = case when named then 0 else 1 end
    and (organization is not null or not below)
) not valid;
alter table notices.notices validate constraint notices_addressee;
