-- A probation of which no day is left.
delete from directory.classes where class = 'PROBATIONARY' and isempty(during);
