//! Two wires, one service: every call has its REST route, and both say the same, be it an answer or a refusal.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::TimeDelta;
use regex::Regex;
use serde_json::Value;
use sotay_proto::METHODS;

use crate::support::places::{Places, onlookers};
use crate::support::problem::Problem;
use crate::support::wire::{Ask, Wire};
use crate::support::world::World;

/// What differs from house to house because chance made it.
const BY_CHANCE: [&str; 17] = [
    "accessToken",
    "code",
    "etag",
    "kid",
    "nextPageToken",
    "nextSince",
    "refreshToken",
    "rowCode",
    "seed",
    "sheet",
    "shortCode",
    "svg",
    "text",
    "url",
    "x",
    "signature",
    "validUntil",
];

static ID: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").unwrap());

#[test]
fn every_call_has_its_route() {
    for method in METHODS {
        assert!(!method.bindings.is_empty(), "{} has no route", method.name);
    }
}

#[tokio::test]
async fn both_wires_say_the_same_of_every_example() {
    for who in 0..3 {
        let (grpc, rest) = (heard(Wire::Grpc, who).await, heard(Wire::Rest, who).await);
        let differences = differences(&grpc, &rest);
        let details: Vec<_> = differences
            .iter()
            .map(|name| (&grpc[name], &rest[name]))
            .collect();
        assert_eq!(differences, [""; 0], "seen by onlooker {who}: {details:#?}");
    }
}

#[tokio::test]
async fn a_wire_that_says_something_else_is_noticed() {
    let rest = heard(Wire::Rest, 2).await;
    let mut other = rest.clone();
    let Err(problem) = other.get_mut("GetMeeting").unwrap() else {
        panic!("a stranger was told")
    };
    problem.text.push('!');
    assert_eq!(differences(&other, &rest), ["GetMeeting"]);
    let Ok(answer) = other.get_mut("GetMe").unwrap() else {
        panic!("nobody is a stranger to himself")
    };
    answer["minimumAppVersion"] = Value::Null;
    assert_eq!(differences(&other, &rest), ["GetMe", "GetMeeting"]);
}

type Heard = BTreeMap<&'static str, Result<Value, Problem>>;

/// What one onlooker hears, in a house of its own, when making every call of the contract once.
async fn heard(wire: Wire, who: usize) -> Heard {
    let world = World::over(wire).await;
    let places = Places::of(&world).await;
    let (_, person) = onlookers(&world, &places).await.swap_remove(who);
    let mut heard = Heard::new();
    // Signing out comes last: nobody hears anything afterwards.
    let (last, methods): (Vec<_>, Vec<_>) = METHODS
        .iter()
        .copied()
        .partition(|method| method.name == "SignOut");
    for method in methods.into_iter().chain(last) {
        let ask = places.example(method);
        // A moment between two calls: ids of one moment are in no order.
        world.later(TimeDelta::seconds(1)).await;
        let answer = if method.public {
            over(&world, &ask).await
        } else {
            person.ask(ask).await
        };
        heard.insert(method.name, answer.map(|answer| without_chance(&answer)));
    }
    heard
}

async fn over(world: &World, ask: &Ask) -> Result<Value, Problem> {
    ask.over(world.wire, &world.router).await
}

/// The calls about which the two do not agree.
fn differences(grpc: &Heard, rest: &Heard) -> Vec<&'static str> {
    let same = |name: &str| match (&grpc[name], &rest[name]) {
        (Ok(one), Ok(other)) => one == other,
        (Err(one), Err(other)) => one.agrees_with(other),
        _ => false,
    };
    grpc.keys().copied().filter(|name| !same(name)).collect()
}

/// An answer in which what is left to chance is the same everywhere: ids, and the order of what has ids of one moment.
fn without_chance(answer: &Value) -> Value {
    let text = masked(answer).to_string();
    serde_json::from_str(&ID.replace_all(&text, "#")).unwrap()
}

fn masked(value: &Value) -> Value {
    match value {
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| {
                let is_chance =
                    BY_CHANCE.contains(&name.as_str()) && value.as_str().is_some_and(|text| !text.is_empty());
                (
                    name.clone(),
                    if is_chance {
                        Value::from("…")
                    } else {
                        masked(value)
                    },
                )
            })
            .collect(),
        Value::Array(items) => {
            let mut items: Vec<Value> = items.iter().map(masked).collect();
            // What one import brought has ids of one moment.
            items.sort_by_key(|item| ID.replace_all(&item.to_string(), "").into_owned());
            Value::Array(items)
        }
        scalar => scalar.clone(),
    }
}
