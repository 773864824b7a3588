//! PATCH: what is edited is what the mask names, and without a mask what is present.

use http::StatusCode;
use serde_json::json;
use sotay_rest::Language;
use sotay_trial::trial::v1::trial_server::Trial;
use sotay_trial::trial::v1::*;

use crate::house::{Said, grpc, guarded, request, send};

async fn patch(path: &str, json: &str) -> Said {
    let mut request = request(&format!("PATCH {path}"), json);
    request.headers_mut().insert("if-match", "\"7\"".parse().unwrap());
    send(request).await
}

#[tokio::test]
async fn without_a_mask_the_fields_present_are_edited() {
    let said = patch("/v1/things/pen", r#"{"madeTime":null,"title":"Bút"}"#).await;
    assert_eq!(
        said.json()["asked"],
        json!({"name": "pen", "edit": {"title": "Bút"}, "updateMask": "madeTime,title"})
    );
    let said = patch("/v1/things/pen", "").await;
    assert_eq!(said.json()["asked"]["updateMask"], "");
    let said = patch("/v1/things/pen/label", r#"{"name":"pen","text":"","colors":[]}"#).await;
    assert_eq!(said.json()["asked"]["updateMask"], "colors,text");
}

#[tokio::test]
async fn a_mask_in_query_or_body_goes_first() {
    let said = patch("/v1/things/pen?updateMask=title,kind", r#"{"title":"Bút"}"#).await;
    assert_eq!(said.json()["asked"]["updateMask"], "title,kind", "{}", said.text);
    let said = patch("/v1/things/pen/label", r#"{"text":"x","updateMask":"colors"}"#).await;
    assert_eq!(said.json()["asked"]["updateMask"], "colors");
}

#[tokio::test]
async fn over_grpc_the_fields_present_are_edited_too() {
    let edit = ThingEdit {
        title: Some("Bút".to_owned()),
        kind: None,
        made_time: None,
    };
    let message = UpdateThingRequest {
        name: "pen".to_owned(),
        edit: Some(edit),
        update_mask: None,
    };
    let mut request = grpc(message, Language::English);
    request
        .metadata_mut()
        .insert("if-match", "\"7\"".parse().unwrap());
    let asked = guarded()
        .update_thing(request)
        .await
        .unwrap()
        .into_inner()
        .asked
        .unwrap();
    assert_eq!(asked.update_mask.unwrap().paths, ["title"]);
}

#[tokio::test]
async fn masks_name_known_fields_only() {
    let said = patch("/v1/things/pen?updateMask=title,name", r#"{"title":"Bút"}"#).await;
    assert_eq!(
        said.refusal(),
        ["INVALID_ARGUMENT", "updateMask: There is no field name to edit."]
    );
    let said = patch("/v1/things/pen?updateMask=*", r#"{"title":"Bút"}"#).await;
    assert_eq!(
        said.refusal()[1],
        "updateMask: Not a list of field names such as title,startTime."
    );
}

#[tokio::test]
async fn present_fields_keep_their_rules() {
    let said = patch("/v1/things/pen", r#"{"title":"","kind":"KIND_UNSPECIFIED"}"#).await;
    assert_eq!(
        said.refusal()[1..],
        ["edit.title: At least 1 character.", "edit.kind: Is required."]
    );
}

#[tokio::test]
async fn a_call_that_needs_if_match_says_so() {
    let said = send(request("PATCH /v1/things/pen", r#"{"title":"Bút"}"#)).await;
    assert_eq!(
        (said.status, said.refusal()),
        (StatusCode::PRECONDITION_FAILED, vec!["ETAG_REQUIRED".to_owned()])
    );
}
