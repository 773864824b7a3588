-- The rows are the migration's own.
select value from regulations.numbers where rule = 'PAPERS_DAYS_BEFORE';
