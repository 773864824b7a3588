-- Locks nothing. The function answers.
select * from attendance.attended('018bb000-0000-7000-8000-000000000201');
