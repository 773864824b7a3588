-- Numbers stand in rows.
select 1;
