//! A meeting as it happens: who watches hears of everything within a second, and of nothing that is not theirs.

use axum::body::Body;
use chrono::TimeDelta;
use http::Request;
use http_body_util::BodyExt;
use prost::Message;
use serde_json::{Value, json};
use sotay::base::Id;
use sotay_proto::attendance::v1 as proto;
use tower::ServiceExt;

use crate::support::people::{Branch, Meeting, Person};
use crate::support::scenario::over_both_wires;
use crate::support::wire::Wire;
use crate::support::world::World;

/// Somebody's open stream.
struct Watching {
    wire: Wire,
    body: Body,
    rest: Vec<u8>,
}

impl Watching {
    async fn begins(person: &Person, meeting: Id, cursor: &str) -> Self {
        let bearer = format!("Bearer {}", person.token);
        let request = match person.wire {
            Wire::Rest => Request::get(format!("/v1/meetings/{meeting}/watch"))
                .header("authorization", bearer)
                .header("last-event-id", cursor)
                .body(Body::empty()),
            Wire::Grpc => {
                let asked = proto::WatchMeetingRequest {
                    meeting: meeting.to_string(),
                    cursor: cursor.to_owned(),
                }
                .encode_to_vec();
                let length = u32::try_from(asked.len()).unwrap().to_be_bytes();
                Request::post("/sotay.attendance.v1.Watching/WatchMeeting")
                    .header("content-type", "application/grpc")
                    .header("te", "trailers")
                    .header("authorization", bearer)
                    .body(Body::from([&[0][..], &length, &asked].concat()))
            }
        };
        let response = person.router.clone().oneshot(request.unwrap()).await.unwrap();
        Self {
            wire: person.wire,
            body: response.into_body(),
            rest: Vec::new(),
        }
    }

    /// The next event, however many frames it comes in.
    async fn hears(&mut self) -> Value {
        loop {
            if let Some(event) = self.event() {
                return event;
            }
            let frame = self.body.frame().await.expect("the stream goes on").unwrap();
            self.rest.extend_from_slice(frame.data_ref().expect("an event"));
        }
    }

    fn event(&mut self) -> Option<Value> {
        match self.wire {
            Wire::Rest => {
                let text = String::from_utf8(self.rest.clone()).unwrap();
                let (event, rest) = text.split_once("\n\n")?;
                self.rest = rest.as_bytes().to_vec();
                let data = event.lines().find_map(|line| line.strip_prefix("data: "))?;
                Some(serde_json::from_str(data).unwrap())
            }
            Wire::Grpc => {
                let head = self.rest.first_chunk::<5>()?;
                let length =
                    usize::try_from(u32::from_be_bytes([head[1], head[2], head[3], head[4]])).unwrap();
                let frame = self.rest.get(5..5 + length)?;
                let event =
                    serde_json::to_value(proto::WatchMeetingResponse::decode(frame).unwrap()).unwrap();
                self.rest.drain(..5 + length);
                Some(event)
            }
        }
    }

    /// What else comes until the stream ends, as text.
    async fn hears_the_end(self) -> String {
        let rest = self.body.collect().await.unwrap();
        let trailers = format!("{:?}", rest.trailers());
        String::from_utf8_lossy(&rest.to_bytes()).into_owned() + &trailers
    }
}

async fn open_meeting(world: &World) -> (Branch, Meeting) {
    let branch = world.branch().await;
    let meeting = branch.secretary.calls_a_meeting(branch.id).await;
    let meeting = branch.secretary.opens(&meeting).await;
    (branch, meeting)
}

async fn a_second_passes(world: &World) {
    world.later(TimeDelta::seconds(1)).await;
}

fn names(event: &Value) -> Vec<&str> {
    let rows = event["rows"].as_array().unwrap().iter();
    rows.map(|row| row["name"].as_str().unwrap()).collect()
}

