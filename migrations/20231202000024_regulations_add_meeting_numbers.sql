-- Locks nothing: adds rows. What the rules say of calling a meeting, and of how many are needed.
insert into regulations.numbers (rule, during, value, source) values
    ('PAPERS_DAYS_BEFORE', '[2018-07-06,2025-10-28)', 1, 'HD 12-HD/BTCTW, 06/7/2018'),
    ('PAPERS_DAYS_BEFORE', '[2025-10-28,)', 1, 'HD 42-HD/BTCTW, 28/10/2025'),
    ('NOTICE_DAYS_BEFORE', '(,)', 2, 'No public source: a default of this product, to be set by the committee in charge'),
    ('AGENDA_OVERRUN_MINUTES', '(,)', 0, 'No public source: a default of this product'),
    ('REGULAR_PER_MONTH', '[2011-01-19,)', 1, 'Điều lệ Đảng, Điều 24'),
    ('COMMITTEE_PER_MONTH', '[2011-01-19,)', 1, 'Điều lệ Đảng, Điều 24'),
    ('COMMITTEE_FROM_OFFICIAL', '[2011-01-19,)', 9, 'Điều lệ Đảng, Điều 24'),
    ('THEMATIC_PER_QUARTER', '[2018-07-06,2025-10-28)', 1, 'HD 12-HD/BTCTW, 06/7/2018'),
    ('THEMATIC_PER_QUARTER', '[2025-10-28,)', 1, 'HD 42-HD/BTCTW, 28/10/2025'),
    ('THEMATIC_JOINS_REGULAR_ONLY', '[2025-10-28,)', 1, 'HD 42-HD/BTCTW, 28/10/2025'),
    ('COMMITTEE_MEETS_BEFORE', '[2018-07-06,2025-10-28)', 1, 'HD 12-HD/BTCTW, 06/7/2018'),
    ('COMMITTEE_MEETS_BEFORE', '[2025-10-28,)', 1, 'HD 42-HD/BTCTW, 28/10/2025'),
    ('MAJORITY_PERCENT', '[2021-07-30,2026-07-26)', 50, 'QĐ 24-QĐ/TW, 30/7/2021, 9.3.2'),
    ('MAJORITY_PERCENT', '[2026-07-26,)', 50, 'QĐ 208-QĐ/TW, 26/7/2026'),
    ('FORECAST_MEETINGS', '(,)', 12, 'No public source: a default of this product');
