-- Locks nothing: a new table.
-- Organisations whose parts do not make the whole, as they were found by the last look at the whole tree. Of a nation
-- that takes longer than anybody waits for an answer.
create table directory.differing (
    organization uuid primary key,
    -- Members at home in its parts, added up.
    counted bigint not null,
    -- Members at home in the whole.
    expected bigint not null,
    finding uuid not null
);

grant select, insert, delete on directory.differing to sotay_app;