over_both_wires! {
    async fn the_secretary_sees_who_arrives(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let mut watching = Watching::begins(&branch.secretary, meeting.id, "").await;
        a_second_passes(&world).await;
        let first = watching.hears().await;
        assert_eq!((&first["state"], &first["counts"]["present"]), (&json!("OPEN"), &json!(0)));
        let listed = branch.secretary.sees_attendance(&meeting).await;
        assert_eq!((&first["counts"], &first["rows"]), (&listed["counts"], &listed["rows"]));

        let code = branch.secretary.shows_the_code(&meeting).await;
        branch.lan.checks_in(&meeting, &code).await.unwrap();
        a_second_passes(&world).await;
        let second = watching.hears().await;
        assert_eq!(second["counts"]["present"], 1);
        assert_eq!(names(&second), ["Nguyễn Thị Lan"]);
        assert_ne!(second["cursor"], first["cursor"]);

        branch.secretary.closes(&meeting).await;
        a_second_passes(&world).await;
        let last = watching.hears().await;
        assert_eq!(last["state"], "CLOSED");
        let listed = branch.secretary.sees_attendance(&meeting).await;
        assert_eq!(last["counts"], listed["counts"]);
    }

    async fn a_member_hears_counts_and_the_own_row(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let mut watching = Watching::begins(&branch.lan, meeting.id, "").await;
        a_second_passes(&world).await;
        assert_eq!(names(&watching.hears().await), ["Nguyễn Thị Lan"]);
        let code = branch.secretary.shows_the_code(&meeting).await;
        branch.binh.checks_in(&meeting, &code).await.unwrap();
        a_second_passes(&world).await;
        let heard = watching.hears().await;
        assert_eq!((&heard["counts"]["present"], &heard["rows"]), (&json!(1), &json!([])));
    }

    async fn whoever_comes_back_with_the_cursor_hears_only_what_is_new(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let mut watching = Watching::begins(&branch.secretary, meeting.id, "").await;
        a_second_passes(&world).await;
        let cursor = watching.hears().await["cursor"].as_str().unwrap().to_owned();
        drop(watching);
        let mut again = Watching::begins(&branch.secretary, meeting.id, &cursor).await;
        a_second_passes(&world).await;
        let code = branch.secretary.shows_the_code(&meeting).await;
        branch.binh.checks_in(&meeting, &code).await.unwrap();
        a_second_passes(&world).await;
        assert_eq!(again.hears().await["counts"]["present"], 1);
    }

    async fn what_happened_on_another_instance_is_heard(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let elsewhere = world.another_instance().await;
        let secretary = Person { router: elsewhere.router(), ..branch.secretary.clone() };
        let mut watching = Watching::begins(&secretary, meeting.id, "").await;
        elsewhere.ticks().await;
        assert_eq!(watching.hears().await["counts"]["present"], 0);
        let code = branch.secretary.shows_the_code(&meeting).await;
        branch.lan.checks_in(&meeting, &code).await.unwrap();
        elsewhere.ticks().await;
        assert_eq!(names(&watching.hears().await), ["Nguyễn Thị Lan"]);
    }

    async fn whoever_is_signed_out_hears_no_more(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let mut watching = Watching::begins(&branch.lan, meeting.id, "").await;
        a_second_passes(&world).await;
        watching.hears().await;
        branch.lan.does("SignOut", json!({})).await;
        let code = branch.secretary.shows_the_code(&meeting).await;
        branch.binh.checks_in(&meeting, &code).await.unwrap();
        a_second_passes(&world).await;
        let rest = watching.hears_the_end().await;
        assert!(rest.contains("SIGN_IN_REQUIRED") || rest.contains("\"16\""), "{rest}");
    }

    async fn whoever_does_not_read_is_cut_with_a_reason(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let mut watching = Watching::begins(&branch.secretary, meeting.id, "").await;
        a_second_passes(&world).await;
        watching.hears().await;
        let code = branch.secretary.shows_the_code(&meeting).await;
        branch.lan.checks_in(&meeting, &code).await.unwrap();
        a_second_passes(&world).await;
        world.later(TimeDelta::seconds(31)).await;
        let rest = watching.hears_the_end().await;
        assert!(rest.contains("ATTENDANCE_WATCHED_TOO_SLOWLY") || rest.contains("\"8\""), "{rest}");
    }

    async fn a_stranger_may_not_watch(world: World) {
        let (_, meeting) = open_meeting(&world).await;
        let stranger = world.stranger().await;
        let refused = Watching::begins(&stranger, meeting.id, "").await.hears_the_end().await;
        assert!(!refused.contains("counts"), "{refused}");
    }
}
