//! An invented roster with the real figures of Đảng bộ huyện Đan Phượng on 05/11/2023, as the two files an import takes.

use super::people::{self, Person};
use super::tree::{self, DISTRICT, Node};
use crate::base::Result;
use anyhow::Context;

/// Members on the rolls.
pub const MEMBERS: usize = 7011;
/// Of them on probation.
pub const PROBATIONARY: usize = 216;

/// The two files.
#[derive(Clone, Debug)]
pub struct Sheets {
    /// `organizations.csv`.
    pub organizations: String,
    /// `members.csv`.
    pub members: String,
}

/// Writes both files; the same each time.
pub fn sheets() -> Result<Sheets> {
    let nodes = tree::nodes();
    Ok(Sheets {
        organizations: organizations(&nodes)?,
        members: members(&nodes)?,
    })
}

fn organizations(nodes: &[Node]) -> Result<String> {
    let mut sheet = csv::Writer::from_writer(Vec::new());
    sheet
        .write_record([
            "code",
            "parent_code",
            "kind",
            "name",
            "from_date",
            "decision_number",
        ])
        .context("organizations.csv")?;
    for node in nodes {
        let parent = node.parent.as_deref().unwrap_or_default();
        sheet
            .write_record([&node.code, parent, node.kind, &node.name, tree::FOUNDED, "QĐ mẫu"])
            .context("organizations.csv")?;
    }
    finished(sheet)
}

fn members(nodes: &[Node]) -> Result<String> {
    let branches: Vec<&Node> = nodes.iter().filter(|node| node.kind == "BRANCH").collect();
    let sizes = sizes(&branches);
    let mut sheet = csv::Writer::from_writer(Vec::new());
    sheet.write_record(people::COLUMNS).context("members.csv")?;
    let mut before = 0;
    for (index, (branch, size)) in branches.iter().zip(sizes).enumerate() {
        let probationary = share(before + size) - share(before);
        for place in 0..size {
            let person = Person {
                number: before + place,
                place,
                official: place + probationary < size,
                roles: roles(branch, place, size),
                branch: &branch.code,
                elsewhere: elsewhere(&branches, index, (before + place, place)),
            };
            sheet.write_record(person.cells()).context("members.csv")?;
        }
        before += size;
    }
    finished(sheet)
}

/// How many of the first `count` members are on probation, so that all together are exactly [`PROBATIONARY`].
fn share(count: usize) -> usize {
    count * PROBATIONARY / MEMBERS
}

/// Members of each branch by its weight; what rounding leaves over goes to the first ones.
fn sizes(branches: &[&Node]) -> Vec<usize> {
    let whole: usize = branches.iter().map(|branch| branch.weight).sum();
    let mut sizes: Vec<usize> = branches
        .iter()
        .map(|branch| MEMBERS * branch.weight / whole)
        .collect();
    let left = MEMBERS - sizes.iter().sum::<usize>();
    for size in sizes.iter_mut().take(left) {
        *size += 1;
    }
    sizes
}

/// Offices in the branch by place on its list, and for a few an office in a committee above.
fn roles(branch: &Node, place: usize, size: usize) -> String {
    let mut roles = Vec::new();
    match place {
        0 => roles.push("SECRETARY".to_owned()),
        1 => roles.push("DEPUTY_SECRETARY".to_owned()),
        // Nine official members or more elect a committee.
        2 | 3 if size >= 12 => roles.push("COMMITTEE_MEMBER".to_owned()),
        _ => {}
    }
    if let Some(committee) = branch.parent.as_deref().filter(|parent| *parent != DISTRICT) {
        match place {
            0 => roles.push(format!("PARTY_COMMITTEE_MEMBER@{committee}")),
            4 if branch.first => roles.push(format!("ORGANISATION_OFFICER@{committee}")),
            5 if branch.first => roles.push(format!("STANDING_COMMITTEE@{committee}")),
            6 if branch.first => roles.push(format!("BRANCH_SUPERVISOR@{}", branch.code)),
            _ => {}
        }
    }
    if branch.leads {
        match place {
            7 | 8 => roles.push(format!("STANDING_COMMITTEE@{DISTRICT}")),
            9 | 10 => roles.push(format!("ORGANISATION_OFFICER@{DISTRICT}")),
            11 => roles.push(format!("SYSTEM_ADMIN@{DISTRICT}")),
            _ => {}
        }
    }
    roles.join(";")
}

