//! gRPC as it comes over the wire, before tonic has decoded anything.

use std::sync::Arc;

use axum::body::Body;
use http::{HeaderMap, Request};
use sotay_rest::Method;
use sotay_rest::SignIn;
use sotay_trial::trial::v1::{CREATE_THING, GET_THING, server};
use tonic::service::Routes;
use tower::ServiceExt;

use crate::house::Echo;

/// Sends one frame, which need not hold a message.
async fn send(method: &Method, message: &[u8], known: bool) -> HeaderMap {
    let mut frame = vec![0];
    frame.extend(u32::try_from(message.len()).unwrap().to_be_bytes());
    frame.extend(message);
    let request = Request::post(method.grpc_path)
        .header("content-type", "application/grpc")
        .header("te", "trailers");
    let mut request = request.body(Body::from(frame)).unwrap();
    if known {
        request.extensions_mut().insert(SignIn::Known);
    }
    let router = Routes::new(server(Arc::new(Echo))).into_axum_router();
    router.oneshot(request).await.unwrap().headers().clone()
}

#[tokio::test]
async fn who_are_you_comes_before_the_message_is_decoded() {
    assert_eq!(send(&CREATE_THING, b"garbage", false).await["grpc-status"], "16");
    assert_eq!(send(&CREATE_THING, b"garbage", true).await["grpc-status"], "3");
    assert_eq!(send(&GET_THING, b"garbage", false).await["grpc-status"], "3");
}

#[tokio::test]
async fn messages_that_cannot_be_decoded_carry_details_too() {
    let headers = send(&CREATE_THING, b"garbage", true).await;
    assert!(headers.contains_key("grpc-status-details-bin"));
    assert!(!headers["grpc-message"].to_str().unwrap().contains("decode"));
}

#[tokio::test]
async fn messages_over_the_limit_are_refused() {
    let headers = send(&CREATE_THING, &vec![0; sotay_rest::read::BODY_LIMIT + 1], true).await;
    assert_eq!(headers["grpc-status"], "8");
}

#[tokio::test]
async fn what_is_sound_is_answered() {
    let headers = send(&GET_THING, b"\x0a\x03pen", false).await;
    assert!(
        !headers.contains_key("grpc-status"),
        "the status of an answer stands in its trailers"
    );
}
