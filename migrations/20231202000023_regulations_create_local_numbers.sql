-- Locks nothing: new table. Numbers that an organisation sets for itself and for those below: the nearest one holds.
create table regulations.local_numbers (
    organization uuid not null,
    rule text not null,
    during daterange not null check (not isempty(during)),
    value integer not null check (value >= 0),
    source text not null check (source <> ''),
    set_by uuid not null,
    set_at timestamptz not null,
    constraint local_numbers_once exclude using gist (organization with =, rule with =, during with &&)
);
grant select, insert, update, delete on regulations.local_numbers to sotay_app;
