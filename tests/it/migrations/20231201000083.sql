-- A branch is called by the name it has.
select directory.called('018bb000-0000-7000-8000-00000000000b', '2023-11-05');
