-- The newest meetings of all.
select id from meetings.meetings order by starts_at desc, id desc limit 10;
