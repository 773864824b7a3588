-- Locks nothing: rows.
insert into regulations.numbers (rule, during, value, source) values
    ('EARLY_OPENING_HOURS', '(,)', 24, 'No public source: a default of this product'),
    ('LATE_OPENING_HOURS', '(,)', 24, 'No public source: a default of this product'),
    ('FORGOTTEN_CLOSING_HOURS', '(,)', 3, 'No public source: a default of this product'),
    ('RECORD_AFTERWARDS_DAYS', '(,)', 31, 'No public source: a default of this product; a branch meets once a month (Điều lệ Đảng, Điều 24)');
