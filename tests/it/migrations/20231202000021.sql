-- A function keeps no rows.
select member from meetings.audience('018bb000-0000-7000-8000-000000000201', '2023-11-05');
