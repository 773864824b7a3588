-- Locks directory.members for a moment: a column without a default changes no row.
-- Lists of older members often know the year of birth alone. Once the day is known, the year follows from it.
alter table directory.members
    add column birth_year smallint,
    add constraint members_birth_year
        check (birth_year is null or (birth_date is null and birth_year between 1880 and 2100)) not valid;
