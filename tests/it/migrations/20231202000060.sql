insert into adoption.reports (id, organization, as_of, issued_by, issued_at, note) values
    ('018bb000-0000-7000-8000-0000000000d1', '018bb000-0000-7000-8000-00000000000a', '2023-10-31',
     '018bb000-0000-7000-8000-000000000001', '2023-11-05T01:00:00Z', 'Báo cáo tháng 10');
insert into adoption.report_lines (report, position, organization, name, counts, withheld) values
    ('018bb000-0000-7000-8000-0000000000d1', 0, '018bb000-0000-7000-8000-00000000000a', 'Đảng bộ huyện Đan Phượng',
     '{2,1,1,1,0,0,0,0,1,0,0,0}', '{ROSTER,OBLIGED}');
