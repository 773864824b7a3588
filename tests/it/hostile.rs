//! Hostile requests at every call: each is answered by a clear refusal that the contract lists, none by a fault of ours.

use axum::body::Body;
use chrono::TimeDelta;
use http::Request;
use serde_json::{Value, json};
use sotay_proto::METHODS;
use sotay_rest::{Body as Carries, Kind, Method};
use tonic::Code;
use uuid::Uuid;

use crate::support::people::Person;
use crate::support::places::Places;
use crate::support::problem::Problem;
use crate::support::wire::{Ask, Wire};
use crate::support::world::World;
use crate::support::{grpc, rest};

/// What any call may answer, beside what the contract lists for it.
const GENERAL: [&str; 9] = [
    "BODY_TOO_LARGE",
    "ETAG_REQUIRED",
    "ETAG_STALE",
    "FORBIDDEN",
    "INVALID_ARGUMENT",
    "METHOD_NOT_ALLOWED",
    "NOT_FOUND",
    "SIGN_IN_REQUIRED",
    "TOO_MANY_REQUESTS",
];

#[tokio::test]
async fn a_bad_value_in_any_field_is_refused_clearly() {
    let world = World::over(Wire::Rest).await;
    let places = Places::of(&world).await;
    let mut complaints = Vec::new();
    for method in callable() {
        let secretary = refreshed(&world, &places).await;
        let example = places.example(method).bearing(&secretary.token);
        for request in spoiled(&example.request) {
            for wire in Wire::BOTH {
                let ask = Ask {
                    request: request.clone(),
                    ..example.clone()
                };
                let problem = ask.over(wire, &world.router).await.err();
                let complaint = problem.and_then(|problem| unclear(method, &problem));
                complaints.extend(complaint.map(|what| format!("{wire:?} {request}: {what}")));
            }
        }
    }
    assert_eq!(complaints, [""; 0]);
}

#[tokio::test]
async fn an_id_that_is_none_is_named() {
    let world = World::over(Wire::Rest).await;
    let places = Places::of(&world).await;
    for method in callable() {
        let secretary = refreshed(&world, &places).await;
        let example = places.example(method).bearing(&secretary.token);
        for (field, _) in ids(&example.request) {
            for wire in Wire::BOTH {
                let mut ask = example.clone();
                ask.request[&field] = json!("không phải id");
                let problem = ask.over(wire, &world.router).await.unwrap_err();
                assert!(problem.is(Kind::Invalid), "{}: {problem:?}", method.name);
                assert_eq!(problem.fields.len(), 1, "{}: {problem:?}", method.name);
                assert_eq!(problem.fields[0].0, field, "{}", method.name);
            }
        }
    }
}

#[tokio::test]
async fn an_unknown_place_is_not_found() {
    let world = World::over(Wire::Rest).await;
    let places = Places::of(&world).await;
    for method in callable() {
        let secretary = refreshed(&world, &places).await;
        let example = places.example(method).bearing(&secretary.token);
        let in_path = |field: &str| method.bindings[0].template.contains(&format!("{{{field}}}"));
        for (field, _) in ids(&example.request)
            .into_iter()
            .filter(|(field, _)| in_path(field))
        {
            for wire in Wire::BOTH {
                let mut ask = example.clone();
                ask.request[&field] = json!(Uuid::from_u128(404));
                let problem = ask.over(wire, &world.router).await.unwrap_err();
                assert_eq!(problem.code, "NOT_FOUND", "{} over {wire:?}", method.name);
            }
        }
    }
}

#[tokio::test]
async fn a_field_or_parameter_nobody_knows_is_named() {
    let world = World::over(Wire::Rest).await;
    let places = Places::of(&world).await;
    for method in callable() {
        let secretary = refreshed(&world, &places).await;
        let example = places.example(method).bearing(&secretary.token);
        let mut request = rest_request(&example);
        let uri = request.uri().to_string();
        let joint = if uri.contains('?') { '&' } else { '?' };
        *request.uri_mut() = format!("{uri}{joint}constructor=1").parse().unwrap();
        let problem = rest::send(&world.router, request).await.unwrap_err();
        assert!(problem.is(Kind::Invalid), "{}: {problem:?}", method.name);
        assert_eq!(problem.fields[0].0, "constructor", "{}", method.name);
    }
}

