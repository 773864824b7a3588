//! Ten thousand who watch: what they cost while nothing happens, and how soon they hear when something does.
//!
//! `cargo bench --bench watchers`. In a district of 7,011 members (see `nation`) the secretaries of 100 branches open their
//! meetings, and each is watched a hundred times over gRPC. The memory is of this process, server and watchers together,
//! beyond what it held before they came. Then a member of one branch is recorded. The last line is one JSON object:
//!
//! - `watchers`: streams that had their first event
//! - `rss_mib`: more memory than before, after ten silent seconds
//! - `heard_ms`: from the word to the last of that meeting's hundred watchers who heard it; each instance looks once a second
#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::cast_possible_truncation,
    clippy::unused_self,
    clippy::disallowed_methods,
    dead_code,
    missing_docs,
    unreachable_pub,
    unused_imports,
    reason = "a benchmark stops at the first surprise, speaks on the terminal, and uses a part of what benchmarks share"
)]

#[path = "nation/mod.rs"]
mod nation;

use nation::house::{self, Open, signed};
use nation::{Nation, Shape, evenings};
use sotay_proto::attendance::v1::attendance_client::AttendanceClient;
use sotay_proto::attendance::v1::watching_client::WatchingClient;
use sotay_proto::attendance::v1::{RecordAttendanceRequest, WatchMeetingRequest, WatchMeetingResponse, row};
use sotay_proto::meetings::v1::meetings_client::MeetingsClient;
use sotay_proto::meetings::v1::{Meeting, OpenMeetingRequest, meeting};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tonic::Streaming;
use tonic::transport::Channel;

const DISTRICT: u32 = 7_011;
const MEETINGS: u32 = 100;
const EACH: u32 = 100;
/// How long nothing happens.
const SILENCE: Duration = Duration::from_secs(10);

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(run());
    runtime.shutdown_timeout(Duration::from_secs(1));
}

async fn run() {
    let nation = Nation::district(DISTRICT).await;
    evenings::load(&nation).await;
    let shape = nation.shape;
    let secretaries: Vec<u32> = (0..MEETINGS).map(|branch| shape.secretary(branch)).collect();
    let open = house::open(&nation, &secretaries, None).await;
    for branch in 0..MEETINGS {
        begin(&open, &shape, branch).await;
    }
    let before = house::rss_mib();
    let mut rooms = watch(&open, &shape).await;
    tokio::time::sleep(SILENCE).await;
    let held = house::rss_mib() - before;
    let first = rooms.swap_remove(0);
    let heard = tell(&open, &shape, first).await;
    println!(
        r#"{{"watchers":{},"rss_mib":{held:.0},"heard_ms":{}}}"#,
        MEETINGS * EACH,
        heard.as_millis()
    );
    drop(rooms);
    open.leave();
    nation.server.stop().await;
}

/// Opens the meeting that the branch is called to; in a kept district it may be open already.
async fn begin(open: &Open, shape: &Shape, branch: u32) {
    let token = open.token(shape.secretary(branch));
    let asked = OpenMeetingRequest {
        meeting: shape.tonight(branch).to_string(),
        start_time: None,
    };
    let mut meetings = MeetingsClient::new(open.channel.clone());
    if let Err(status) = meetings.open_meeting(signed(asked, token)).await {
        assert_eq!(status.code(), tonic::Code::FailedPrecondition, "{status:?}");
    }
}

/// Everybody watches, and has heard how it stands.
async fn watch(open: &Open, shape: &Shape) -> Vec<Vec<Streaming<WatchMeetingResponse>>> {
    let mut tasks = JoinSet::new();
    for branch in 0..MEETINGS {
        let token = open.token(shape.secretary(branch)).to_owned();
        let (meeting, address) = (shape.tonight(branch).to_string(), open.address.clone());
        tasks.spawn(async move {
            let channel = Channel::from_shared(address).unwrap().connect().await.unwrap();
            let mut streams = Vec::new();
            for _ in 0..EACH {
                let asked = WatchMeetingRequest {
                    meeting: meeting.clone(),
                    cursor: String::new(),
                };
                let mut client = WatchingClient::new(channel.clone());
                let stream = client.watch_meeting(signed(asked, &token)).await.unwrap();
                streams.push(stream.into_inner());
            }
            for stream in &mut streams {
                stream.message().await.unwrap().unwrap();
            }
            (branch, streams)
        });
    }
    let mut rooms = tasks.join_all().await;
    rooms.sort_by_key(|(branch, _)| *branch);
    rooms.into_iter().map(|(_, streams)| streams).collect()
}

/// The secretary of the first branch records somebody; how long until all who watch have heard.
async fn tell(open: &Open, shape: &Shape, room: Vec<Streaming<WatchMeetingResponse>>) -> Duration {
    let said = RecordAttendanceRequest {
        meeting: shape.tonight(0).to_string(),
        member: shape.member(shape.secretary(0) + 3).to_string(),
        state: row::State::Present.into(),
        event_id: uuid::Uuid::new_v4().to_string(),
        ..RecordAttendanceRequest::default()
    };
    let token = open.token(shape.secretary(0));
    let mut attendance = AttendanceClient::new(open.channel.clone());
    attendance.record_attendance(signed(said, token)).await.unwrap();
    let began = Instant::now();
    let mut tasks = JoinSet::new();
    for mut stream in room {
        tasks.spawn(async move { stream.message().await.unwrap().unwrap() });
    }
    tasks.join_all().await;
    began.elapsed()
}
