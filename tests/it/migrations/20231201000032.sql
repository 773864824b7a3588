-- Nothing more than what it adds itself.
select 1;
