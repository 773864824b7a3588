insert into adoption.steps (organization, day, roster, obliged, issued, activated, phoneless, branches, active, attended,
    by_app, met, regular, thematic, regular_afterwards, thematic_afterwards) values
    ('018bb000-0000-7000-8000-00000000000b', '2023-11-04', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0);
