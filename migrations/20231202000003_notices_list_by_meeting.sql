-- Locks nothing: new table, filled from rows that are only read. Which notices there are about a meeting.
create table notices.about_meetings (
    meeting uuid not null,
    notice uuid not null references notices.notices,
    primary key (meeting, notice)
);
grant select, insert on notices.about_meetings to sotay_app;

insert into notices.about_meetings (meeting, notice)
select meeting, id
from notices.notices
where meeting is not null;
