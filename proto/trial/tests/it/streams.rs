//! Server streams: events over REST, messages over gRPC.

use sotay_rest::Language;
use sotay_trial::trial::v1::trial_server::Trial;
use sotay_trial::trial::v1::*;
use tokio_stream::StreamExt;

use crate::house::{grpc, guarded, request, say, send};

#[tokio::test]
async fn events_have_ids_and_go_on_after_the_last_seen() {
    let said = say("GET /v1/things/pen/watch?cursor=2", "").await;
    assert_eq!(said.headers["content-type"], "text/event-stream");
    assert_eq!(
        said.text,
        "id: 3\ndata: {\"cursor\":\"3\",\"count\":\"3\"}\n\nid: 4\ndata: {\"cursor\":\"4\",\"count\":\"4\"}\n\n\
         id: last\ndata: {\"cursor\":\"last\",\"count\":\"0\"}\n\n"
    );
    let mut again = request("GET /v1/things/pen/watch?cursor=2", "");
    again.headers_mut().insert("last-event-id", "6".parse().unwrap());
    assert!(send(again).await.text.starts_with("id: 7\n"));
}

#[tokio::test]
async fn a_refusal_before_the_first_event_is_a_problem() {
    let said = say("GET /v1/things/gone/watch", "").await;
    assert_eq!(said.refusal(), ["NOT_FOUND"]);
}

#[tokio::test]
async fn a_refusal_later_is_the_last_event() {
    let said = say("GET /v1/things/breaks/watch", "").await;
    let (_, last) = said.text.split_once("event: error\ndata: ").unwrap();
    let problem: serde_json::Value = serde_json::from_str(last.trim()).unwrap();
    assert_eq!(problem["code"], "BROKEN");
    assert!(!said.text.contains("42") && !said.text.contains("id: last"));

    let message = WatchThingRequest {
        name: "breaks".to_owned(),
        cursor: String::new(),
    };
    let answers = guarded()
        .watch_thing(grpc(message, Language::English))
        .await
        .unwrap()
        .into_inner();
    let answers: Vec<_> = answers.collect().await;
    assert_eq!(answers.len(), 3);
    assert!(!format!("{:?}", answers[2]).contains("42"));
}

#[tokio::test(start_paused = true)]
async fn silence_is_filled_and_ids_cannot_break_a_line() {
    let said = say("GET /v1/things/slow/watch", "").await;
    assert_eq!(
        said.text,
        ": still here\n\ndata: {\"cursor\":\"bad\\nid\",\"count\":\"1\"}\n\n"
    );
}
