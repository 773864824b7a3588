update directory.activities
set record = '018bb000-0000-7000-8000-0000000000c1', exemption_reason = 'TREATMENT'
where member = '018bb000-0000-7000-8000-000000000001' and exemption = 'TEMPORARY';
