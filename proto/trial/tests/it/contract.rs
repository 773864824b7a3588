//! What the contract says about itself: methods, `OpenAPI`, descriptors.

use std::collections::BTreeMap;

use serde_json::Value;
use sotay_rest::{Binding, Body, Kind, Refused, codes};
use sotay_trial::trial::v1::{CREATE_THING, Thing, UPDATE_THING, WATCH_THING};
use sotay_trial::{DESCRIPTORS, METHODS, OPENAPI};

fn document() -> Value {
    serde_json::from_str(OPENAPI).unwrap()
}

/// Every operation of the document.
fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    document["paths"]
        .as_object()
        .unwrap()
        .values()
        .flat_map(|item| item.as_object().unwrap().values())
}

#[test]
fn methods_say_what_the_proto_says() {
    assert_eq!(METHODS.len(), 7);
    assert_eq!(CREATE_THING.grpc_path, "/sotay.trial.v1.Trial/CreateThing");
    assert_eq!(CREATE_THING.refusals, ["TRIAL_SHELF_FULL", "TRIAL_ODD"]);
    let bindings = [
        Binding {
            verb: "POST",
            template: "/v1/shelves/{shelf}/things",
            body: Body::Whole,
        },
        Binding {
            verb: "PUT",
            template: "/v1/shelves/{shelf}/things/{thing.name}",
            body: Body::Field("thing"),
        },
    ];
    assert_eq!(CREATE_THING.bindings, bindings);
    assert!(CREATE_THING.mutates && !CREATE_THING.public && !CREATE_THING.streams && !CREATE_THING.if_match);
    assert!(UPDATE_THING.if_match && WATCH_THING.streams && !WATCH_THING.mutates);
    assert_eq!(
        (CREATE_THING.request, CREATE_THING.response),
        ("sotay.trial.v1.CreateThingRequest", "sotay.trial.v1.Thing")
    );
}

#[test]
fn every_binding_is_an_operation_with_examples() {
    let document = document();
    assert_eq!(document["openapi"], "3.1.0");
    let bindings: usize = METHODS.iter().map(|method| method.bindings.len()).sum();
    assert_eq!(operations(&document).count(), bindings);
    for operation in operations(&document) {
        let name = operation["operationId"].as_str().unwrap();
        assert!(!operation["summary"].as_str().unwrap().is_empty(), "{name}");
        let answers = operation["responses"]["200"]["content"].as_object().unwrap();
        assert!(
            answers.values().all(|content| !content["example"].is_null()),
            "{name}"
        );
        if let Some(body) = operation.get("requestBody") {
            assert!(
                !body["content"]["application/json"]["example"].is_null(),
                "{name}"
            );
        }
    }
    let public = &document["paths"]["/v1/things/{name}"]["get"];
    assert_eq!(public["security"], serde_json::json!([]));
    assert!(public["responses"].get("401").is_none());
    let created = &document["paths"]["/v1/shelves/{shelf}/things"]["post"];
    let body = &created["requestBody"]["content"]["application/json"];
    assert_eq!(created["requestBody"]["required"], true);
    let label = &document["paths"]["/v1/things/{name}/label"]["patch"];
    assert_eq!(label["requestBody"]["required"], false);
    assert!(body["schema"]["properties"].get("shelf").is_none() && body["example"].get("shelf").is_none());
    let made_up =
        &document["paths"]["/v1/things"]["get"]["responses"]["200"]["content"]["application/json"]["example"];
    let thing: Thing = serde_json::from_value(made_up["things"][0].clone()).unwrap();
    assert_eq!(thing.name, "Sổ tay");
}

#[test]
fn every_refusal_stands_under_its_status_with_a_problem() {
    let document = document();
    let general = general();
    for method in METHODS {
        let operation = operations(&document)
            .find(|operation| operation["operationId"] == method.name)
            .unwrap();
        let mut named = BTreeMap::new();
        for (status, response) in operation["responses"].as_object().unwrap() {
            let examples = &response["content"]["application/problem+json"]["examples"];
            for (code, example) in examples.as_object().into_iter().flatten() {
                assert_eq!(example["value"]["code"], code.as_str());
                named.insert(code.clone(), status.clone());
            }
        }
        assert!(
            method.refusals.iter().all(|code| named.contains_key(*code)),
            "{}",
            method.name
        );
        for code in [
            codes::INVALID_ARGUMENT,
            codes::BROKEN,
            codes::BUSY,
            codes::TOO_MANY_REQUESTS,
        ] {
            assert!(named.contains_key(code), "{} {code}", method.name);
        }
        for (code, kind) in &general {
            if let Some(status) = named.get(*code) {
                assert_eq!(*status, kind.http_status().as_str(), "{code}");
            }
        }
        assert_eq!(named.contains_key(codes::SIGN_IN_REQUIRED), !method.public);
        assert_eq!(named.contains_key(codes::ETAG_REQUIRED), method.if_match);
    }
    let created = &document["paths"]["/v1/shelves/{shelf}/things"]["post"]["responses"];
    assert!(
        created["409"]["content"]["application/problem+json"]["examples"]
            .get("TRIAL_SHELF_FULL")
            .is_some()
    );
    assert!(
        created["400"]["content"]["application/problem+json"]["examples"]
            .get("TRIAL_ODD")
            .is_some()
    );
}

/// The general codes with the kinds that the runtime gives them.
fn general() -> Vec<(&'static str, Kind)> {
    let made = [
        Refused::invalid(Vec::new()),
        Refused::sign_in_required(),
        Refused::not_found(),
        Refused::etag_required(),
        Refused::body_too_large(),
        Refused::broken(),
    ];
    let made = made.into_iter().map(|refused| (refused.code, refused.kind));
    made.chain([
        (codes::FORBIDDEN, Kind::Forbidden),
        (codes::CONTENDED, Kind::InFlight),
        (codes::IN_FLIGHT, Kind::InFlight),
        (codes::ETAG_STALE, Kind::Stale),
        (codes::KEY_REUSED, Kind::KeyReused),
        (codes::TOO_MANY_REQUESTS, Kind::TooMany),
        (codes::BUSY, Kind::Busy),
        (codes::DEADLINE_EXCEEDED, Kind::TooLate),
    ])
    .collect()
}

#[test]
fn every_reference_leads_somewhere() {
    fn walk(value: &Value, document: &Value) {
        match value {
            Value::Object(object) => {
                if let Some(target) = object.get("$ref").and_then(Value::as_str) {
                    assert!(
                        document
                            .pointer(target.trim_start_matches('#'))
                            .is_some_and(|found| !found.is_null()),
                        "{target}"
                    );
                }
                object.values().for_each(|inner| walk(inner, document));
            }
            Value::Array(items) => items.iter().for_each(|inner| walk(inner, document)),
            _ => {}
        }
    }
    let document = document();
    walk(&document, &document);
}

#[test]
fn the_descriptors_hold_the_service_and_its_options() {
    let pool = prost_reflect::DescriptorPool::decode(DESCRIPTORS).unwrap();
    let service = pool.get_service_by_name("sotay.trial.v1.Trial").unwrap();
    assert_eq!(service.methods().count(), METHODS.len());
    let http = pool.get_extension_by_name("google.api.http").unwrap();
    assert!(
        service
            .methods()
            .all(|method| method.options().has_extension(&http))
    );
}
