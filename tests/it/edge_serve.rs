//! The accept loop: who is let in, who is shown the door, and how the house closes.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::routing::get;
use sotay::edge::Limits;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::Notify;

use crate::edge_frames as frames;
use crate::edge_port::{Port, hello, quick, within};

const SHORT: Duration = Duration::from_millis(50);
const GET: &[u8] = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n";

/// Whatever arrives until the server closes.
async fn until_closed(stream: &mut TcpStream) -> String {
    let mut heard = Vec::new();
    // A reset is a way of closing, too.
    drop(within(stream.read_to_end(&mut heard)).await);
    String::from_utf8(heard).unwrap()
}

async fn hear(stream: &mut TcpStream, end: &str) -> String {
    let mut heard = String::new();
    while !heard.ends_with(end) {
        heard.push(char::from(within(stream.read_u8()).await.unwrap()));
    }
    heard
}

#[tokio::test]
async fn a_silent_client_is_closed() {
    let port = Port::open(
        hello(),
        Limits {
            first_request: SHORT,
            ..quick()
        },
    )
    .await;
    let mut silent = port.connect().await;
    assert_eq!(until_closed(&mut silent).await, "");
}

#[tokio::test]
async fn a_client_that_greets_in_http2_and_asks_nothing_is_closed() {
    let port = Port::open(
        hello(),
        Limits {
            first_request: SHORT,
            ..quick()
        },
    )
    .await;
    let (mut reader, _writer) = frames::greet(port.connect().await).await;
    while let Some(heard) = within(frames::next(&mut reader)).await {
        assert_ne!(heard.kind, frames::HEADERS);
    }
}

#[tokio::test]
async fn slow_headers_are_closed_also_after_a_first_request() {
    let port = Port::open(
        hello(),
        Limits {
            header_read: SHORT,
            ..quick()
        },
    )
    .await;
    let mut slow = port.connect().await;
    slow.write_all(GET).await.unwrap();
    hear(&mut slow, "hello").await;
    slow.write_all(b"GET / HTTP/1.1\r\nhost: ").await.unwrap();
    assert!(!until_closed(&mut slow).await.contains("hello"));
}

#[tokio::test]
async fn an_oversize_head_is_refused_in_http1() {
    let port = Port::open(hello(), quick()).await;
    let mut client = port.connect().await;
    let head = format!("GET / HTTP/1.1\r\nx-long: {}\r\n\r\n", "a".repeat(17_000));
    client.write_all(head.as_bytes()).await.unwrap();
    assert!(until_closed(&mut client).await.starts_with("HTTP/1.1 431"));
}

#[tokio::test]
async fn one_connection_too_many_is_closed_until_another_ends() {
    let port = Port::open(
        hello(),
        Limits {
            connections: 1,
            ..quick()
        },
    )
    .await;
    let mut first = port.connect().await;
    first.write_all(GET).await.unwrap();
    hear(&mut first, "hello").await;

    let mut second = port.connect().await;
    assert_eq!(until_closed(&mut second).await, "");

    first
        .write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    until_closed(&mut first).await;
    within(async {
        loop {
            let mut third = port.connect().await;
            // The place is given back a moment after the client saw the end.
            if third.write_all(GET).await.is_ok() && third.read_u8().await.is_ok() {
                break;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_old_connection_is_told_to_go_and_then_cut() {
    let limits = Limits {
        connection_age: SHORT,
        age_grace: SHORT,
        ..quick()
    };
    let port = Port::open(Router::new().route("/", get(std::future::pending::<()>)), limits).await;
    let (mut reader, mut writer) = frames::greet(port.connect().await).await;
    writer.write_all(&frames::get_root(1, false)).await.unwrap();
    let mut told = false;
    while let Some(heard) = within(frames::next(&mut reader)).await {
        told |= heard.kind == frames::GOAWAY;
    }
    assert!(told, "the connection was cut without GOAWAY");
}

/// A handler that says when it has begun and goes on when it is told.
fn gated() -> (Router, Arc<Notify>, Arc<Notify>) {
    let (begun, go_on) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let (said, told) = (Arc::clone(&begun), Arc::clone(&go_on));
    let handler = move || async move {
        said.notify_one();
        told.notified().await;
        "finished"
    };
    (Router::new().route("/", get(handler)), begun, go_on)
}

#[tokio::test]
async fn stopping_lets_a_call_finish_and_takes_no_new_connection() {
    let (router, begun, go_on) = gated();
    let port = Port::open(router, quick()).await;
    let (mut reader, mut writer) = frames::greet(port.connect().await).await;
    writer.write_all(&frames::get_root(1, false)).await.unwrap();
    within(begun.notified()).await;

    port.stop.cancel();
    let mut answered = false;
    while let Some(heard) = within(frames::next(&mut reader)).await {
        match heard.kind {
            frames::GOAWAY if !answered => {
                assert!(
                    TcpStream::connect(port.address).await.is_err(),
                    "the listener is still open"
                );
                go_on.notify_one();
            }
            frames::PING => {
                let pong = frames::frame(frames::PING, frames::ACK, 0, &heard.payload);
                writer.write_all(&pong).await.unwrap();
            }
            frames::DATA => answered |= heard.payload == b"finished",
            _ => {}
        }
    }
    assert!(answered, "the call under way was cut");
    port.stopped().await;
}

#[tokio::test]
async fn stopping_waits_no_longer_than_the_drain() {
    let (router, begun, _never) = gated();
    let port = Port::open(
        router,
        Limits {
            drain: SHORT,
            ..quick()
        },
    )
    .await;
    let mut client = port.connect().await;
    client.write_all(GET).await.unwrap();
    within(begun.notified()).await;
    port.stopped().await;
    assert_eq!(until_closed(&mut client).await, "");
}
