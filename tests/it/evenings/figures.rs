//! What the service says of an evening, in the form in which the file expects it; every figure of one is compared with
//! the same of the other.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use sotay::base::Id;

use super::script::Expect;
use super::stage::{Stage, given};
use crate::support::people::Person;

/// Where file and service differ, a line each.
pub(super) async fn look(stage: &mut Stage<'_>, expect: &Expect) -> Vec<String> {
    if let Some(at) = expect.at {
        stage.comes_to(at).await;
    }
    let name = expect.meeting.as_ref().unwrap_or(&stage.last).clone();
    let reader = expect.asks.clone().unwrap_or_else(|| stage.secretary());
    let reader = stage.person(&reader).await;
    let meeting = stage.meeting(Some(&name)).id;
    let mut says = held(&reader, meeting).await;
    attended(&mut says, &reader, meeting, expect).await;
    if expect.replies.is_some() {
        let replies = reader.does("ListReplies", json!({"meeting": meeting})).await;
        let asked = ["willAttend", "askAbsence", "silent", "undecided"];
        let figures = asked.map(|figure| (figure.to_owned(), replies[figure].clone()));
        says["replies"] = Value::Object(figures.into_iter().collect());
    }
    if let Some(duties) = &expect.duties {
        says["duties"] = owed(&reader, stage.branch(), &duties.month).await;
    }
    says["adoption"] = adoption(&reader, stage.branch(), expect).await;
    let (expected, got) = (figures(&serde_json::to_value(expect).unwrap()), figures(&says));
    differences(&name, &expected, &got)
}

/// The meeting itself, and what the rules find in it.
async fn held(reader: &Person, meeting: Id) -> Value {
    let about = json!({"meeting": meeting});
    let meeting = reader.does("GetMeeting", about.clone()).await;
    let found = reader.does("ListMeetingFindings", about).await;
    let is_said = |field: &str| {
        meeting
            .get(field)
            .is_some_and(|said| !said.is_null() && *said != "")
    };
    let mut marks = Vec::new();
    for (field, mark) in [
        ("postponedFrom", "POSTPONED"),
        ("recordedReason", "RECORDED_AFTERWARDS"),
        ("reopenReason", "REOPENED"),
    ] {
        if is_said(field) {
            marks.push(mark);
        }
    }
    if meeting["closedByItself"] == true {
        marks.push("CLOSED_BY_ITSELF");
    }
    let lasted = time(&meeting["actualEndTime"])
        .zip(time(&meeting["actualStartTime"]))
        .map_or(0, |(end, start)| (end - start).num_minutes());
    let findings: Vec<&Value> = rows(&found, "findings").map(|finding| &finding["kind"]).collect();
    json!({"state": meeting["state"], "minutes": lasted, "marks": marks, "findings": findings})
}

/// Counts, the head of the minutes, the rate, and the members whom the file names.
async fn attended(says: &mut Value, reader: &Person, meeting: Id, expect: &Expect) {
    let here = reader.does("ListAttendance", json!({"meeting": meeting})).await;
    says["counts"] = here["counts"].clone();
    says["header"] = here["header"].clone();
    let rate = &here["rate"];
    says["rate"] =
        json!({"numerator": rate["numerator"], "denominator": rate["denominator"], "base": rate["base"]});
    let name = |row: &Value| given(row["name"].as_str().unwrap());
    says["lateAdditions"] = rows(&here, "lateAdditions").map(name).collect();
    let named = rows(&here, "rows").map(|row| (name(row), row_text(row)));
    says["rows"] = named
        .filter(|(name, _)| expect.rows.contains_key(name))
        .map(|(name, text)| (name, json!(text)))
        .collect::<serde_json::Map<_, _>>()
        .into();
}

