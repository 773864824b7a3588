-- A branch below its committee, and not the other way round.
select directory.stood_below('018bb000-0000-7000-8000-00000000000b', '018bb000-0000-7000-8000-00000000000a', '2023-11-05'),
       directory.stood_below('018bb000-0000-7000-8000-00000000000a', '018bb000-0000-7000-8000-00000000000b', '2023-11-05');
