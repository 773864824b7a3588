//! What every answer carries, the probes, the pages, gRPC-Web, reflection and the figures.

use std::net::SocketAddr;

use axum::body::Body;
use http::{Request, StatusCode};
use sotay::edge::{Limits, Peer, collect, serve_metrics};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_check_response::ServingStatus;

use crate::edge_house::{Mood, house, text};
use crate::edge_port::within;

#[tokio::test]
async fn every_answer_tells_the_time_and_how_to_treat_it() {
    let house = house(Mood::Ready, Limits::default());
    for path in ["/hello", "/nowhere"] {
        let answer = house.get(path).await;
        for (name, value) in [
            ("x-server-time", "1970-01-01T00:00:00.000Z"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
            (
                "content-security-policy",
                "default-src 'none'; frame-ancestors 'none'",
            ),
        ] {
            assert_eq!(answer.headers()[name], value, "{path}");
        }
    }
    let grpc = house.health().check(HealthCheckRequest::default()).await.unwrap();
    assert_eq!(
        grpc.metadata().get("x-server-time").unwrap(),
        "1970-01-01T00:00:00.000Z"
    );
}

#[tokio::test]
async fn a_request_keeps_its_id_when_it_is_one() {
    let house = house(Mood::Ready, Limits::default());
    let asked_with = async |id: &str| {
        let request = Request::get("/hello")
            .header("x-request-id", id)
            .body(Body::empty())
            .unwrap();
        house.ask(request).await.headers()["x-request-id"]
            .to_str()
            .unwrap()
            .to_owned()
    };
    let id = "0192f0c4-7d3a-7000-8000-000000000001";
    assert_eq!(asked_with(id).await, id);
    let given = asked_with("Nguyen Thi Lan").await;
    assert!(given.parse::<uuid::Uuid>().is_ok(), "{given}");
}

#[tokio::test]
async fn a_forwarded_address_counts_only_from_a_known_proxy() {
    let house = house(Mood::Ready, Limits::default());
    for (peer, client) in [("127.0.0.1:999", "198.51.100.9"), ("192.0.2.1:999", "192.0.2.1")] {
        let peer = Peer(peer.parse::<SocketAddr>().unwrap());
        let request = Request::get("/address")
            .extension(peer)
            .header("x-forwarded-for", "203.0.113.5, 198.51.100.9")
            .body(Body::empty())
            .unwrap();
        assert_eq!(text(house.ask(request).await).await, client);
    }
}

#[tokio::test]
async fn probes_follow_the_stop_signal() {
    let house = house(Mood::Ready, Limits::default());
    let mut watched = house
        .health()
        .watch(HealthCheckRequest::default())
        .await
        .unwrap()
        .into_inner();
    let told = within(watched.message()).await.unwrap().unwrap();
    assert_eq!(told.status(), ServingStatus::Serving);
    assert_eq!(house.get("/readyz").await.status(), StatusCode::OK);

    house.stop.cancel();
    assert_eq!(
        house.get("/readyz").await.status(),
        StatusCode::SERVICE_UNAVAILABLE
    );
    assert_eq!(house.get("/livez").await.status(), StatusCode::OK);
    let told = within(watched.message()).await.unwrap().unwrap();
    assert_eq!(told.status(), ServingStatus::NotServing);
    assert!(
        within(watched.message()).await.unwrap().is_none(),
        "a watcher must not hold up the drain"
    );
}

#[tokio::test]
async fn the_api_page_asks_no_other_host() {
    let house = house(Mood::Ready, Limits::default());
    let json = house.get("/openapi.json").await;
    assert_eq!(json.headers()["content-type"], "application/json");
    assert_eq!(text(json).await, r#"{"openapi":"3.1.0"}"#);

    assert_eq!(house.get("/docs").await.headers()["location"], "/docs/");
    let page = house.get("/docs/").await;
    assert!(
        page.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .starts_with("default-src 'self'")
    );
    let script = text(house.get("/docs/swagger-initializer.js").await).await;
    assert!(
        script.contains("/openapi.json") && script.contains(r#""validatorUrl": "none""#),
        "{script}"
    );
    for loaded in [text(page).await, script] {
        assert!(
            !loaded.contains("http://") && !loaded.contains("https://"),
            "{loaded}"
        );
    }
}

#[tokio::test]
async fn grpc_web_is_answered_over_http1_with_trailers_in_the_body() {
    let house = house(Mood::Ready, Limits::default());
    for (path, status) in [
        ("/grpc.health.v1.Health/Check", "grpc-status:0"),
        ("/sotay.x.v1.X/Y", "grpc-status:12"),
    ] {
        let request = Request::post(path)
            .header("content-type", "application/grpc-web+proto")
            .body(Body::from(vec![0; 5]))
            .unwrap();
        let answer = house.ask(request).await;
        assert_eq!(answer.headers()["content-type"], "application/grpc-web+proto");
        let in_head = answer
            .headers()
            .get("grpc-status")
            .map(|value| format!("grpc-status:{}", value.to_str().unwrap()));
        let body = text(answer).await;
        assert!(
            body.contains(status) || in_head.as_deref() == Some(status),
            "{path}: {body:?}"
        );
    }
}

macro_rules! lists_services {
    ($house:expr, $version:ident) => {{
        use tonic_reflection::pb::$version::ServerReflectionRequest;
        use tonic_reflection::pb::$version::server_reflection_client::ServerReflectionClient;
        use tonic_reflection::pb::$version::server_reflection_request::MessageRequest;
        use tonic_reflection::pb::$version::server_reflection_response::MessageResponse;
        let request = ServerReflectionRequest {
            host: String::new(),
            message_request: Some(MessageRequest::ListServices(String::new())),
        };
        let mut client = ServerReflectionClient::new($house.router.clone());
        let mut answers = client
            .server_reflection_info(futures_util::stream::iter([request]))
            .await
            .unwrap()
            .into_inner();
        match within(answers.message())
            .await
            .unwrap()
            .unwrap()
            .message_response
            .unwrap()
        {
            MessageResponse::ListServicesResponse(list) => list
                .service
                .into_iter()
                .map(|service| service.name)
                .collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        }
    }};
}

#[tokio::test]
async fn reflection_answers_in_both_versions() {
    let house = house(Mood::Ready, Limits::default());
    for services in [lists_services!(house, v1), lists_services!(house, v1alpha)] {
        for service in ["grpc.health.v1.Health", "sotay.meetings.v1.Meetings"] {
            assert!(
                services.iter().any(|listed| listed == service),
                "{service} is not in {services:?}"
            );
        }
    }
}

#[tokio::test]
async fn figures_are_kept_by_route_and_never_by_what_was_asked() {
    let figures = collect().unwrap();
    let house = house(Mood::Ready, Limits::default());
    house.get("/people/nguyen-thi-lan?phone=0912345678").await;
    house.get("/wanderer").await;
    house.health().check(HealthCheckRequest::default()).await.unwrap();

    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let serving = tokio::spawn(serve_metrics(listener, figures, stop.clone()));
    let mut scraper = TcpStream::connect(address).await.unwrap();
    scraper
        .write_all(b"GET /metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    let mut page = String::new();
    within(scraper.read_to_string(&mut page)).await.unwrap();

    for line in [
        r#"sotay_requests_total{wire="rest",verb="GET",route="/people/{name}",status="200"} 1"#,
        r#"sotay_requests_total{wire="grpc",verb="POST",route="/grpc.health.v1.Health/Check",status="0"}"#,
        r#"route="unknown",status="404"}"#,
        "sotay_request_seconds_bucket{",
    ] {
        assert!(page.contains(line), "{line} is missing in\n{page}");
    }
    for personal in ["nguyen", "0912345678", "wanderer"] {
        assert!(!page.contains(personal), "{personal} stands in\n{page}");
    }
    stop.cancel();
    within(serving).await.unwrap();
}
