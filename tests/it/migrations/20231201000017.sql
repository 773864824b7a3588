insert into regulations.holidays (day, name, source) values ('1990-09-02', 'Quốc khánh', 'a sample');
