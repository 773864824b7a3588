//! REST from the request's JSON: the path takes its fields, the rest travels as body or query, as the binding says.

use axum::Router;
use axum::body::Body;
use heck::ToLowerCamelCase;
use http::{Request, header};
use http_body_util::BodyExt;
use serde_json::{Map, Value};
use sotay_rest::{Binding, Body as Carries};
use tower::ServiceExt;

use super::problem::Problem;
use super::wire::{Ask, STREAM_BEGINS};

/// Makes a call at its first route.
pub(crate) async fn call(house: &Router, ask: &Ask) -> Result<Value, Problem> {
    let mut request = request(&ask.method.bindings[0], &ask.request);
    for (name, value) in &ask.headers {
        request.headers_mut().append(*name, value.parse().unwrap());
    }
    send(house, request).await
}

/// Sends any request and reads the answer as JSON.
pub(crate) async fn send(house: &Router, request: Request<Body>) -> Result<Value, Problem> {
    let response = house.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    if parts
        .headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind == "text/event-stream")
    {
        return Ok(Value::from(STREAM_BEGINS));
    }
    let bytes = body.collect().await.unwrap().to_bytes();
    let json =
        serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{}: {error}: {bytes:?}", parts.status));
    if parts.status.is_success() {
        return Ok(json);
    }
    let content_type = parts.headers[header::CONTENT_TYPE].to_str().unwrap();
    Err(Problem::of_rest(parts.status, content_type, &json))
}

/// The HTTP request that says this message.
pub(crate) fn request(binding: &Binding, message: &Value) -> Request<Body> {
    let mut left = message.as_object().expect("a message is an object").clone();
    let path = path(binding.template, &mut left);
    let (body, query) = match binding.body {
        Carries::None => (None, left),
        Carries::Whole => (Some(Value::Object(left)), Map::new()),
        Carries::Field(name) => (left.remove(&name.to_lower_camel_case()), left),
    };
    let query = query_of("", &Value::Object(query)).join("&");
    let uri = if query.is_empty() {
        path
    } else {
        format!("{path}?{query}")
    };
    let request = Request::builder().method(binding.verb).uri(uri);
    match body {
        None => request.body(Body::empty()),
        Some(json) => request
            .header(header::CONTENT_TYPE, "application/json")
            .body(Body::from(json.to_string())),
    }
    .unwrap()
}

fn path(template: &str, left: &mut Map<String, Value>) -> String {
    let fill = |segment: &str| match segment.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        None => segment.to_owned(),
        Some(field) => encoded(&plain(&taken(left, field))),
    };
    template.split('/').map(fill).collect::<Vec<_>>().join("/")
}

/// Takes a field out of a message; `a.b` is the field `b` of the message in `a`.
fn taken(message: &mut Map<String, Value>, field: &str) -> Value {
    match field.split_once('.') {
        None => message.remove(&field.to_lower_camel_case()).unwrap_or_default(),
        Some((outer, inner)) => message[&outer.to_lower_camel_case()]
            .as_object_mut()
            .map(|message| taken(message, inner))
            .unwrap_or_default(),
    }
}

fn query_of(name: &str, value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(items) => items.iter().flat_map(|item| query_of(name, item)).collect(),
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(field, value)| {
                let dot = if name.is_empty() { "" } else { "." };
                query_of(&format!("{name}{dot}{field}"), value)
            })
            .collect(),
        scalar => vec![format!("{name}={}", encoded(&plain(scalar)))],
    }
}

fn plain(scalar: &Value) -> String {
    match scalar {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                char::from(byte).to_string()
            }
            other => format!("%{other:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[tokio::test]
    async fn every_field_travels_in_its_place() {
        let binding = |body, template| Binding {
            verb: "POST",
            template,
            body,
        };
        let message = json!({"meetingId": "a/b", "edit": {"title": "x"}, "ids": [1, 2], "page": {"size": 5}});
        let asked = request(
            &binding(Carries::Field("edit"), "/v1/meetings/{meeting_id}/open"),
            &message,
        );
        assert_eq!(asked.uri(), "/v1/meetings/a%2Fb/open?ids=1&ids=2&page.size=5");
        let body = asked.into_body().collect().await.unwrap().to_bytes();
        assert_eq!(body, r#"{"title":"x"}"#);
    }
}
