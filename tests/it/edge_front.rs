//! What every request passes: the same refusals on both wires, whatever is behind.

use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::body::Body;
use http::{Request, StatusCode};
use sotay::edge::Limits;
use sotay_rest::refused_of;
use tonic::Code;
use tonic_health::pb::HealthCheckRequest;
use tonic_types::StatusExt;

use crate::edge_house::{GOOD_TOKEN, Mood, SECRET, code, house, text};

fn check() -> tonic::Request<HealthCheckRequest> {
    tonic::Request::new(HealthCheckRequest::default())
}

fn reason(status: &tonic::Status) -> String {
    status
        .get_details_error_info()
        .map_or_else(String::new, |info| info.reason)
}

#[tokio::test]
async fn an_unknown_path_is_refused_on_both_wires() {
    let house = house(Mood::Ready, Limits::default());
    let rest = house.get("/nowhere").await;
    assert_eq!(rest.status(), StatusCode::NOT_FOUND);
    assert_eq!(code(rest).await, "UNKNOWN_PATH");

    for path in ["/sotay.nowhere.v1.Nowhere/Go", "/grpc.health.v1.Health/Nowhere"] {
        let request = Request::post(path)
            .header("content-type", "application/grpc")
            .body(Body::empty())
            .unwrap();
        let grpc = house.ask(request).await;
        assert_eq!(grpc.status(), StatusCode::OK);
        assert_eq!(grpc.headers()["grpc-status"], "12", "{path}");
    }
}

#[tokio::test]
async fn a_path_spelled_otherwise_is_another_path() {
    let house = house(Mood::Ready, Limits::default());
    for path in [
        "//hello",
        "/hello/",
        "/./hello",
        "/who/../hello",
        "/%68ello",
        "/hello%2f",
        "/HELLO",
        "/hello;x=1",
    ] {
        let rest = house.get(path).await;
        assert_eq!(rest.status(), StatusCode::NOT_FOUND, "{path}");
        assert_eq!(code(rest).await, "UNKNOWN_PATH");
    }
    for path in [
        "//grpc.health.v1.Health/Check",
        "/grpc.health.v1.Health/%43heck",
        "/grpc.health.v1.Health//Check",
    ] {
        let request = Request::post(path)
            .header("content-type", "application/grpc")
            .body(Body::empty())
            .unwrap();
        assert_eq!(house.ask(request).await.headers()["grpc-status"], "12", "{path}");
    }
}

