-- The function answers over the rows there are.
select * from directory.findings_in('018bb000-0000-7000-8000-00000000000a', true, '2023-11-05');
