-- One more notice about a meeting.
insert into notices.about_meetings (meeting, notice) values
    ('018bb000-0000-7000-8000-000000000201', '018bb000-0000-7000-8000-000000000104');
