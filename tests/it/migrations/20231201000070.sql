-- Somebody is still found by name.
select id from directory.members where name_folded = 'nguyen thi hoa';
