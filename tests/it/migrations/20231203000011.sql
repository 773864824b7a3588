-- Somebody of whom the year of birth is known, and what is doubtful about him.
update directory.members set birth_date = null, birth_year = 1950 where id = '018bb000-0000-7000-8000-000000000002';
select * from directory.findings_of('{018bb000-0000-7000-8000-00000000000b}', null, true, '2023-11-05');