/// Five members stay for a time at the next branch on the list, some two in a hundred outside the district.
fn elsewhere<'a>(branches: &[&'a Node], index: usize, (number, place): (usize, usize)) -> Option<&'a str> {
    if index % 64 == 20 && place == people::OFFICERS {
        return branches.get(index + 1).map(|branch| branch.code.as_str());
    }
    people::is_away(number).then_some("OUTSIDE")
}

fn finished(sheet: csv::Writer<Vec<u8>>) -> Result<String> {
    let bytes = sheet.into_inner().map_err(|error| anyhow::anyhow!("{error}"))?;
    Ok(String::from_utf8(bytes).context("a sheet is not UTF-8")?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{HashMap, HashSet};

    fn rows(sheet: &str) -> Vec<HashMap<String, String>> {
        csv::Reader::from_reader(sheet.as_bytes())
            .deserialize()
            .map(|row| row.unwrap())
            .collect()
    }

    fn count(rows: &[HashMap<String, String>], column: &str, value: &str) -> usize {
        rows.iter().filter(|row| row[column] == value).count()
    }

    #[test]
    fn the_tree_has_the_figures_of_the_district() {
        let rows = rows(&sheets().unwrap().organizations);
        let under = |parent: &str, kind: &str| {
            rows.iter()
                .filter(|row| row["parent_code"] == parent && row["kind"] == kind)
                .count()
        };
        assert_eq!(under(DISTRICT, "GRASSROOTS_COMMITTEE"), 22);
        assert_eq!(under(DISTRICT, "BRANCH"), 45);
        assert_eq!(count(&rows, "kind", "INTERMEDIATE_COMMITTEE"), 1);
        assert_eq!(count(&rows, "kind", "BRANCH"), 273 + 45);
        let named = |word: &str| rows.iter().filter(|row| row["name"].starts_with(word)).count();
        assert_eq!(named("Chi bộ thôn ") + named("Chi bộ cụm "), 120);
        assert_eq!(named("Chi bộ tổ dân phố "), 9);
        assert_eq!(named("Đảng bộ xã ") + named("Đảng bộ thị trấn "), 16);
        let codes: HashSet<_> = rows.iter().map(|row| &row["code"]).collect();
        assert_eq!(codes.len(), rows.len());
    }

    #[test]
    fn the_sums_of_members_close() {
        let rows = rows(&sheets().unwrap().members);
        assert_eq!(rows.len(), MEMBERS);
        assert_eq!(count(&rows, "class", "OFFICIAL"), 6795);
        assert_eq!(count(&rows, "class", "PROBATIONARY"), PROBATIONARY);
        assert_eq!(count(&rows, "phone", "NONE"), 60);
        assert_eq!(count(&rows, "phone", "SHARED"), 30);
        let inside = rows
            .iter()
            .filter(|row| !["", "OUTSIDE"].contains(&row["temporary_branch_code"].as_str()))
            .count();
        assert_eq!(inside, 5);
        let idle = rows
            .iter()
            .filter(|row| row["activity"] == "EXEMPT" || !row["temporary_branch_code"].is_empty())
            .count();
        assert!((600..800).contains(&idle), "{idle} exempt or away");
    }

    #[test]
    fn every_branch_can_meet() {
        let rows = rows(&sheets().unwrap().members);
        let mut official: HashMap<&str, usize> = HashMap::new();
        for row in rows.iter().filter(|row| row["class"] == "OFFICIAL") {
            *official.entry(&row["branch_code"]).or_default() += 1;
        }
        assert_eq!(official.len(), 318);
        assert!(official.values().all(|count| *count >= 3));
        assert_eq!(
            rows.iter()
                .filter(|row| row["roles"].split(';').any(|role| role == "SECRETARY"))
                .count(),
            318
        );
    }

    #[test]
    fn no_number_could_be_anybodys() {
        let rows = rows(&sheets().unwrap().members);
        assert!(rows.iter().all(|row| row["citizen_id"].starts_with("999")));
        assert!(
            rows.iter()
                .all(|row| row["phone_number"].is_empty() || row["phone_number"].starts_with("0100"))
        );
        let ids: HashSet<_> = rows.iter().map(|row| &row["citizen_id"]).collect();
        assert_eq!(ids.len(), MEMBERS);
    }
}
