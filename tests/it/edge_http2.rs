//! HTTP/2 floods. Each attack runs twice: against our limits, and against none, where it must go through,
//! or the test would prove nothing.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::routing::get;
use sotay::edge::Limits;
use tokio::io::AsyncWriteExt;

use crate::edge_frames::{self as frames, frame, get_root, streams};
use crate::edge_port::{Port, hello, quick, within};

const RESETS: u32 = 20_000;
const ENHANCE_YOUR_CALM: u32 = 0xb;
const REFUSED_STREAM: u32 = 7;

/// How an attack ended: asked to calm down and cut off, or still welcome.
#[derive(Debug, PartialEq, Eq)]
enum Fate {
    CutOff { reason: u32 },
    StillOpen,
}

fn no_limits() -> Limits {
    Limits {
        local_error_resets: usize::MAX,
        pending_accept_resets: usize::MAX,
        streams: u32::MAX,
        ..quick()
    }
}

/// A request taken back at once, again and again ("rapid reset", CVE-2023-44487).
fn taken_back(stream: u32) -> Vec<u8> {
    [
        get_root(stream, false),
        frame(frames::RST_STREAM, 0, stream, &8u32.to_be_bytes()),
    ]
    .concat()
}

/// A request whose window is made to overflow, so that the server must reset it ("made you reset", CVE-2025-8671).
fn made_you_reset(stream: u32) -> Vec<u8> {
    [
        get_root(stream, true),
        frame(frames::WINDOW_UPDATE, 0, stream, &0x7fff_ffff_u32.to_be_bytes()),
    ]
    .concat()
}

/// Floods a port with `RESETS` of these and asks for a sign of life; also how many calls reached a handler.
async fn flood(limits: Limits, attack: fn(u32) -> Vec<u8>) -> (Fate, usize) {
    let begun = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&begun);
    let handler = move || async move {
        count.fetch_add(1, Ordering::Relaxed);
        std::future::pending::<()>().await;
    };
    let port = Port::open(Router::new().route("/", get(handler)), limits).await;
    let (mut reader, mut writer) = frames::greet(port.connect().await).await;
    let writing = tokio::spawn(async move {
        for stream in streams(RESETS) {
            writer.write_all(&attack(stream)).await?;
        }
        writer.write_all(&frame(frames::PING, 0, 0, b"alive?!?")).await?;
        Ok::<_, std::io::Error>(writer)
    });
    let mut fate = Fate::CutOff { reason: 0 };
    while let Some(heard) = within(frames::next(&mut reader)).await {
        match heard.kind {
            frames::GOAWAY => {
                fate = Fate::CutOff {
                    reason: heard.reason(),
                }
            }
            frames::PING if heard.payload == b"alive?!?" => {
                fate = Fate::StillOpen;
                break;
            }
            _ => {}
        }
    }
    let _either_way = writing.await.unwrap();
    (fate, begun.load(Ordering::Relaxed))
}

#[tokio::test]
async fn twenty_thousand_rapid_resets_are_cut_off() {
    let (fate, begun) = flood(quick(), taken_back).await;
    assert_eq!(
        fate,
        Fate::CutOff {
            reason: ENHANCE_YOUR_CALM
        }
    );
    assert!(begun < 200, "{begun} calls were begun");
}

#[tokio::test]
async fn without_limits_rapid_resets_go_through() {
    let (fate, _) = flood(no_limits(), taken_back).await;
    assert_eq!(fate, Fate::StillOpen);
}

#[tokio::test]
async fn twenty_thousand_provoked_resets_are_cut_off() {
    let (fate, begun) = flood(quick(), made_you_reset).await;
    assert_eq!(
        fate,
        Fate::CutOff {
            reason: ENHANCE_YOUR_CALM
        }
    );
    assert!(begun < 200, "{begun} calls were begun");
}

#[tokio::test]
async fn without_limits_provoked_resets_go_through() {
    let (fate, _) = flood(no_limits(), made_you_reset).await;
    assert_eq!(fate, Fate::StillOpen);
}

#[tokio::test]
async fn a_stream_too_many_is_refused_and_the_others_live() {
    let port = Port::open(
        Router::new().route("/", get(std::future::pending::<()>)),
        Limits {
            streams: 3,
            ..quick()
        },
    )
    .await;
    let (mut reader, mut writer) = frames::greet(port.connect().await).await;
    for stream in streams(4) {
        writer.write_all(&get_root(stream, false)).await.unwrap();
    }
    let refused = loop {
        let heard = within(frames::next(&mut reader))
            .await
            .expect("the connection lives");
        if heard.kind == frames::RST_STREAM {
            break heard;
        }
    };
    assert_eq!((refused.stream, refused.reason()), (7, REFUSED_STREAM));
}

#[tokio::test]
async fn a_header_list_too_long_is_refused() {
    let port = Port::open(hello(), quick()).await;
    for (bytes, expected) in [(8_000, 200), (17_000, 431)] {
        let (client, connection) = h2::client::handshake(port.connect().await).await.unwrap();
        let driving = tokio::spawn(connection);
        let request = http::Request::get("http://x/")
            .header("x-long", "a".repeat(bytes))
            .body(())
            .unwrap();
        let mut client = within(client.ready()).await.unwrap();
        let (answer, _) = client.send_request(request, true).unwrap();
        assert_eq!(
            within(answer).await.unwrap().status().as_u16(),
            expected,
            "{bytes} bytes"
        );
        driving.abort();
    }
}
