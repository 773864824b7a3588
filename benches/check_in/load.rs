//! Many members check in at once, each on a connection that stays open.

use crate::district::{District, as_member};
use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use sotay::attendance::Venue;
use sotay::base::{Clock, Id};
use sotay_proto::attendance::v1::attendance_client::AttendanceClient;
use sotay_proto::attendance::v1::{CheckInRequest, check_in_response::Outcome};
use std::net::SocketAddr;
use std::ops::Range;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tonic::transport::Channel;
use uuid::Uuid;

#[derive(Clone, Copy)]
pub(crate) enum Wire {
    Rest,
    Grpc,
}

pub(crate) struct Lap {
    pub(crate) done: usize,
    pub(crate) per_second: f64,
    pub(crate) p50_ms: f64,
    pub(crate) p99_ms: f64,
}

enum Line {
    Rest(SendRequest<Full<Bytes>>),
    Grpc(AttendanceClient<Channel>),
}

/// Everyone checks into every meeting of the lap once.
pub(crate) async fn lap(district: &District, wire: Wire, meetings: Range<usize>, workers: usize) -> Lap {
    let meetings = &district.meetings[meetings];
    let mut shares = vec![Vec::new(); workers];
    for (index, meeting) in meetings.iter().enumerate() {
        for (number, token) in district.tokens.iter().enumerate() {
            shares[(index + number) % workers].push((*meeting, token.clone()));
        }
    }
    let mut lines = Vec::new();
    for _ in 0..workers {
        lines.push(Line::open(wire, district.address).await);
    }
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for (mut line, share) in lines.into_iter().zip(shares) {
        let keys = district.keys.clone();
        tasks.spawn(async move {
            let mut times = Vec::with_capacity(share.len());
            for (meeting, token) in share {
                let code = Venue::new(&keys, meeting).show(Clock::system().now()).code;
                let asked = Instant::now();
                line.check_in(meeting, &token, code).await;
                times.push(asked.elapsed());
            }
            times
        });
    }
    let mut times: Vec<Duration> = tasks.join_all().await.into_iter().flatten().collect();
    let whole = began.elapsed();
    times.sort_unstable();
    let at = |percent: usize| times[times.len() * percent / 100].as_secs_f64() * 1e3;
    Lap {
        done: times.len(),
        per_second: f64::from(u32::try_from(times.len()).unwrap()) / whole.as_secs_f64(),
        p50_ms: at(50),
        p99_ms: at(99),
    }
}

impl Line {
    async fn open(wire: Wire, address: SocketAddr) -> Self {
        match wire {
            Wire::Rest => {
                let stream = TcpStream::connect(address).await.unwrap();
                stream.set_nodelay(true).unwrap();
                let (sender, connection) = handshake(TokioIo::new(stream)).await.unwrap();
                tokio::spawn(connection);
                Self::Rest(sender)
            }
            Wire::Grpc => {
                let channel = Channel::from_shared(format!("http://{address}")).unwrap();
                Self::Grpc(AttendanceClient::new(channel.connect().await.unwrap()))
            }
        }
    }

    async fn check_in(&mut self, meeting: Id, token: &str, code: String) {
        let event = Uuid::new_v4();
        match self {
            Self::Rest(sender) => {
                let body = format!(r#"{{"code":"{code}","eventId":"{event}"}}"#);
                let request = http::Request::post(format!("/v1/meetings/{meeting}/check-ins"))
                    .header("host", "localhost")
                    .header("content-type", "application/json")
                    .header("authorization", format!("Bearer {token}"))
                    .body(Full::new(Bytes::from(body)))
                    .unwrap();
                sender.ready().await.unwrap();
                let answer = sender.send_request(request).await.unwrap();
                let answer = answer.into_body().collect().await.unwrap().to_bytes();
                assert!(answer.starts_with(br#"{"outcome":"RECORDED""#), "{answer:?}");
            }
            Self::Grpc(client) => {
                let request = CheckInRequest {
                    meeting: meeting.to_string(),
                    code,
                    event_id: event.to_string(),
                };
                let answer = client
                    .check_in(as_member(token, request))
                    .await
                    .unwrap()
                    .into_inner();
                assert_eq!(answer.outcome(), Outcome::Recorded);
            }
        }
    }
}
