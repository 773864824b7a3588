-- What is doubtful in a branch, and below the committee above it.
select * from directory.findings_of('{018bb000-0000-7000-8000-00000000000b}', null, true, '2023-11-05');
select * from directory.findings_in('018bb000-0000-7000-8000-00000000000a', true, '2023-11-05');
