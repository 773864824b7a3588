//! The two wires, spoken as plainly as they can be: what the load costs is not the service's to pay, and both share the
//! machine.

use bytes::Bytes;
use h2::client::SendRequest;
use prost::Message;
use sotay_proto::attendance::v1::{CheckInRequest, CheckInResponse, check_in_response::Outcome};
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::ground::Guest;

/// Which wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wire {
    Rest,
    Grpc,
}

/// A phone's connection, which stays open.
pub(crate) enum Line {
    Rest(Plain),
    Grpc(SendRequest<Bytes>),
}

impl Line {
    pub(crate) async fn open(wire: Wire, address: SocketAddr) -> Self {
        match wire {
            Wire::Rest => Self::Rest(Plain::open(address).await),
            Wire::Grpc => {
                let stream = TcpStream::connect(address).await.unwrap();
                stream.set_nodelay(true).unwrap();
                let (sender, connection) = h2::client::handshake(stream).await.unwrap();
                tokio::spawn(connection);
                Self::Grpc(sender)
            }
        }
    }

    /// Checks in, and it is recorded.
    pub(crate) async fn check_in(&mut self, guest: &Guest, token: &str, code: String) {
        match self {
            Self::Rest(plain) => {
                let body = format!(r#"{{"code":"{code}","eventId":"{}"}}"#, guest.event);
                let path = format!("/v1/meetings/{}/check-ins", guest.meeting);
                let (status, answer) = plain.ask("POST", &path, token, &body).await;
                let answer = String::from_utf8_lossy(answer);
                assert!(
                    status == 200 && answer.starts_with(r#"{"outcome":"RECORDED""#),
                    "{answer}"
                );
            }
            Self::Grpc(sender) => {
                let message = CheckInRequest {
                    meeting: guest.meeting.to_string(),
                    code,
                    event_id: guest.event.to_string(),
                };
                let answer: CheckInResponse = call(sender, token, &message).await;
                assert_eq!(answer.outcome(), Outcome::Recorded);
            }
        }
    }
}

async fn call<A: Message + Default>(
    sender: &mut SendRequest<Bytes>,
    token: &str,
    message: &CheckInRequest,
) -> A {
    let mut ready = sender.clone().ready().await.unwrap();
    let request = http::Request::post("http://localhost/sotay.attendance.v1.Attendance/CheckIn")
        .header("content-type", "application/grpc")
        .header("te", "trailers")
        .header("authorization", format!("Bearer {token}"))
        .body(())
        .unwrap();
    let (answer, mut body) = ready.send_request(request, false).unwrap();
    let mut frame = vec![0];
    frame.extend(u32::try_from(message.encoded_len()).unwrap().to_be_bytes());
    message.encode(&mut frame).unwrap();
    body.send_data(frame.into(), true).unwrap();
    let mut answer = answer.await.unwrap();
    assert_eq!(answer.headers().get("grpc-status"), None, "{answer:?}");
    let mut frame = Vec::new();
    while let Some(part) = answer.body_mut().data().await {
        let part = part.unwrap();
        answer
            .body_mut()
            .flow_control()
            .release_capacity(part.len())
            .unwrap();
        frame.extend_from_slice(&part);
    }
    let trailers = answer.body_mut().trailers().await.unwrap().unwrap();
    assert_eq!(trailers["grpc-status"], "0", "{trailers:?}");
    A::decode(&frame[5..]).unwrap()
}

/// HTTP/1.1 on one connection, one question after the other.
pub(crate) struct Plain {
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Plain {
    pub(crate) async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self {
            stream,
            buffer: Vec::with_capacity(16 * 1024),
        }
    }

    /// Asks, and reads status and body of the answer.
    pub(crate) async fn ask(&mut self, verb: &str, path: &str, token: &str, body: &str) -> (u16, &[u8]) {
        let authorization = if token.is_empty() {
            String::new()
        } else {
            format!("authorization: Bearer {token}\r\n")
        };
        let request = format!(
            "{verb} {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n{authorization}\
             content-length: {}\r\n\r\n{body}",
            body.len()
        );
        self.stream.write_all(request.as_bytes()).await.unwrap();
        self.buffer.clear();
        loop {
            assert_ne!(
                self.stream.read_buf(&mut self.buffer).await.unwrap(),
                0,
                "hung up on"
            );
            if let Some((status, body)) = complete(&self.buffer) {
                return (status, &self.buffer[body..]);
            }
        }
    }
}

/// The status and where the body begins, once all of the answer is there.
fn complete(answer: &[u8]) -> Option<(u16, usize)> {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let head = std::str::from_utf8(&answer[..end]).unwrap();
    let status = head.split(' ').nth(1)?.parse().unwrap();
    let length: usize = head
        .lines()
        .filter_map(|line| line.split_once(": "))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map(|(_, value)| value.parse().unwrap())
        .expect("an answer says how long it is");
    (answer.len() == end + length).then_some((status, end))
}
