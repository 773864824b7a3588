//! The people of the tests: a district with one commune, two village branches and the office of those who serve all.
//! They come to the house as everybody does, by an import.

/// The day on which every test begins: 5 November 2023, eight in the morning in Vietnam.
pub(crate) const MORNING: &str = "2023-11-05T01:00:00Z";

pub(crate) const DISTRICT: &str = "01012000000000";
pub(crate) const COMMUNE: &str = "01012016000000";
pub(crate) const EAST: &str = "01012016000001";
pub(crate) const WEST: &str = "01012016000002";

pub(crate) const ORGANIZATIONS: &str = "\
code,parent_code,kind,name,from_date
01.012.000.000.000,,DISTRICT,Đảng bộ huyện Đan Phượng,2020-01-01
01.012.016.000.000,01.012.000.000.000,GRASSROOTS_COMMITTEE,Đảng bộ xã Song Phượng,2020-01-01
01.012.016.000.001,01.012.016.000.000,BRANCH,Chi bộ thôn Đông,2020-01-01
01.012.016.000.002,01.012.016.000.000,BRANCH,Chi bộ thôn Tây,2020-01-01
01.012.016.000.003,01.012.016.000.000,BRANCH,Chi bộ cơ quan,2020-01-01
";

pub(crate) const MEMBERS: &str = "\
branch_code,name,joined_date,official_date,citizen_id,phone_number,phone,class,activity,exemption,activity_from,\
temporary_branch_code,temporary_from,roles
01.012.016.000.001,Nguyễn Thị Hoa,2001-02-03,2002-02-03,001170000001,,OWN,OFFICIAL,,,,,,SECRETARY
01.012.016.000.001,Trần Văn Minh,2005-05-19,2006-05-19,001070000002,,OWN,OFFICIAL,,,,,,DEPUTY_SECRETARY
01.012.016.000.001,Nguyễn Thị Lan,2015-09-02,2016-09-02,001190000003,0900000003,OWN,OFFICIAL,,,,,,
01.012.016.000.001,Lê Văn Bình,2023-03-26,,001099000004,,OWN,PROBATIONARY,,,,,,
01.012.016.000.001,Phạm Thị Cúc,1970-01-06,1971-01-06,001145000005,,NONE,OFFICIAL,EXEMPT,AGE_AND_HEALTH,2022-01-01,,,
01.012.016.000.001,Đỗ Văn Dũng,2012-12-22,2013-12-22,001088000006,,OWN,OFFICIAL,,,,OUTSIDE,2023-06-01,
01.012.016.000.002,Đặng Thị Én,2010-07-27,2011-07-27,001187000007,,OWN,OFFICIAL,,,,01.012.016.000.001,2023-06-01,
01.012.016.000.002,Hoàng Thị Hạnh,2000-10-10,2001-10-10,001172000008,,OWN,OFFICIAL,,,,,,SECRETARY
01.012.016.000.002,Vũ Văn Giang,2018-02-03,2019-02-03,001093000009,,OWN,OFFICIAL,,,,,,
01.012.016.000.003,Quách Thị Mai,2008-04-30,2009-04-30,001183000010,,OWN,OFFICIAL,,,,,,SYSTEM_ADMIN@01.012.000.000.000
01.012.016.000.003,Ngô Văn Sơn,2004-08-19,2005-08-19,001080000011,,OWN,OFFICIAL,,,,,,ORGANISATION_OFFICER@01.012.016.000.000
01.012.016.000.003,Bùi Thị Thu,1999-02-03,2000-02-03,001175000012,,OWN,OFFICIAL,,,,,,STANDING_COMMITTEE@01.012.000.000.000
";

/// Each person's citizen id, which is also the login.
pub(crate) mod login {
    pub(crate) const HOA: &str = "001170000001";
    pub(crate) const LAN: &str = "001190000003";
    pub(crate) const BINH: &str = "001099000004";
    pub(crate) const EN: &str = "001187000007";
    pub(crate) const HANH: &str = "001172000008";
    pub(crate) const GIANG: &str = "001093000009";
    pub(crate) const MAI: &str = "001183000010";
    pub(crate) const THU: &str = "001175000012";
}
