-- A span goes with its membership.
select 1;
