-- Locks nothing: rows.
insert into regulations.numbers (rule, during, value, source) values
    ('JOINING_AGE_YEARS', '(,)', 18, 'Điều lệ Đảng (Đại hội XI thông qua ngày 19/01/2011), Điều 1: từ mười tám tuổi trở lên'),
    ('LEAST_OFFICIAL_MEMBERS', '(,)', 3, 'Điều lệ Đảng (Đại hội XI thông qua ngày 19/01/2011), Điều 21: có từ ba đảng viên chính thức trở lên');
