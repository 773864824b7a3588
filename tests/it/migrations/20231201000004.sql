-- Functions hold no rows.
select 1;
