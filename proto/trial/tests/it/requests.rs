//! What is understood: paths, queries, bodies.

use http::StatusCode;
use serde_json::json;

use crate::house::{SHELF, request, say, send};

#[tokio::test]
async fn a_whole_body_and_a_path_make_one_request() {
    let said = say(
        &format!("POST /v1/shelves/{SHELF}/things"),
        r#"{"thing":{"name":"Sổ tay","kind":"BOOK","big":"-9007199254740993","bigger":7,"picture":"AQID",
            "madeTime":"2023-12-03T19:30:00+07:00","age":"1.5s","parts":[{"title":"bìa","count":2}],
            "words":["a","b"],"kinds":["PEN"],"type":"abc","day":"2024-02-29","weight":1.5}}"#,
    )
    .await;
    assert_eq!(said.status, StatusCode::OK, "{}", said.text);
    let understood = json!({
        "shelf": SHELF, "name": "Sổ tay", "kind": "BOOK", "big": "-9007199254740993", "bigger": "7",
        "picture": "AQID", "madeTime": "2023-12-03T12:30:00Z", "age": "1.500s",
        "parts": [{"title": "bìa", "count": 2}], "words": ["a", "b"], "kinds": ["PEN"], "type": "abc",
        "day": "2024-02-29", "weight": 1.5,
    });
    assert_eq!(said.json(), understood);
}

#[tokio::test]
async fn only_listed_metadata_becomes_headers() {
    let said = say(
        &format!("POST /v1/shelves/{SHELF}/things"),
        r#"{"thing":{"name":"pen"}}"#,
    )
    .await;
    assert_eq!(said.headers["etag"], "\"7\"");
    assert_eq!(said.headers["content-type"], "application/json");
    assert!(!said.headers.contains_key("x-inside"));
}

#[tokio::test]
async fn scalars_and_lists_are_written_also_when_empty_messages_are_not() {
    let said = say("GET /v1/things/pen", "").await;
    let written = json!({
        "shelf": "", "name": "pen", "kind": "KIND_UNSPECIFIED", "big": "0", "bigger": "0", "picture": "",
        "parts": [], "words": [], "kinds": [], "type": "", "day": "", "weight": 0.0,
    });
    assert_eq!(said.json(), written);
}

#[tokio::test]
async fn an_additional_binding_takes_a_nested_path_a_field_as_body_and_a_query() {
    let said = say(
        &format!("PUT /v1/shelves/{SHELF}/things/S%E1%BB%95?dryRun=false"),
        r#"{"kind":"PEN"}"#,
    )
    .await;
    assert_eq!(said.json()["name"], "Sổ");
    assert_eq!(said.json()["kind"], "PEN");
    let said = say(
        &format!("PUT /v1/shelves/{SHELF}/things/pen?dryRun=true"),
        r#"{"name":"pen"}"#,
    )
    .await;
    assert_eq!(said.json()["name"], "dry");
}

#[tokio::test]
async fn queries_hold_lists_nested_fields_and_large_numbers() {
    let said = say(
        "GET /v1/things?tags=old&tags=a%26b&filter.kind=PEN&filter.done=false&filter.kinds=BOOK&filter.kinds=PEN\
         &filter.fromTime=2023-12-03T12:30:00Z&after=9007199254740993&pageSize=20",
        "",
    )
    .await;
    let understood = json!({
        "tags": ["old", "a&b"], "after": "9007199254740993", "pageSize": 20,
        "filter": {"kind": "PEN", "done": false, "fromTime": "2023-12-03T12:30:00Z", "kinds": ["BOOK", "PEN"]},
    });
    assert_eq!(said.json()["asked"], understood, "{}", said.text);
    assert_eq!(
        say("GET /v1/things", "").await.json()["asked"]["filter"],
        json!(null)
    );
}

#[tokio::test]
async fn delete_answers_an_empty_object() {
    let said = say("DELETE /v1/things/pen", "").await;
    assert_eq!((said.status, said.text.as_str()), (StatusCode::OK, "{}"));
}

#[tokio::test]
async fn a_call_with_an_empty_body_needs_no_content_type() {
    let said = say("PATCH /v1/things/pen/label", "").await;
    assert_eq!(said.status, StatusCode::OK, "{}", said.text);
    let mut plain = request("PATCH /v1/things/pen/label", r#"{"text":"x"}"#);
    plain
        .headers_mut()
        .insert("content-type", "text/plain".parse().unwrap());
    let said = send(plain).await;
    assert_eq!(
        said.refusal(),
        ["INVALID_ARGUMENT", "Content-Type: Has to be application/json."]
    );
    let mut charset = request("PATCH /v1/things/pen/label", r#"{"text":"x"}"#);
    charset
        .headers_mut()
        .insert("content-type", "Application/JSON; charset=utf-8".parse().unwrap());
    assert_eq!(send(charset).await.status, StatusCode::OK);
}

#[tokio::test]
async fn null_is_a_field_that_is_not_said() {
    let line = format!("POST /v1/shelves/{SHELF}/things");
    let said = say(
        &line,
        r#"{"thing":{"name":"pen","shelf":null,"kind":null,"big":null,"weight":null,"words":null,"parts":null,"madeTime":null}}"#,
    )
    .await;
    assert_eq!(said.status, StatusCode::OK, "{}", said.text);
    let said = say(&line, r#"{"thing":{"name":null}}"#).await;
    assert_eq!(said.refusal()[1], "thing.name: Is required.");
    let said = say(&line, r#"{"thing":{"name":"pen","big":null,"words":[null]}}"#).await;
    assert_eq!(said.status, StatusCode::BAD_REQUEST);
    let said = say(&line, r#"{"thing":{"name":"pen","big":null,"color":1}}"#).await;
    assert_eq!(said.refusal()[1], "thing.color: There is no such field.");
}
