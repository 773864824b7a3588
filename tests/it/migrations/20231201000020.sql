-- One member whose year of birth alone is known.
update directory.members
set birth_year = 1948
where id = '018bb000-0000-7000-8000-000000000001';
