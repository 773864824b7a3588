-- No partition yet, so no row can be written before the next migration.
select 1;
