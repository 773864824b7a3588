-- Somebody whose birth date is written down later, and struck out again.
update directory.members set birth_date = '1999-01-02' where id = '018bb000-0000-7000-8000-000000000002';
update directory.members set birth_date = null where id = '018bb000-0000-7000-8000-000000000002';
