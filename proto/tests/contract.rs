//! The contract is whole: its snapshot is of today, its description matches its calls.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use sotay_proto::{DESCRIPTORS, METHODS, OPENAPI};

#[test]
fn the_snapshot_is_of_this_contract() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let contract = sotay_generator::read(home, &[]).unwrap();
    let landed = std::fs::read(home.join(sotay_generator::SNAPSHOT)).unwrap();
    assert!(
        landed == contract.snapshot(),
        "the contract grew: cargo run -p sotay-generator --bin renew -- proto"
    );
}

#[test]
fn every_call_is_described_with_all_its_codes() {
    let document: Value = serde_json::from_str(OPENAPI).unwrap();
    let paths = document["paths"].as_object().unwrap().values();
    let operations: Vec<&Value> = paths
        .flat_map(|item| item.as_object().unwrap().values())
        .collect();
    for method in METHODS {
        let operation = operations
            .iter()
            .find(|operation| operation["operationId"] == method.name)
            .unwrap();
        let responses = operation["responses"].as_object().unwrap().values();
        let named: BTreeSet<&String> = responses
            .filter_map(|response| response["content"]["application/problem+json"]["examples"].as_object())
            .flat_map(|examples| examples.keys())
            .collect();
        for code in method.refusals {
            assert!(
                named.contains(&(*code).to_owned()),
                "{} does not name {code}",
                method.name
            );
        }
        assert!(
            !operation["summary"].as_str().unwrap().is_empty(),
            "{}",
            method.name
        );
    }
    let bindings: usize = METHODS.iter().map(|method| method.bindings.len()).sum();
    assert_eq!(operations.len(), bindings);
}

#[test]
fn reflection_knows_every_call() {
    let pool = prost_reflect::DescriptorPool::decode(DESCRIPTORS).unwrap();
    for method in METHODS {
        let service = pool.get_service_by_name(method.service).unwrap();
        assert!(
            service.methods().any(|described| described.name() == method.name),
            "{}",
            method.name
        );
    }
}