#[tokio::test]
async fn an_unknown_verb_is_refused_and_told_which_there_are() {
    let house = house(Mood::Ready, Limits::default());
    let refused = house
        .ask(Request::delete("/hello").body(Body::empty()).unwrap())
        .await;
    assert_eq!(refused.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(refused.headers()["allow"], "GET,HEAD,POST");
    assert_eq!(code(refused).await, "METHOD_NOT_ALLOWED");
}

#[tokio::test]
async fn a_panic_answers_broken_and_says_nothing_of_it() {
    let house = house(Mood::Panics, Limits::default());
    let rest = house.get("/readyz").await;
    assert_eq!(rest.status(), StatusCode::INTERNAL_SERVER_ERROR);
    let problem = text(rest).await;
    assert!(
        problem.contains("\"BROKEN\"") && !problem.contains(SECRET),
        "{problem}"
    );

    let grpc = house.health().check(check()).await.unwrap_err();
    assert_eq!((grpc.code(), reason(&grpc).as_str()), (Code::Internal, "BROKEN"));
    assert!(!format!("{grpc:?}").contains(SECRET));
}

#[tokio::test]
async fn a_call_that_takes_too_long_is_dropped() {
    let house = house(
        Mood::Hangs,
        Limits {
            call: Duration::from_millis(60),
            ..Limits::default()
        },
    );
    let rest = house.get("/readyz").await;
    assert_eq!(rest.status(), StatusCode::GATEWAY_TIMEOUT);
    assert_eq!(code(rest).await, "DEADLINE_EXCEEDED");

    let grpc = house.health().check(check()).await.unwrap_err();
    assert_eq!(
        (grpc.code(), reason(&grpc).as_str()),
        (Code::DeadlineExceeded, "DEADLINE_EXCEEDED")
    );
}

#[tokio::test]
async fn a_client_may_ask_for_less_time_and_gets_it() {
    let house = house(Mood::Hangs, Limits::default());
    let request = Request::get("/readyz")
        .header("x-request-timeout-ms", "60")
        .body(Body::empty())
        .unwrap();
    assert_eq!(house.ask(request).await.status(), StatusCode::GATEWAY_TIMEOUT);

    let mut request = check();
    request.set_timeout(Duration::from_millis(60));
    assert_eq!(
        house.health().check(request).await.unwrap_err().code(),
        Code::DeadlineExceeded
    );
}

#[tokio::test]
async fn too_little_time_is_refused_before_any_work() {
    let house = house(Mood::Ready, Limits::default());
    let request = Request::get("/readyz")
        .header("x-request-timeout-ms", "49")
        .body(Body::empty())
        .unwrap();
    assert_eq!(house.ask(request).await.status(), StatusCode::GATEWAY_TIMEOUT);

    let mut request = check();
    request.set_timeout(Duration::from_millis(49));
    assert_eq!(
        house.health().check(request).await.unwrap_err().code(),
        Code::DeadlineExceeded
    );
    assert_eq!(house.asked.load(Ordering::Relaxed), 0);
}

#[tokio::test]
async fn a_body_too_long_is_refused_on_both_wires() {
    let house = house(Mood::Ready, Limits::default());
    let long = vec![b'a'; (1 << 20) + 1];
    let in_pieces = || {
        let pieces: Vec<_> = long
            .chunks(1 << 16)
            .map(|piece| Ok::<_, std::io::Error>(piece.to_vec()))
            .collect();
        Body::from_stream(futures_util::stream::iter(pieces))
    };
    for body in [Body::from(long.clone()), in_pieces()] {
        let rest = house.ask(Request::post("/length").body(body).unwrap()).await;
        assert_eq!(rest.status(), StatusCode::PAYLOAD_TOO_LARGE);
        assert_eq!(code(rest).await, "BODY_TOO_LARGE");
    }

    let service = String::from_utf8(long.clone()).unwrap();
    let grpc = house
        .health()
        .check(HealthCheckRequest { service })
        .await
        .unwrap_err();
    assert_eq!(
        (grpc.code(), reason(&grpc).as_str()),
        (Code::ResourceExhausted, "BODY_TOO_LARGE")
    );
    assert_eq!(
        refused_of(&grpc).kind,
        sotay_rest::Kind::TooMany,
        "over the wire only the code is left"
    );
}

#[tokio::test]
async fn what_fits_passes_and_a_route_may_take_more() {
    let house = house(Mood::Ready, Limits::default());
    for (path, bytes) in [("/length", 1 << 20), ("/roster", 3 << 20)] {
        let taken = house
            .ask(Request::post(path).body(Body::from(vec![b'a'; bytes])).unwrap())
            .await;
        assert_eq!(text(taken).await, bytes.to_string(), "{path}");
    }
}

#[tokio::test]
async fn the_sign_in_layer_says_what_it_saw() {
    let house = house(Mood::Ready, Limits::default());
    assert_eq!(text(house.get("/who").await).await, "nobody");
    for (header, seen) in [
        (format!("Bearer {GOOD_TOKEN}"), "member 1"),
        ("Bearer somebody-else".to_owned(), "SIGN_IN_REQUIRED"),
        ("Basic bGFuOmxhbg==".to_owned(), "SIGN_IN_REQUIRED"),
    ] {
        let request = Request::get("/who")
            .header("authorization", header)
            .body(Body::empty())
            .unwrap();
        assert_eq!(text(house.ask(request).await).await, seen);
    }
}

#[tokio::test]
async fn a_session_reads_a_hundred_times_at_once_over_both_wires_together() {
    let house = house(Mood::Ready, Limits::default());
    let signed = |request: http::request::Builder| {
        request
            .header("authorization", format!("Bearer {GOOD_TOKEN}"))
            .body(Body::empty())
            .unwrap()
    };
    for _ in 0..99 {
        assert_eq!(
            house.ask(signed(Request::get("/hello"))).await.status(),
            StatusCode::OK
        );
    }
    let over_grpc = || {
        let mut request = check();
        request
            .metadata_mut()
            .insert("authorization", format!("Bearer {GOOD_TOKEN}").parse().unwrap());
        request
    };
    house.health().check(over_grpc()).await.unwrap();

    let rest = house.ask(signed(Request::get("/hello"))).await;
    assert_eq!(rest.status(), StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(rest.headers()["retry-after"], "1");
    assert_eq!(code(rest).await, "TOO_MANY_REQUESTS");
    let grpc = house.health().check(over_grpc()).await.unwrap_err();
    assert_eq!(grpc.code(), Code::ResourceExhausted);
    assert_eq!(
        grpc.get_details_retry_info().and_then(|info| info.retry_delay),
        Some(Duration::from_millis(25)),
        "one read more in every 25 ms"
    );

    let write = house.ask(signed(Request::post("/hello"))).await;
    assert_eq!(write.status(), StatusCode::OK, "writes are counted elsewhere");
    assert_eq!(
        house.get("/hello").await.status(),
        StatusCode::OK,
        "others are not kept out"
    );
}

#[tokio::test]
async fn refusals_speak_the_callers_language() {
    let house = house(Mood::Ready, Limits::default());
    let request = Request::get("/nowhere")
        .header("accept-language", "en")
        .body(Body::empty())
        .unwrap();
    let english = house.ask(request).await;
    assert_eq!(english.headers()["content-language"], "en");
    assert!(text(english).await.contains("no such path"));
    assert_eq!(house.get("/nowhere").await.headers()["content-language"], "vi");
}
