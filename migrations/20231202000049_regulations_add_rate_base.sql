-- Locks nothing: rows.
-- 1: who has to come, and of the exempt and those away whoever came; 2: the same less who is absent with a reason.
insert into regulations.numbers (rule, during, value, source) values
    ('RATE_BASE', '(,)', 1, 'HD 12-HD/BTCTW, 06/7/2018, and HD 42-HD/BTCTW, 28/10/2025: the share of members attending; the exempt are left out (Điều lệ Đảng, miễn sinh hoạt). Forms that also leave excused members out set 2');
