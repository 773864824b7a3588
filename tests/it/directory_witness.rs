//! Somebody who asks the house about the district, and compares what it says with what its dated rows say.

use chrono::{Days, NaiveDate, TimeDelta};
use serde_json::{Value, json};
use sotay::base::Id;
use std::collections::{BTreeMap, BTreeSet};

use crate::directory_rows::Rows;
use crate::directory_walks::Walk;
use crate::support::people::Person;

/// So many organisations and days are asked about after each step; all of them once the walk is over.
const ASKED: usize = 2;

/// What was answered about a day that is over, by call, organisation and day.
pub(crate) type Memory = BTreeMap<(&'static str, Id, NaiveDate), Value>;

/// Compares what the house says with what the rows say: the whole projection, and some organisations on some days.
pub(crate) async fn looks_around(walk: &mut Walk, memory: &mut Memory, place: usize) -> Result<(), String> {
    let (rows, today) = (Rows::read(&mut walk.owner).await, walk.today());
    same("closure", &closure(walk).await, &rows.closure(today))?;
    let all: Vec<Id> = rows.organizations.keys().copied().collect();
    for asked in 0..ASKED {
        let organization = all[(place * ASKED + asked) * 7 % all.len()];
        let day = today - Days::new(3) + Days::new(u64::try_from((place + asked) % 6).unwrap());
        let told = tells_of(walk, &rows, organization, day).await;
        told.map_err(|why| format!("{organization} on {day}: {why}"))?;
        if day < today {
            for call in CALLS {
                memory.insert(
                    (call, organization, day),
                    answer(walk.mai(), call, organization, day).await,
                );
            }
        }
        for person in walk.people.iter().skip(1) {
            let there = is_there(person, organization).await;
            same(
                "reach",
                &there,
                &rows.is_there_for(person.id, organization, today),
            )?;
        }
    }
    meetings_follow(walk, &rows).await
}

/// One organisation: as it is, as it was on a day, what hung under it, who sat there, who held which post.
async fn tells_of(walk: &Walk, rows: &Rows, organization: Id, day: NaiveDate) -> Result<(), String> {
    let (mai, today) = (walk.mai(), walk.today());
    for asked in [None, Some(day)] {
        let request = match asked {
            Some(day) => json!({"organization": organization, "asOf": day}),
            None => json!({"organization": organization}),
        };
        let told = mai.call::<_, Value>("GetOrganization", &request).await;
        let told = told
            .map(|told| without_codes(&told))
            .map_err(|problem| problem.code);
        let known = rows
            .organization(organization, asked, today)
            .ok_or_else(|| "NOT_FOUND".to_owned());
        same("GetOrganization", &told, &known)?;
    }
    let on_day = |call| answer(mai, call, organization, day);
    same(
        "ListOrganizations",
        &ids(&on_day("ListOrganizations").await),
        &rows.children(organization, day),
    )?;
    same(
        "ListGrants",
        &ids(&on_day("ListGrants").await),
        &rows.grants_on(organization, day),
    )?;
    let listed = on_day("ListMembers").await;
    same("ListMembers", &ids(&listed), &rows.members(organization, day))?;
    for member in listed.as_array().unwrap() {
        if let Some(memberships) = member["memberships"].as_array().filter(|held| !held.is_empty()) {
            let id = member["id"].as_str().unwrap().parse().unwrap();
            same("memberships", &held(memberships), &rows.memberships_of(id, day))?;
        }
    }
    Ok(())
}

/// Meetings not opened yet are with whoever carries on; what was opened stays where it was; who runs it finds it.
async fn meetings_follow(walk: &mut Walk, rows: &Rows) -> Result<(), String> {
    let today = walk.today();
    for called in walk.meetings.clone() {
        let at: Id = sqlx::query_scalar("select organization from meetings.meetings where id = $1")
            .bind(called.id)
            .fetch_one(&mut walk.owner)
            .await
            .unwrap();
        let expected = if called.opened {
            called.organization
        } else {
            rows.heir(called.organization, today)
        };
        same("meeting", &at, &expected)?;
        for person in &walk.people {
            if rows.runs(person.id, at, &["SECRETARY", "DEPUTY_SECRETARY"], today) {
                let read = person
                    .call::<_, Value>("GetMeeting", &json!({"meeting": called.id}))
                    .await;
                same(
                    "GetMeeting",
                    &read.map(drop).map_err(|problem| problem.code),
                    &Ok(()),
                )?;
            }
        }
    }
    Ok(())
}

pub(crate) const CALLS: [&str; 5] = [
    "GetOrganization",
    "ListOrganizations",
    "ListMembers",
    "ListGrants",
    "GetAdoption",
];

/// What is said about a day: that of one organisation without what became of it since, or a list.
pub(crate) async fn answer(person: &Person, call: &'static str, organization: Id, day: NaiveDate) -> Value {
    let under = if call == "ListOrganizations" {
        "parent"
    } else {
        "organization"
    };
    let mut request = json!({"asOf": day});
    request[under] = json!(organization);
    let told = match person.call::<_, Value>(call, &request).await {
        Ok(told) => told,
        Err(problem) => return json!(problem.code),
    };
    match call {
        "GetOrganization" => json!([told["name"], told["parent"], told["code"]]),
        "ListOrganizations" => told["organizations"].clone(),
        "ListMembers" => told["members"].clone(),
        "ListGrants" => told["grants"].clone(),
        _ => told,
    }
}

/// Asks again about every day that is over. Ends were not known then, and may be now.
pub(crate) async fn remembers(walk: &mut Walk, memory: &Memory) -> Result<(), String> {
    let (rows, today) = (Rows::read(&mut walk.owner).await, walk.today());
    for ((call, organization, day), then) in memory {
        // What ended for nobody is seen from above only, where small groups are held back.
        if *call == "GetAdoption" && !rows.runs(walk.mai().id, *organization, &["STANDING_COMMITTEE"], today)
        {
            continue;
        }
        // Nobody reads everything within a second.
        walk.world.clock.advance(TimeDelta::seconds(1));
        let now = answer(walk.mai(), call, *organization, *day).await;
        match *call {
            "GetOrganization" | "GetAdoption" => same(call, &now, then)?,
            _ => same(call, &ids(&now), &ids(then))?,
        }
    }
    Ok(())
}

async fn is_there(person: &Person, organization: Id) -> bool {
    let read = person
        .call::<_, Value>("GetOrganization", &json!({"organization": organization}))
        .await;
    match read {
        Ok(_) => true,
        Err(problem) => {
            assert_eq!(problem.code, "NOT_FOUND");
            false
        }
    }
}

async fn closure(walk: &mut Walk) -> BTreeSet<(Id, Id, i32, bool)> {
    let lines: Vec<(Id, Id, i32, bool)> =
        sqlx::query_as("select ancestor, descendant, depth, keeper from access.closure")
            .fetch_all(&mut walk.owner)
            .await
            .unwrap();
    lines.into_iter().collect()
}

fn same<T: PartialEq + std::fmt::Debug>(what: &str, told: &T, known: &T) -> Result<(), String> {
    if told == known {
        Ok(())
    } else {
        Err(format!("{what}: told {told:?}, known {known:?}"))
    }
}

fn without_codes(told: &Value) -> Value {
    let kept = ["kind", "name", "parent", "fromDate", "toDate", "successors"];
    kept.iter()
        .map(|field| ((*field).to_owned(), told[*field].clone()))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// Whose ids stand in a list; a refusal is none.
fn ids(list: &Value) -> BTreeSet<Id> {
    let rows = list
        .as_array()
        .unwrap_or_else(|| panic!("no list: {list}"))
        .iter();
    rows.map(|row| row["id"].as_str().unwrap().parse().unwrap())
        .collect()
}

fn held(memberships: &[Value]) -> BTreeSet<(Id, String)> {
    let text = |row: &Value, field: &str| row[field].as_str().unwrap().to_owned();
    let rows = memberships.iter();
    rows.map(|row| (text(row, "organization").parse().unwrap(), text(row, "relation")))
        .collect()
}
