-- A committee has set nothing of its own by then.
select 1 / count(*) from regulations.numbers where rule = 'OFFICIAL_LEAST' and value = 3;
