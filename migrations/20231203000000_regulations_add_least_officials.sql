-- Locks nothing: adds a row. How many official members a branch has at least.
insert into regulations.numbers (rule, during, value, source) values
    ('OFFICIAL_LEAST', '[2011-01-19,)', 3, 'Điều lệ Đảng, Điều 24');
