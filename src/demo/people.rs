//! Invented people: plausible names, impossible numbers.

use super::draw::per_mille;

/// The header of `members.csv`.
pub(super) const COLUMNS: [&str; 17] = [
    "branch_code",
    "name",
    "birth_date",
    "gender",
    "joined_date",
    "official_date",
    "card_number",
    "citizen_id",
    "phone_number",
    "phone",
    "class",
    "activity",
    "exemption",
    "activity_from",
    "temporary_branch_code",
    "temporary_from",
    "roles",
];

const FAMILY: [&str; 20] = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý",
    "Đinh", "Trịnh", "Tạ", "Đào", "Đoàn", "Chu",
];
const MIDDLE_OF_MEN: [&str; 10] = [
    "Văn", "Đức", "Hữu", "Xuân", "Quang", "Đình", "Công", "Ngọc", "Minh", "Trọng",
];
const MIDDLE_OF_WOMEN: [&str; 8] = [
    "Thị",
    "Thị Thu",
    "Thị Ngọc",
    "Thị Kim",
    "Thị Minh",
    "Thanh",
    "Thuỳ",
    "Thị Bích",
];
const MEN: [&str; 24] = [
    "An", "Bình", "Chiến", "Cường", "Dũng", "Đạt", "Giang", "Hải", "Hiếu", "Hòa", "Hùng", "Khánh", "Lâm",
    "Long", "Mạnh", "Nam", "Phong", "Phúc", "Quân", "Sơn", "Thắng", "Toàn", "Tuấn", "Việt",
];
const WOMEN: [&str; 24] = [
    "Anh",
    "Ánh",
    "Châu",
    "Chi",
    "Dung",
    "Hà",
    "Hạnh",
    "Hằng",
    "Hiền",
    "Hoa",
    "Hồng",
    "Hương",
    "Lan",
    "Liên",
    "Linh",
    "Mai",
    "Nga",
    "Nguyệt",
    "Nhung",
    "Phượng",
    "Thảo",
    "Thủy",
    "Trang",
    "Yến",
];

/// Officers stand first on a branch's list and are neither exempt nor away.
pub(super) const OFFICERS: usize = 12;

/// The last year in which somebody joined who is official on 05/11/2023.
const LAST_JOINED: u64 = 2021;

/// One row of `members.csv`.
pub(super) struct Person<'a> {
    /// Counted over the whole district.
    pub(super) number: usize,
    /// Counted in the branch.
    pub(super) place: usize,
    pub(super) official: bool,
    pub(super) roles: String,
    pub(super) branch: &'a str,
    pub(super) elsewhere: Option<&'a str>,
}

/// Whether a member stays outside the district for a time.
pub(super) fn is_away(number: usize) -> bool {
    number % 61 == 40
}

impl Person<'_> {
    /// The cells in the order of [`COLUMNS`].
    pub(super) fn cells(&self) -> [String; 17] {
        let woman = self.draw("woman") < 380;
        let born = self.year_of_birth();
        let (month, day) = (self.draw("month") % 12 + 1, self.draw("day") % 28 + 1);
        let joined = if self.official {
            (born + 21 + self.draw("joined") % 9).min(LAST_JOINED)
        } else {
            2023
        };
        let exempt = self.is_exempt(born);
        let (phone, phone_number) = self.phone();
        let away = self.elsewhere.filter(|_| !exempt && self.can_be_idle());
        [
            self.branch.to_owned(),
            self.name(woman),
            format!("{born}-{month:02}-{day:02}"),
            if woman { "FEMALE" } else { "MALE" }.to_owned(),
            format!("{joined}-{:02}-{day:02}", month.min(10)),
            if self.official {
                format!("{}-{:02}-{day:02}", joined + 1, month.min(10))
            } else {
                String::new()
            },
            if self.official {
                format!("99{:06}", self.number + 1)
            } else {
                String::new()
            },
            format!("999{:09}", self.number + 1),
            phone_number,
            phone.to_owned(),
            if self.official { "OFFICIAL" } else { "PROBATIONARY" }.to_owned(),
            if exempt { "EXEMPT" } else { "ACTIVE" }.to_owned(),
            if exempt { "AGE_AND_HEALTH" } else { "" }.to_owned(),
            if exempt { "2022-01-01" } else { "" }.to_owned(),
            away.unwrap_or_default().to_owned(),
            if away.is_some() { "2023-09-01" } else { "" }.to_owned(),
            self.roles.clone(),
        ]
    }

    fn draw(&self, what: &str) -> u64 {
        per_mille(what, &[u64::try_from(self.number).unwrap_or_default()])
    }

    fn pick(&self, what: &str, from: &[&'static str]) -> &'static str {
        let index = usize::try_from(self.draw(what)).unwrap_or_default();
        from.get(index % from.len()).copied().unwrap_or_default()
    }

    fn name(&self, woman: bool) -> String {
        let (middle, given) = if woman {
            (self.pick("middle", &MIDDLE_OF_WOMEN), self.pick("given", &WOMEN))
        } else {
            (self.pick("middle", &MIDDLE_OF_MEN), self.pick("given", &MEN))
        };
        format!("{} {middle} {given}", self.pick("family", &FAMILY))
    }

    fn year_of_birth(&self) -> u64 {
        if self.official {
            1937 + self.draw("born") % 60
        } else {
            1985 + self.draw("born") % 18
        }
    }

    fn can_be_idle(&self) -> bool {
        self.place >= OFFICERS && self.official
    }

    /// Old age and weak health, from 70 on.
    fn is_exempt(&self, born: u64) -> bool {
        self.can_be_idle() && self.elsewhere.is_none() && born < 1954 && self.draw("weak") < 850
    }

    /// Sixty have no phone; fifteen couples share one, neighbours on the list.
    fn phone(&self) -> (&'static str, String) {
        match self.number % 233 {
            100 | 101 if self.number < 233 * 15 => {
                ("SHARED", format!("0100{:06}", self.number / 233 + 900_000))
            }
            60 | 120 if self.number < 233 * 30 => ("NONE", String::new()),
            _ => ("OWN", format!("0100{:06}", self.number + 1)),
        }
    }
}
