insert into regulations.numbers (rule, during, value, source) values
    ('SAMPLE', '[2023-01-01,2024-01-01)', 1, 'a sample');
