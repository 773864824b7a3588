//! The contract as `OpenAPI` 3.1: every call with its examples and every code it may answer.

mod comments;
mod object;
mod schemas;
mod examples;
mod problems;
mod operation;

use std::collections::BTreeMap;

use prost_reflect::DescriptorPool;
use serde_json::{Map, Value, json};

use self::comments::Comments;
use self::examples::Examples;
use self::operation::Operation;
use self::schemas::Schemas;
use crate::calls::Service;
use crate::error::Result;

/// The document as JSON.
pub(crate) fn document(pool: &DescriptorPool, services: &[Service]) -> Result<String> {
    let comments = Comments::read(pool);
    let examples = Examples::new(services)?;
    let mut schemas = Schemas::new(services, &comments)?;
    let mut paths = Paths::default();
    for service in services {
        for call in &service.calls {
            for (index, binding) in call.bindings.iter().enumerate() {
                let names = paths.names(binding);
                let operation = Operation {
                    service,
                    call,
                    binding,
                    index,
                    names,
                };
                let value = operation.describe(&comments, &examples, &mut schemas)?;
                paths.add(binding, value);
            }
        }
    }
    let tags: Vec<Value> = services.iter().map(|service| tag(service, &comments)).collect();
    let document = json!({
        "openapi": "3.1.0",
        "info": {
            "title": "sotay",
            "version": "v1",
            "description": "Unknown fields and query parameters in a request are refused by name. \
                Skip unknown fields and enum values in answers: the contract only grows.",
        },
        "servers": [{"url": "/"}],
        "security": [{"bearer": []}],
        "tags": tags,
        "paths": paths.items,
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
            "parameters": operation::shared_parameters(),
            "schemas": schemas.finish(),
        },
    });
    Ok(document.to_string())
}

fn tag(service: &Service, comments: &Comments) -> Value {
    let about = service
        .calls
        .first()
        .map(|call| comments.of_service(call.method.parent_service()));
    json!({"name": service.name, "description": about.unwrap_or_default()})
}

/// The paths of the document. Two calls may name a position of one path differently; the first name holds for both.
#[derive(Default)]
struct Paths {
    items: Map<String, Value>,
    shown: BTreeMap<String, (String, Vec<String>)>,
}

impl Paths {
    /// What the fields of this binding's path are called, in their order.
    fn names(&mut self, binding: &crate::http::Binding) -> Vec<String> {
        let named = || binding.template.fields().map(|(_, way)| way.json()).collect();
        let first = self.shown.entry(binding.template.route());
        first
            .or_insert_with(|| (binding.template.json(), named()))
            .1
            .clone()
    }

    fn add(&mut self, binding: &crate::http::Binding, operation: Value) {
        let Some((path, _)) = self.shown.get(&binding.template.route()) else {
            return;
        };
        let item = self.items.entry(path.clone()).or_insert_with(|| json!({}));
        if let Some(item) = item.as_object_mut() {
            item.insert(binding.verb.to_lowercase(), operation);
        }
    }
}
