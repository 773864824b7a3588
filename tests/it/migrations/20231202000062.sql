-- A day of use leaves a note.
insert into identity.activity_days (member, day) values ('018bb000-0000-7000-8000-000000000002', '2023-10-04');
