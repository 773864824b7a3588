//! A row of `members.csv` as it is meant, judged by itself.

use super::reason::Reason;
use super::row::{Row, read_code};
use crate::access::Role;
use crate::base::text;
use crate::directory::logins::{digits, phone_number};
use crate::directory::words::{Activity, Class, Exemption, Gender, Phone};
use chrono::NaiveDate;

/// What `temporary_branch_code` says of a branch outside of what is imported.
const OUTSIDE: &str = "OUTSIDE";

/// A member as a row describes it. Empty cells are `None` and leave what is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Person {
    pub(super) branch_code: String,
    pub(super) name: String,
    pub(super) birth_date: Option<NaiveDate>,
    pub(super) gender: Option<Gender>,
    pub(super) joined_date: NaiveDate,
    pub(super) official_date: Option<NaiveDate>,
    pub(super) card_number: Option<String>,
    pub(super) citizen_id: Option<String>,
    pub(super) phone_number: Option<String>,
    pub(super) phone: Option<Phone>,
    pub(super) class: Class,
    pub(super) activity: Activity,
    pub(super) exemption: Option<Exemption>,
    pub(super) activity_from: Option<NaiveDate>,
    pub(super) stay: Option<Stay>,
    pub(super) roles: Vec<(Role, Option<String>)>,
}

/// A stay elsewhere for a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::directory) struct Stay {
    /// The branch's code; `None` outside of what is imported.
    pub(in crate::directory) code: Option<String>,
    pub(in crate::directory) from: NaiveDate,
}

impl Person {
    /// Reads a row; what is wrong is noted in it. Of a row with faults nothing is used.
    pub(super) fn read(row: &mut Row<'_>, today: NaiveDate) -> Option<Self> {
        let branch_code = row.code("branch_code");
        if row.cell("branch_code").is_empty() {
            row.fault("branch_code", Reason::Missing);
        }
        let name = name(row);
        let joined_date = row.day("joined_date", today);
        if row.cell("joined_date").is_empty() {
            row.fault("joined_date", Reason::Missing);
        }
        let class = row.required_word("class", Class::parse);
        let numbers = numbers(row);
        let person = Self {
            birth_date: row.day("birth_date", today),
            gender: row.word("gender", Gender::parse),
            official_date: row.day("official_date", today),
            phone: row.word("phone", Phone::parse),
            card_number: numbers.card,
            citizen_id: numbers.citizen,
            phone_number: numbers.phone,
            activity: row.word("activity", Activity::parse).unwrap_or(Activity::Active),
            exemption: row.word("exemption", Exemption::parse),
            activity_from: row.day("activity_from", today),
            stay: stay(row, today),
            roles: roles(row),
            branch_code: branch_code?,
            name: name?,
            joined_date: joined_date?,
            class: class?,
        };
        person.find_contradictions(row);
        Some(person)
    }

    /// Cells that are fine alone and wrong together.
    fn find_contradictions(&self, row: &mut Row<'_>) {
        match (self.class, self.official_date) {
            (Class::Official, None) if row.cell("official_date").is_empty() => {
                row.fault("official_date", Reason::Missing);
            }
            (Class::Probationary, Some(_)) => row.fault("official_date", Reason::MustBeEmpty),
            (Class::Official | Class::Probationary, _) => {}
        }
        match (self.activity, self.exemption) {
            (Activity::Exempt, None) if row.cell("exemption").is_empty() => {
                row.fault("exemption", Reason::Missing);
            }
            (Activity::Active | Activity::Suspended | Activity::Detained, Some(_)) => {
                row.fault("exemption", Reason::MustBeEmpty);
            }
            (Activity::Active | Activity::Exempt | Activity::Suspended | Activity::Detained, _) => {}
        }
        if self.activity != Activity::Active && row.cell("activity_from").is_empty() {
            row.fault("activity_from", Reason::Missing);
        }
        let joined = Some(self.joined_date);
        let follows = [
            ("joined_date", self.birth_date, joined),
            ("official_date", joined, self.official_date),
            ("activity_from", joined, self.activity_from),
            ("temporary_from", joined, self.stay.as_ref().map(|stay| stay.from)),
        ];
        for (column, first, then) in follows {
            if matches!((first, then), (Some(first), Some(then)) if then < first) {
                row.fault(column, Reason::TooEarly);
            }
        }
    }
}

struct Numbers {
    card: Option<String>,
    citizen: Option<String>,
    phone: Option<String>,
}

/// The numbers a member is known by; one of the first two has to be there, or nobody could know the row again.
fn numbers(row: &mut Row<'_>) -> Numbers {
    if row.cell("card_number").is_empty() && row.cell("citizen_id").is_empty() {
        row.fault("citizen_id", Reason::Missing);
    }
    let phone = row.cell("phone_number");
    let phone = phone_number(&digits(&phone));
    Numbers {
        card: number(row, "card_number", digits(&row.cell("card_number")), 6..=15),
        citizen: number(row, "citizen_id", digits(&row.cell("citizen_id")), 12..=12),
        phone: number(row, "phone_number", phone, 10..=10),
    }
}

