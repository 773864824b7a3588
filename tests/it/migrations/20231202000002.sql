-- A call that whoever joins the branch sees too, until the meeting.
insert into notices.standing (notice, organization, until) values
    ('018bb000-0000-7000-8000-000000000101', '018bb000-0000-7000-8000-00000000000b', '2023-11-30T12:30:00Z');
