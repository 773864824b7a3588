//! The published examples of codes and of merging (`proto/vectors`) say what the house does: whoever writes for phones
//! checks against the same files.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use sotay::attendance::decide::{Frame, settle, stays};
use sotay::attendance::venue::{Venue, Verdict};
use sotay::attendance::{Disposition, Kind, Method, Word};
use sotay::base::Id;
use sotay::directory::words::{Activity, Relation};
use uuid::Uuid;

fn codes() -> Value {
    serde_json::from_str(include_str!("../../proto/vectors/venue_code.json")).unwrap()
}

fn merging() -> Value {
    serde_json::from_str(include_str!("../../proto/vectors/merging.json")).unwrap()
}

#[test]
fn a_room_shows_what_the_examples_show() {
    for case in codes()["shown"].as_array().unwrap() {
        let shown = room(case).show(moment(&case["time"]));
        assert_eq!(
            (json!(shown.code), json!(shown.short_code)),
            (case["code"].clone(), case["shortCode"].clone())
        );
        assert_eq!(moment(&case["time"]).timestamp().div_euclid(10), case["step"]);
    }
}

#[test]
fn codes_are_judged_as_in_the_examples() {
    assert_eq!(misjudged(&codes()), [""; 0]);
}

#[test]
fn an_example_that_says_something_else_is_noticed() {
    let mut codes = codes();
    codes["judged"][0]["verdict"] = json!("OLD");
    assert_eq!(misjudged(&codes), ["shown now"]);
    let mut merging = merging();
    merging["cases"][1]["state"] = json!("LATE");
    assert_eq!(mismerged(&merging), ["scanned in time"]);
}

#[test]
fn words_merge_as_in_the_examples() {
    assert_eq!(mismerged(&merging()), [""; 0]);
}

fn misjudged(codes: &Value) -> Vec<String> {
    let judged = |case: &Value| match room(case).judge(moment(&case["now"]), text(case, "code")) {
        Verdict::Fresh => "FRESH",
        Verdict::Old => "OLD",
        Verdict::Refused => "REFUSED",
    };
    let cases = codes["judged"].as_array().unwrap();
    let wrong = cases.iter().filter(|case| case["verdict"] != judged(case));
    wrong.map(|case| text(case, "name").to_owned()).collect()
}

/// The examples that come out otherwise, in their order, backwards or twice.
fn mismerged(merging: &Value) -> Vec<String> {
    let frame = Frame {
        late_after: moment(&merging["lateAfter"]),
        closed: merging["closed"] == true,
    };
    let began = moment(&merging["began"]);
    let comes_out = |case: &Value, words: &[Word]| {
        let settled = settle(frame, (Activity::Active, Relation::Home), words);
        let left = settled.left.and_then(|left| left.left_at);
        let stayed: Vec<_> = stays(began, words)
            .iter()
            .map(|stay| (stay.from, stay.to))
            .collect();
        let expected: Vec<_> = case["stays"]
            .as_array()
            .unwrap()
            .iter()
            .map(|stay| (moment(&stay["fromTime"]), stay.get("toTime").map(moment)))
            .collect();
        let state = format!("{:?}", settled.state).to_uppercase();
        state == text(case, "state").replace('_', "")
            && left == case.get("leftTime").map(moment)
            && stayed == expected
    };
    let cases = merging["cases"].as_array().unwrap();
    let wrong = cases.iter().filter(|case| {
        let words: Vec<Word> = case["words"].as_array().unwrap().iter().map(word).collect();
        let backwards: Vec<Word> = words.iter().rev().cloned().collect();
        let twice: Vec<Word> = words.iter().chain(&backwards).cloned().collect();
        [words, backwards, twice]
            .iter()
            .any(|words| !comes_out(case, words))
    });
    wrong.map(|case| text(case, "name").to_owned()).collect()
}

fn room(case: &Value) -> Venue {
    let seed = STANDARD.decode(text(case, "seed")).unwrap().try_into().unwrap();
    Venue::of_seed(text(case, "meeting").parse().unwrap(), seed)
}

fn word(said: &Value) -> Word {
    let id = |field: &str| {
        said.get(field)
            .map(|id| id.as_str().unwrap().parse::<Id>().unwrap())
    };
    Word {
        event: id("event").unwrap(),
        kind: Kind::read(text(said, "kind")).unwrap(),
        method: Method::read(text(said, "method")).unwrap(),
        late: said.get("late").and_then(Value::as_bool),
        disposition: Disposition::read(text(said, "disposition")).unwrap(),
        reason: String::new(),
        reason_kind: None,
        refers_to: id("refersTo"),
        left_at: said.get("leftTime").map(moment),
        is_amendment: false,
        actor: Uuid::nil(),
        actor_name: String::new(),
        occurred_at: moment(&said["time"]),
    }
}

fn moment(value: &Value) -> DateTime<Utc> {
    value.as_str().unwrap().parse().unwrap()
}

fn text<'a>(value: &'a Value, field: &str) -> &'a str {
    value[field].as_str().unwrap()
}