fn number(
    row: &mut Row<'_>,
    column: &'static str,
    number: String,
    lengths: std::ops::RangeInclusive<usize>,
) -> Option<String> {
    if number.is_empty() {
        return None;
    }
    if lengths.contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(number);
    }
    row.fault(column, Reason::NotANumber);
    None
}

fn name(row: &mut Row<'_>) -> Option<String> {
    let name = row.required("name")?;
    if !text::is_name(&name) {
        row.fault("name", Reason::NotAName);
        return None;
    }
    Some(name)
}

fn stay(row: &mut Row<'_>, today: NaiveDate) -> Option<Stay> {
    let from = row.day("temporary_from", today);
    match (row.cell("temporary_branch_code").as_str(), from) {
        ("", None) => None,
        ("", Some(_)) => {
            row.fault("temporary_from", Reason::MustBeEmpty);
            None
        }
        (_, None) => {
            if row.cell("temporary_from").is_empty() {
                row.fault("temporary_from", Reason::Missing);
            }
            None
        }
        (OUTSIDE, Some(from)) => Some(Stay { code: None, from }),
        (_, Some(from)) => row.code("temporary_branch_code").map(|code| Stay {
            code: Some(code),
            from,
        }),
    }
}

fn roles(row: &mut Row<'_>) -> Vec<(Role, Option<String>)> {
    let mut roles = Vec::new();
    for entry in row
        .cell("roles")
        .split(';')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
    {
        match read_role(entry) {
            Ok(role) if roles.contains(&role) => {}
            Ok(role) => roles.push(role),
            Err(reason) => row.fault("roles", reason),
        }
    }
    roles
}

fn read_role(entry: &str) -> Result<(Role, Option<String>), Reason> {
    let (word, code) = match entry.split_once('@') {
        Some((word, code)) => (
            word.trim(),
            Some(read_code(code.trim()).ok_or(Reason::NotANumber)?),
        ),
        None => (entry, None),
    };
    let role = Role::ALL.into_iter().find(|role| role.name() == word);
    role.map(|role| (role, code)).ok_or(Reason::UnknownWord)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::directory::import::File;
    use crate::directory::import::table::Table;

    const HEADER: &str = "branch_code,name,birth_date,joined_date,official_date,citizen_id,card_number,phone_number,\
                          class,activity,exemption,activity_from,temporary_branch_code,temporary_from,roles";

    fn read(row: &str) -> (Option<Person>, Vec<(&'static str, Reason)>) {
        let table = Table::read(File::Members, format!("{HEADER}\n{row}\n").as_bytes()).unwrap();
        let mut row = table.rows().next().unwrap();
        let person = Person::read(&mut row, NaiveDate::from_ymd_opt(2023, 11, 5).unwrap());
        (person, row.faults)
    }

    #[test]
    fn a_plain_row_is_read_with_its_leading_zeros() {
        let (person, faults) = read(
            "01.012.016.000.009,Nguyễn Thị Lan,1970-02-03,1995-05-19,1996-05-19,001900000017,00000017,+84600000017,\
             OFFICIAL,,,,,,SECRETARY; PARTY_COMMITTEE_MEMBER@01.012.016.000.000",
        );
        assert_eq!(faults, []);
        let person = person.unwrap();
        assert_eq!(person.citizen_id.as_deref(), Some("001900000017"));
        assert_eq!(person.card_number.as_deref(), Some("00000017"));
        assert_eq!(person.phone_number.as_deref(), Some("0600000017"));
        assert_eq!(person.phone, None);
        assert_eq!(
            person.roles,
            [
                (Role::Secretary, None),
                (Role::PartyCommitteeMember, Some("01012016000000".to_owned()))
            ]
        );
    }

    #[test]
    fn every_fault_of_a_row_is_found_at_once() {
        let (_, faults) =
            read("1.2,=Lan,1996-01-01,1995-05-19,1994-05-19,1900000017,,123,OFFICIAL,EXEMPT,,,OUTSIDE,,BOSS");
        assert_eq!(
            faults,
            [
                ("branch_code", Reason::NotANumber),
                ("name", Reason::NotAName),
                ("citizen_id", Reason::NotANumber),
                ("phone_number", Reason::NotANumber),
                ("temporary_from", Reason::Missing),
                ("roles", Reason::UnknownWord),
            ]
        );
    }

    #[test]
    fn what_contradicts_itself_is_found() {
        let (_, faults) = read(
            "01.012.016.000.009,Lan,1996-01-01,1995-05-19,1994-05-19,001900000017,,,PROBATIONARY,EXEMPT,,,,2023-01-01,",
        );
        assert_eq!(
            faults,
            [
                ("temporary_from", Reason::MustBeEmpty),
                ("official_date", Reason::MustBeEmpty),
                ("exemption", Reason::Missing),
                ("activity_from", Reason::Missing),
                ("joined_date", Reason::TooEarly),
                ("official_date", Reason::TooEarly),
            ]
        );
    }

    #[test]
    fn a_member_nobody_could_know_again_is_refused() {
        let (_, faults) = read("01.012.016.000.009,Lan,,1995-05-19,,,,,PROBATIONARY,,,,,,");
        assert_eq!(faults, [("citizen_id", Reason::Missing)]);
    }
}
