//! What is refused, and that both wires say the same.

use http::StatusCode;
use serde_json::json;
use sotay_rest::{Language, Refused, SignIn, codes};
use sotay_trial::trial::v1::trial_server::Trial;
use sotay_trial::trial::v1::*;
use tonic::Code;
use tonic_types::StatusExt;

use crate::house::{SHELF, Said, grpc, guarded, request, say, send};

async fn create(thing: &str) -> Said {
    say(
        &format!("POST /v1/shelves/{SHELF}/things"),
        &format!(r#"{{"thing":{thing}}}"#),
    )
    .await
}

#[tokio::test]
async fn what_the_contract_does_not_know_is_refused_by_name() {
    assert_eq!(
        say("GET /v1/things?color=red&after=1", "").await.refusal(),
        ["INVALID_ARGUMENT", "color: There is no such parameter."]
    );
    assert_eq!(
        say("GET /v1/things?page_size=1", "").await.refusal()[1],
        "page_size: There is no such parameter."
    );
    assert_eq!(
        say("GET /v1/things/pen?color=red", "").await.refusal()[1],
        "color: There is no such parameter."
    );
    let said = create(r#"{"name":"pen","parts":[{"title":"a","count":1,"color":1}]}"#).await;
    assert_eq!(
        said.refusal(),
        [
            "INVALID_ARGUMENT",
            "thing.parts[0].color: There is no such field."
        ]
    );
    let said = say(&format!("PUT /v1/shelves/{SHELF}/things/pen"), r#"{"colour":1}"#).await;
    assert_eq!(said.refusal()[1], "thing.colour: There is no such field.");
    let said = say(
        &format!("POST /v1/shelves/{SHELF}/things"),
        r#"{"thing":{"name":"pen"},"x":1}"#,
    )
    .await;
    assert_eq!(said.refusal()[1], "x: There is no such field.");
}

#[tokio::test]
async fn every_unreadable_parameter_is_named() {
    let said = say(
        "GET /v1/things?after=x&filter.done=yes&filter.kind=CAR&filter.fromTime=now&pageSize=1&pageSize=2",
        "",
    )
    .await;
    assert_eq!(said.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        said.refusal(),
        [
            "INVALID_ARGUMENT",
            "after: Has to be a whole number in range.",
            "filter.done: Has to be true or false.",
            "filter.kind: Not one of the known values.",
            "filter.fromTime: Not a time of RFC 3339 such as 2023-12-03T12:30:00Z.",
            "pageSize: May be given once only.",
        ]
    );
}

#[tokio::test]
async fn every_broken_rule_is_named_with_its_path() {
    let said = create(
        r#"{"shelf":"x","name":"a","bigger":101,"picture":"AQIDBAU=","parts":[{},{"title":"a","count":0},{"title":"b","count":1}],
            "words":["toolong"],"kinds":["KIND_UNSPECIFIED"],"type":"ABC","day":"2023-02-29"}"#,
    )
    .await;
    assert_eq!(
        said.refusal(),
        [
            "INVALID_ARGUMENT",
            "thing.shelf: Not a UUID.",
            "thing.name: At least 2 characters.",
            "thing.bigger: At most 100.",
            "thing.picture: At most 4 bytes.",
            "thing.parts: At most 2 items.",
            "thing.parts[0].title: Is required.",
            "thing.parts[0].count: Is required.",
            "thing.parts[1].count: At least 1.",
            "thing.words[0]: At most 3 characters.",
            "thing.kinds[0]: Is required.",
            "thing.type: Has not the right form.",
            "thing.day: Not a date YYYY-MM-DD.",
        ]
    );
    let said = say(&format!("POST /v1/shelves/{SHELF}/things"), "{}").await;
    assert_eq!(said.refusal()[1], "thing: Is required.");
    let said = create("{\"name\":\"a\\u0000b\"}").await;
    assert_eq!(
        said.refusal()[1],
        "thing.name: Holds a character that is not allowed."
    );
}

#[tokio::test]
async fn lengths_are_counted_in_characters() {
    assert_eq!(
        create(r#"{"name":"ữữữữữữữữữữữữữữữữữữữữ"}"#).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_body_that_is_no_json_or_of_the_wrong_kind_says_where() {
    let line = format!("POST /v1/shelves/{SHELF}/things");
    for (json, field) in [
        ("{", "body"),
        ("[]", "body"),
        (r#"{"thing":{"name":"pen"}}x"#, "body"),
        (r#"{"thing":{"name":7}}"#, "thing.name"),
        (r#"{"thing":{"kind":"CAR"}}"#, "thing.kind"),
        (r#"{"thing":{"madeTime":"now"}}"#, "thing.madeTime"),
        (r#"{"thing":{"big":"x"}}"#, "thing.big"),
        (r#"{"thing":{"name":"a","name":"b"}}"#, "thing.name"),
    ] {
        let said = say(&line, json).await;
        assert_eq!(said.status, StatusCode::BAD_REQUEST, "{json}");
        assert_eq!(
            said.json()["fieldViolations"][0]["field"],
            field,
            "{json} {}",
            said.text
        );
    }
    let said = say(
        &line,
        r#"{"shelf":"01890a5d-ac96-774b-bcce-b302099a8058","thing":{"name":"pen"}}"#,
    )
    .await;
    assert_eq!(said.refusal()[1], "shelf: Differs from the one in the path.");
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let said = create(&format!(r#"{{"name":"{}"}}"#, "a".repeat(1024 * 1024))).await;
    assert_eq!(
        (said.status, said.refusal()),
        (StatusCode::PAYLOAD_TOO_LARGE, vec!["BODY_TOO_LARGE".to_owned()])
    );
}

#[tokio::test]
async fn who_are_you_comes_before_is_it_valid() {
    let mut nobody = request("POST /v1/shelves/x/things", "{");
    nobody.extensions_mut().remove::<SignIn>();
    let said = send(nobody).await;
    assert_eq!(
        (said.status, said.refusal()),
        (StatusCode::UNAUTHORIZED, vec!["SIGN_IN_REQUIRED".to_owned()])
    );
    assert_eq!(said.headers["www-authenticate"], "Bearer");

    let mut expired = request("DELETE /v1/things/pen", "");
    expired
        .extensions_mut()
        .insert(SignIn::Refused(Refused::not_found()));
    assert_eq!(send(expired).await.refusal(), ["NOT_FOUND"]);

    let mut public = request("GET /v1/things/pen", "");
    public
        .extensions_mut()
        .insert(SignIn::Refused(Refused::not_found()));
    assert_eq!(send(public).await.status, StatusCode::OK);

    let mut request = grpc(CreateThingRequest::default(), Language::English);
    request.extensions_mut().remove::<SignIn>();
    let status = guarded().create_thing(request).await.unwrap_err();
    assert_eq!(status.code(), Code::Unauthenticated);
    assert_eq!(
        status.get_error_details().error_info().unwrap().reason,
        codes::SIGN_IN_REQUIRED
    );
}

#[tokio::test]
async fn both_wires_refuse_in_the_same_words() {
    for language in [Language::Vietnamese, Language::English] {
        for json in [r#"{"name":"full"}"#, r#"{"name":"a","parts":[{"count":1}]}"#] {
            let thing: Thing = serde_json::from_str(json).unwrap();
            let mut over_rest = request(
                &format!("POST /v1/shelves/{SHELF}/things"),
                &format!(r#"{{"thing":{json}}}"#),
            );
            over_rest
                .headers_mut()
                .insert("accept-language", language.tag().parse().unwrap());
            let said = send(over_rest).await;
            let message = CreateThingRequest {
                shelf: SHELF.to_owned(),
                thing: Some(thing),
                dry_run: false,
            };
            let status = guarded().create_thing(grpc(message, language)).await.unwrap_err();

            let details = status.get_error_details();
            let violations = details
                .bad_request()
                .map(|bad| &bad.field_violations[..])
                .unwrap_or_default();
            let violations: Vec<_> = violations
                .iter()
                .map(|violation| json!({"field": violation.field, "description": violation.description}))
                .collect();
            let problem = said.json();
            assert_eq!(problem["code"], details.error_info().unwrap().reason);
            assert_eq!(problem["detail"], status.message());
            assert_eq!(problem["detail"], details.localized_message().unwrap().message);
            assert_eq!(
                problem["fieldViolations"].as_array().cloned().unwrap_or_default(),
                violations
            );
            let pause = details
                .retry_info()
                .and_then(|info| info.retry_delay)
                .map(|pause| pause.as_millis() as u64);
            assert_eq!(problem["retryAfterMs"].as_u64(), pause);
            assert_eq!(said.headers["content-type"], "application/problem+json");
            assert_eq!(said.headers["content-language"], language.tag());
        }
    }
}

#[tokio::test]
async fn a_refusal_has_its_status_and_says_when_to_try_again() {
    let said = create(r#"{"name":"full"}"#).await;
    assert_eq!(said.status, StatusCode::CONFLICT);
    assert_eq!(said.headers["retry-after"], "3");
    assert_eq!(
        said.json(),
        json!({
            "type": "urn:sotay:refusal:TRIAL_SHELF_FULL", "title": "Not possible in this state", "status": 409,
            "detail": "The shelf is full.", "code": "TRIAL_SHELF_FULL", "retryAfterMs": 2500,
        })
    );
}

#[tokio::test]
async fn panics_and_faults_are_broken_and_say_nothing_more() {
    for name in ["panic", "broken"] {
        let said = say(&format!("GET /v1/things/{name}"), "").await;
        assert_eq!(
            (said.status, said.refusal()),
            (StatusCode::INTERNAL_SERVER_ERROR, vec!["BROKEN".to_owned()])
        );
        assert!(!said.text.contains("42"));
        let message = GetThingRequest {
            name: name.to_owned(),
        };
        let status = guarded()
            .get_thing(grpc(message, Language::English))
            .await
            .unwrap_err();
        assert_eq!(status.code(), Code::Internal);
        assert!(!format!("{status}").contains("42"));
    }
}

#[tokio::test]
async fn unknown_paths_and_verbs_are_problems_too() {
    let said = say("GET /v2/things", "").await;
    assert_eq!(
        (said.status, said.refusal()),
        (StatusCode::NOT_FOUND, vec!["UNKNOWN_PATH".to_owned()])
    );
    let said = say("POST /v1/things", "").await;
    assert_eq!(
        (said.status, said.refusal()),
        (
            StatusCode::METHOD_NOT_ALLOWED,
            vec!["METHOD_NOT_ALLOWED".to_owned()]
        )
    );
    assert_eq!(said.headers["allow"], "GET,HEAD");
    assert_eq!(
        say("GET /v1/things/%ff", "").await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn unknown_enum_numbers_and_times_out_of_range_are_refused_over_grpc() {
    let thing = Thing {
        name: "pen".to_owned(),
        kind: 99,
        made_time: Some(sotay_rest::wkt::Timestamp {
            seconds: i64::MAX,
            nanos: 0,
        }),
        ..Thing::default()
    };
    let message = CreateThingRequest {
        shelf: SHELF.to_owned(),
        thing: Some(thing),
        dry_run: false,
    };
    let status = guarded()
        .create_thing(grpc(message, Language::English))
        .await
        .unwrap_err();
    let details = status.get_error_details();
    let fields: Vec<_> = details
        .bad_request()
        .unwrap()
        .field_violations
        .iter()
        .map(|violation| violation.field.as_str())
        .collect();
    assert_eq!(fields, ["thing.kind", "thing.madeTime"]);
}