/// `LATE BY_SECRETARY`, `PRESENT VENUE_CODE left 20:30`, `ABSENT BY_SECRETARY amended PRESENT`.
fn row_text(row: &Value) -> String {
    let mut words = vec![row["state"].as_str().unwrap().to_owned()];
    let method = row["method"].as_str().unwrap();
    if method != "METHOD_UNSPECIFIED" {
        words.push(method.to_owned());
    }
    if let Some(left) = time(&row["leftTime"]) {
        words.push((left + TimeDelta::hours(7)).format("left %H:%M").to_string());
    }
    if let Some(amended) = row["amendment"].get("state") {
        words.push(format!("amended {}", amended.as_str().unwrap()));
    }
    words.join(" ")
}

async fn owed(reader: &Person, branch: Id, month: &str) -> Value {
    let asked = json!({"organization": branch, "month": month});
    let listed = reader.does("ListDuties", asked).await;
    let own = rows(&listed, "duties")
        .find(|row| row["organization"] == json!(branch))
        .expect("the branch stands in its own list");
    let standing = |duty: &str| {
        let standing = own[duty]["standing"].as_str().unwrap();
        let is_marked = own[duty]["recordedAfterwards"] == true;
        format!(
            "{standing}{}",
            if is_marked { " RECORDED_AFTERWARDS" } else { "" }
        )
    };
    json!({
        "month": listed["month"], "regular": standing("regular"), "thematic": standing("thematic"),
        "committee": standing("committee"),
    })
}

/// The measures that the file names.
async fn adoption(reader: &Person, branch: Id, expect: &Expect) -> Value {
    if expect.adoption.is_empty() {
        return json!({});
    }
    let report = reader.does("GetAdoption", json!({"organization": branch})).await;
    let rates = rows(&report, "rates").map(|rate| {
        (
            &rate["measure"],
            format!("{}/{}", rate["numerator"], rate["denominator"]),
        )
    });
    let duties = rows(&report, "duties").map(|duty| (&duty["kind"], duty_text(duty)));
    rates
        .chain(duties)
        .map(|(name, share)| (name.as_str().unwrap().to_owned(), json!(share)))
        .filter(|(name, _)| expect.adoption.contains_key(name))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// `3/5`, and how many of the three only afterwards, on paper.
fn duty_text(duty: &Value) -> String {
    let share = format!("{}/{}", duty["branchesMet"], duty["branches"]);
    match duty["branchesMetAfterwards"].as_i64() {
        Some(0) => share,
        afterwards => format!("{share}, {} afterwards", afterwards.unwrap_or_default()),
    }
}

fn differences(
    meeting: &str,
    expected: &BTreeMap<String, String>,
    got: &BTreeMap<String, String>,
) -> Vec<String> {
    let nothing = "nothing".to_owned();
    let fields: BTreeSet<&String> = expected.keys().chain(got.keys()).collect();
    fields
        .into_iter()
        .map(|field| {
            (
                field,
                expected.get(field).unwrap_or(&nothing),
                got.get(field).unwrap_or(&nothing),
            )
        })
        .filter(|(_, expected, got)| expected != got)
        .map(|(field, expected, got)| format!("{meeting}: {field}: expected {expected}, got {got}"))
        .collect()
}

/// Every single figure by its path; a list is one figure, in any order.
fn figures(value: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    put("", value, &mut found);
    found
}

fn put(path: &str, value: &Value, found: &mut BTreeMap<String, String>) {
    let text = match value {
        Value::Object(fields) => {
            for (field, value) in fields {
                let dot = if path.is_empty() { "" } else { "." };
                put(&format!("{path}{dot}{field}"), value, found);
            }
            return;
        }
        Value::Array(items) => {
            let mut items: Vec<String> = items.iter().map(plain).collect();
            items.sort();
            format!("[{}]", items.join(", "))
        }
        scalar => plain(scalar),
    };
    found.insert(path.to_owned(), text);
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn rows<'a>(answer: &'a Value, field: &str) -> impl Iterator<Item = &'a Value> {
    answer[field].as_array().unwrap().iter()
}

fn time(value: &Value) -> Option<DateTime<Utc>> {
    value.as_str()?.parse().ok()
}
