-- A finding that somebody left as it is.
insert into directory.dismissals (finding, kind, organization, member, reason, dismissed_by, dismissed_at) values
    ('018bb000-0000-7000-8000-0000000000d1', 'MISSING_CARD_NUMBER', '018bb000-0000-7000-8000-00000000000b',
     '018bb000-0000-7000-8000-000000000001', 'Đang làm lại thẻ', '018bb000-0000-7000-8000-000000000001',
     '2023-11-05T01:00:00Z');
select * from directory.findings_in('018bb000-0000-7000-8000-00000000000a', true, '2023-11-05');