#[tokio::test]
async fn a_body_that_is_no_message_is_refused_clearly() {
    let world = World::over(Wire::Rest).await;
    let places = Places::of(&world).await;
    let bodies = [
        "",
        "{",
        "[]",
        "null",
        "\"x\"",
        "{\"a\":1,\"a\":2}",
        "\u{0}",
        "{\"__proto__\":{}}",
        &"[".repeat(20_000),
    ];
    for method in callable().filter(|method| method.bindings[0].body != Carries::None) {
        let secretary = refreshed(&world, &places).await;
        let example = places.example(method).bearing(&secretary.token);
        for body in bodies {
            let mut request = rest_request(&example);
            *request.body_mut() = Body::from(body.to_owned());
            let answer = rest::send(&world.router, request).await;
            let refused = answer.err().and_then(|problem| unclear(method, &problem));
            assert_eq!(refused, None, "{} with {body:.20}", method.name);
        }
        let mut request = rest_request(&example);
        *request.body_mut() = Body::from(format!("{{\"x\":\"{}\"}}", "x".repeat(2 << 20)));
        let problem = rest::send(&world.router, request).await.unwrap_err();
        assert!(problem.is(Kind::TooLarge), "{}: {problem:?}", method.name);
    }
}

#[tokio::test]
async fn bytes_that_are_no_message_are_refused_clearly() {
    let world = World::over(Wire::Grpc).await;
    let places = Places::of(&world).await;
    for method in callable() {
        let secretary = refreshed(&world, &places).await;
        for bytes in [
            &b"\0\0\0\0\x03\xff\xff\xff"[..],
            b"\0\xff\xff\xff\xff",
            b"\x07\0\0\0\0",
            b"",
            b"\0\0",
        ] {
            let status = grpc::status_of(&world.router, method, Some(&secretary.token), bytes).await;
            let is_fault_of_ours = matches!(status, Code::Ok | Code::Unknown | Code::Internal);
            assert!(
                !is_fault_of_ours,
                "{} answers {bytes:?} with {status:?}",
                method.name
            );
        }
    }
}

/// The methods a signed-in person calls; signing out would end the test.
fn callable() -> impl Iterator<Item = &'static Method> {
    METHODS
        .iter()
        .copied()
        .filter(|method| !method.public && method.name != "SignOut")
}

/// The secretary after a pause: a session that reads a hundred times at once is told to wait.
async fn refreshed(world: &World, places: &Places) -> Person {
    world.later(TimeDelta::seconds(90)).await;
    world.signs_in(&places.branch.secretary).await
}

/// What is not clear about a refusal.
fn unclear(method: &Method, problem: &Problem) -> Option<String> {
    let listed = method.refusals.contains(&problem.code.as_str()) || GENERAL.contains(&problem.code.as_str());
    if problem.is(Kind::Broken) {
        Some(format!("{} breaks", method.name))
    } else if !listed {
        Some(format!(
            "{} says {}, which the contract does not list",
            method.name, problem.code
        ))
    } else if problem.text.is_empty() {
        Some(format!("{} refuses without a word", method.name))
    } else {
        None
    }
}

/// Copies of a request, each with one value spoiled.
fn spoiled(request: &Value) -> Vec<Value> {
    let mut copies = Vec::new();
    for pointer in leaves("", request) {
        let worse: Vec<Value> = match request.pointer(&pointer).unwrap() {
            Value::String(_) => [
                "",
                "\u{0}",
                "'; drop table access.grants; --",
                "\u{202e}\u{feff}",
                "../../etc/passwd",
                "%00",
            ]
            .into_iter()
            .map(Value::from)
            .chain([Value::from("ỡ".repeat(5_000))])
            .collect(),
            Value::Number(_) => [-1, i64::from(i32::MAX), i64::from(i32::MIN)]
                .into_iter()
                .map(Value::from)
                .collect(),
            _ => Vec::new(),
        };
        for value in worse
            .into_iter()
            .filter(|value| is_sayable(request, &pointer, value))
        {
            let mut copy = request.clone();
            *copy.pointer_mut(&pointer).unwrap() = value;
            copies.push(copy);
        }
    }
    copies
}

/// Enums and times are not sayable with any text in protobuf; on REST the bodies above try them.
fn is_sayable(request: &Value, pointer: &str, value: &Value) -> bool {
    let was = request
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_default();
    let is_enum = !was.is_empty()
        && was
            .chars()
            .all(|letter| letter.is_ascii_uppercase() || letter == '_');
    let is_special =
        is_enum || pointer.ends_with("Time") || pointer.ends_with("Mask") || pointer.ends_with("Token");
    // An empty segment is another path.
    let empties_path = value == "" && !pointer[1..].contains('/') && Uuid::parse_str(was).is_ok();
    !(empties_path || is_special && value.is_string())
}

fn leaves(at: &str, value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| leaves(&format!("{at}/{name}"), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .flat_map(|(index, value)| leaves(&format!("{at}/{index}"), value))
            .collect(),
        _ => vec![at.to_owned()],
    }
}

fn ids(request: &Value) -> Vec<(String, Uuid)> {
    let fields = request.as_object().unwrap();
    let is_id = |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.parse().ok()?));
    fields.iter().filter_map(is_id).collect()
}

fn rest_request(ask: &Ask) -> Request<Body> {
    let mut request = rest::request(&ask.method.bindings[0], &ask.request);
    for (name, value) in &ask.headers {
        request.headers_mut().append(*name, value.parse().unwrap());
    }
    request
}
