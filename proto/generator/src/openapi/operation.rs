//! One binding of one call as an operation.

use serde_json::{Map, Value, json};

use super::comments::Comments;
use super::examples::Examples;
use super::object::set;
use super::problems;
use super::schemas::Schemas;
use crate::calls::{Call, Service};
use crate::error::Result;
use crate::fields::Way;
use crate::http::{Binding, Body};
use crate::rules;

/// What is described.
pub(super) struct Operation<'a> {
    pub service: &'a Service,
    pub call: &'a Call,
    pub binding: &'a Binding,
    /// Which of the call's bindings it is.
    pub index: usize,
    /// What the fields of the path are called.
    pub names: Vec<String>,
}

impl Operation<'_> {
    pub(super) fn describe(
        &self,
        comments: &Comments,
        examples: &Examples,
        schemas: &mut Schemas<'_>,
    ) -> Result<Value> {
        let call = self.call;
        let example = Examples::request(call)?;
        let about = comments.of_method(&call.method);
        let name = call.method.name();
        let id = if self.index == 0 {
            name.to_owned()
        } else {
            format!("{name}{}", self.index + 1)
        };
        let mut operation = json!({
            "operationId": id,
            "tags": [self.service.name],
            "summary": about.split(". ").next().unwrap_or_default().trim_end_matches('.'),
            "description": about,
            "parameters": self.parameters(&example, schemas)?,
            "responses": self.responses(examples, schemas)?,
        });
        if let Some(body) = self.body(&example, schemas)? {
            set(&mut operation, "requestBody", body);
        }
        if call.public {
            set(&mut operation, "security", Vec::<Value>::new());
        }
        Ok(operation)
    }

    fn parameters(&self, example: &Value, schemas: &mut Schemas<'_>) -> Result<Vec<Value>> {
        let mut parameters = Vec::new();
        for ((_, way), name) in self.binding.template.fields().zip(&self.names) {
            parameters.push(parameter("path", name, way, example, schemas)?);
        }
        for way in &self.binding.query {
            parameters.push(parameter("query", &way.json(), way, example, schemas)?);
        }
        let shared = [
            ("AcceptLanguage", true),
            ("IdempotencyKey", self.call.mutates()),
            ("IfMatch", self.call.if_match),
            ("LastEventId", self.call.method.is_server_streaming()),
        ];
        let shared = shared.into_iter().filter(|(_, applies)| *applies);
        parameters.extend(shared.map(|(name, _)| json!({"$ref": format!("#/components/parameters/{name}")})));
        Ok(parameters)
    }

    fn body(&self, example: &Value, schemas: &mut Schemas<'_>) -> Result<Option<Value>> {
        let (schema, example, is_required) = match &self.binding.body {
            Body::None => return Ok(None),
            Body::Field(field) => {
                let schema = schemas.field(field)?;
                let example = example.get(field.json_name()).cloned();
                (
                    schema,
                    example.unwrap_or_else(|| json!({})),
                    rules::of(field)?.required,
                )
            }
            Body::Whole => self.whole(example, schemas)?,
        };
        Ok(Some(json!({
            "required": is_required,
            "content": {"application/json": {"schema": schema, "example": example}},
        })))
    }

    /// The schema of the request less what stands in the path, its example, and whether it may be left out.
    fn whole(&self, example: &Value, schemas: &mut Schemas<'_>) -> Result<(Value, Value, bool)> {
        let request = self.call.method.input();
        let ways = self.binding.template.fields().map(|(_, way)| way);
        let in_path: Vec<&Way> = ways.filter(|way| way.fields.len() == 1).collect();
        let names: Vec<String> = in_path.iter().map(|way| way.proto()).collect();
        let schema = if names.is_empty() {
            schemas.message(&request)?
        } else {
            schemas.object(&request, &names)?
        };
        let mut example = example.clone();
        if let Some(object) = example.as_object_mut() {
            for way in &in_path {
                object.remove(&way.json());
            }
        }
        let mut is_required = false;
        for field in request
            .fields()
            .filter(|field| !names.iter().any(|name| name == field.name()))
        {
            is_required |= rules::of(&field)?.required;
        }
        Ok((schema, example, is_required))
    }

    fn responses(&self, examples: &Examples, schemas: &mut Schemas<'_>) -> Result<Map<String, Value>> {
        let first = self.call.method.input().fields().next();
        let field = first.map_or_else(|| "body".to_owned(), |field| field.json_name().to_owned());
        let mut responses = problems::responses(self.call, &field);
        let schema = schemas.message(&self.call.method.output())?;
        let example = examples.answer(self.call)?;
        let content = if self.call.method.is_server_streaming() {
            json!({"text/event-stream": {
                "schema": {"type": "string", "contentMediaType": "application/json", "contentSchema": schema},
                "example": format!("data: {example}\n\n"),
            }})
        } else {
            json!({"application/json": {"schema": schema, "example": example}})
        };
        responses.insert(
            "200".to_owned(),
            json!({"description": "Done.", "content": content}),
        );
        Ok(responses)
    }
}

fn parameter(
    place: &str,
    name: &str,
    way: &Way,
    example: &Value,
    schemas: &mut Schemas<'_>,
) -> Result<Value> {
    let mut schema = schemas.field(&way.leaf)?;
    let about = schema
        .as_object_mut()
        .and_then(|schema| schema.remove("description"));
    let is_required = place == "path" || (way.fields.len() == 1 && rules::of(&way.leaf)?.required);
    let mut parameter = json!({"name": name, "in": place, "required": is_required, "schema": schema});
    if let Some(about) = about {
        set(&mut parameter, "description", about);
    }
    let said = way
        .fields
        .iter()
        .try_fold(example, |value, field| value.get(field.json_name()));
    if let Some(said) = said {
        set(&mut parameter, "example", said.clone());
    }
    Ok(parameter)
}

/// Headers that many calls share.
pub(super) fn shared_parameters() -> Value {
    let header = |name: &str, about: &str, is_required: bool, example: &str| {
        json!({
            "name": name, "in": "header", "required": is_required, "description": about,
            "schema": {"type": "string"}, "example": example,
        })
    };
    json!({
        "AcceptLanguage": header("Accept-Language", "The language of refusals: `vi` or `en`.", false, "en"),
        "IdempotencyKey": header(
            "Idempotency-Key",
            "A key of the client's own: the same request with the same key is carried out once.",
            false,
            "0d9f3c3e-3f53-4b44-9f70-9c3b4b1d2a10",
        ),
        "IfMatch": header("If-Match", "The `etag` of the version that is edited.", true, "\"1\""),
        "LastEventId": header("Last-Event-ID", "The `id` of the last event that was seen.", false, "1"),
    })
}
