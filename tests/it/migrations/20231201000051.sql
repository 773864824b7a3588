-- The rows that stand before stay as they are.
select 1;
