-- Locks nothing: new schema. Numbers of the domain: dated and sourced.
create schema regulations;
grant usage on schema regulations to sotay_app;

create table regulations.numbers (
    rule text not null,
    during daterange not null,
    value integer not null,
    source text not null check (source <> ''),
    constraint numbers_once exclude using gist (rule with =, during with &&)
);

insert into regulations.numbers (rule, during, value, source) values
    ('LATE_GRACE_MINUTES', '(,)', 15, 'No public source: a default of this product, to be set by the committee in charge'),
    ('SEALING_HOURS', '(,)', 72, 'No public source: a default of this product'),
    ('REGULAR_MINUTES', '[2025-10-28,)', 90, 'HD 42-HD/BTCTW, 28/10/2025'),
    ('COMBINED_MINUTES', '[2025-10-28,)', 120, 'HD 42-HD/BTCTW, 28/10/2025');

grant select on all tables in schema regulations to sotay_app;
