//! Nothing that was said is deleted: it is taken back, confirmed, or after sealing amended, and everybody it is about
//! sees by whom.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use sotay_rest::Kind;
use uuid::Uuid;

use crate::support::people::{Branch, Meeting, Person};
use crate::support::scenario::over_both_wires;
use crate::support::world::World;

over_both_wires! {
    async fn a_word_that_is_taken_back_was_never_said_and_stays_to_be_seen(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let (secretary, lan) = (&branch.secretary, &branch.lan);
        let code = secretary.shows_the_code(&meeting).await;
        let scanned = lan.checks_in(&meeting, &code).await.unwrap();
        let event = scanned["attendance"]["event"].clone();
        world.later(TimeDelta::minutes(1)).await;
        let row = voids(secretary, &meeting, &event, "Nhờ người khác quét hộ").await;
        assert_eq!((&row["state"], &row["event"]), (&json!("EXPECTED"), &json!("")));

        let own = lan.does("ListAttendanceEvents", json!({"meeting": meeting.id})).await;
        let said = own["events"].as_array().unwrap();
        assert_eq!(said.len(), 2);
        assert_eq!((&said[0]["method"], &said[0]["voided"]), (&json!("VENUE_CODE"), &json!(true)));
        assert_eq!((&said[1]["kind"], &said[1]["refersTo"]), (&json!("VOID"), &event));
        assert_eq!((&said[1]["byName"], &said[1]["reason"]), (&json!("Nguyễn Thị Hoa"), &json!("Nhờ người khác quét hộ")));

        assert_eq!(voids(secretary, &meeting, &event, "Lần nữa").await, row, "taken back twice is taken back once");
        assert_eq!(secretary.hears_of(&meeting, lan).await.len(), 2);
        world.later(TimeDelta::minutes(1)).await;
        let code = secretary.shows_the_code(&meeting).await;
        let again = lan.checks_in(&meeting, &code).await.unwrap();
        assert_eq!(again["outcome"], "PENDING", "after that the secretary has to look");
    }

    async fn only_what_says_whether_somebody_came_is_taken_back(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let (secretary, lan) = (&branch.secretary, &branch.lan);
        let event = records(secretary, &meeting, lan, "PRESENT").await["event"].clone();
        let request = |event: &Value, reason: &str| json!({"meeting": meeting.id, "event": event, "reason": reason});
        let blank = secretary.is_refused("VoidAttendanceEvent", request(&event, "  ")).await;
        assert_eq!((blank.code.as_str(), blank.fields[0].0.as_str()), ("ATTENDANCE_REASON_NEEDED", "reason"));
        assert!(lan.is_refused("VoidAttendanceEvent", request(&event, "Tôi có mặt")).await.is(Kind::Forbidden));
        let stranger = world.stranger().await;
        assert!(stranger.is_refused("VoidAttendanceEvent", request(&event, "x")).await.is(Kind::NotFound));
        let unknown = secretary.is_refused("VoidAttendanceEvent", request(&json!(Uuid::new_v4()), "x")).await;
        assert!(unknown.is(Kind::NotFound));
        let other = secretary.calls_a_meeting(branch.id).await;
        let elsewhere = json!({"meeting": other.id, "event": event, "reason": "x"});
        assert!(secretary.is_refused("VoidAttendanceEvent", elsewhere).await.is(Kind::NotFound));

        world.later(TimeDelta::minutes(1)).await;
        voids(secretary, &meeting, &event, "Nhầm").await;
        let void = secretary.hears_of(&meeting, lan).await[1]["id"].clone();
        let refused = secretary.is_refused("VoidAttendanceEvent", request(&void, "Không nhầm")).await;
        assert_eq!(refused.code, "ATTENDANCE_NOT_OF_PRESENCE");
    }

    async fn of_many_who_take_one_word_back_at_once_all_agree(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let event = records(&branch.secretary, &meeting, &branch.lan, "ABSENT").await["event"].clone();
        let rows = join_all((0..8).map(|_| voids(&branch.secretary, &meeting, &event, "Nhầm"))).await;
        assert!(rows.iter().all(|row| row["state"] == "EXPECTED"), "{rows:?}");
    }

    async fn a_check_in_that_waits_is_confirmed_as_the_members_own(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let (secretary, lan) = (&branch.secretary, &branch.lan);
        let code = secretary.shows_the_code(&meeting).await;
        world.later(TimeDelta::minutes(5)).await;
        let waiting = lan.checks_in(&meeting, &code).await.unwrap();
        assert_eq!(waiting["outcome"], "PENDING");
        world.later(TimeDelta::minutes(1)).await;
        let confirm = json!({"meeting": meeting.id, "event": waiting["attendance"]["event"]});
        assert!(lan.is_refused("ConfirmAttendanceEvent", confirm.clone()).await.is(Kind::Forbidden));
        let row = secretary.does("ConfirmAttendanceEvent", confirm.clone()).await["attendance"].clone();
        assert_eq!((&row["state"], &row["method"]), (&json!("PRESENT"), &json!("VENUE_CODE")));
        assert_eq!(secretary.does("ConfirmAttendanceEvent", confirm).await["attendance"], row);
        let said = secretary.hears_of(&meeting, lan).await;
        assert_eq!(said.len(), 2);
        assert_eq!((&said[0]["pending"], &said[0]["confirmed"]), (&json!(true), &json!(true)));

        let recorded = records(secretary, &meeting, &branch.binh, "PRESENT").await["event"].clone();
        let nothing_waits = json!({"meeting": meeting.id, "event": recorded});
        let refused = secretary.is_refused("ConfirmAttendanceEvent", nothing_waits).await;
        assert_eq!(refused.code, "ATTENDANCE_NOT_WAITING");
    }

    async fn what_was_said_of_others_is_for_who_records(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        records(&branch.secretary, &meeting, &branch.lan, "PRESENT").await;
        let of_lan = json!({"meeting": meeting.id, "member": branch.lan.id});
        assert!(branch.binh.is_refused("ListAttendanceEvents", of_lan.clone()).await.is(Kind::NotFound));
        assert_eq!(branch.lan.does("ListAttendanceEvents", of_lan).await["events"].as_array().unwrap().len(), 1);
        let own = branch.binh.does("ListAttendanceEvents", json!({"meeting": meeting.id})).await;
        assert_eq!(own["events"], json!([]));
    }

    async fn after_sealing_an_amendment_stands_beside_the_result(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let (lan, binh) = (&branch.lan, &branch.binh);
        let event = records(&branch.secretary, &meeting, lan, "PRESENT").await["event"].clone();
        let amend = |member: &Person, state: &str, reason: &str, event: Uuid| {
            json!({"meeting": meeting.id, "member": member.id, "state": state, "reason": reason, "eventId": event})
        };
        let early = branch.secretary.is_refused("AmendAttendance", amend(binh, "PRESENT", "Sót", Uuid::new_v4())).await;
        assert_eq!(early.code, "ATTENDANCE_NOT_SEALED");
        branch.secretary.closes(&meeting).await;
        world.later(TimeDelta::hours(72)).await;
        let secretary = world.signs_in(&branch.secretary).await;
        let blank = secretary.is_refused("AmendAttendance", amend(binh, "PRESENT", " ", Uuid::new_v4())).await;
        assert_eq!(blank.code, "ATTENDANCE_REASON_NEEDED");

        let word = amend(binh, "PRESENT", "Danh sách giấy có chữ ký", Uuid::new_v4());
        let amended = secretary.does("AmendAttendance", word.clone()).await["attendance"].clone();
        assert_eq!((&amended["state"], &amended["amendment"]["state"]), (&json!("ABSENT"), &json!("PRESENT")));
        assert_eq!(amended["amendment"]["byName"], "Nguyễn Thị Hoa");
        assert_eq!(secretary.does("AmendAttendance", word).await["attendance"], amended);
        let void = voids(&secretary, &meeting, &event, "Không dự").await;
        assert_eq!((&void["state"], &void["amendment"]["state"]), (&json!("PRESENT"), &json!("ABSENT")));

        let here = secretary.sees_attendance(&meeting).await;
        assert_eq!((&here["counts"]["present"], &here["counts"]["absent"]), (&json!(1), &json!(4)));
        assert_eq!((&here["amendedCounts"]["present"], &here["amendedCounts"]["absent"]), (&json!(1), &json!(4)));
        assert_eq!(here["amendedCounts"]["exempt"], here["counts"]["exempt"]);
        let binh = world.signs_in(binh).await;
        let own = binh.sees_attendance(&meeting).await;
        assert_eq!(own["rows"][0]["amendment"]["reason"], "Danh sách giấy có chữ ký");
        let said = binh.does("ListAttendanceEvents", json!({"meeting": meeting.id})).await;
        assert_eq!(said["events"][0]["amendment"], true);
    }
}

async fn open_meeting(world: &World) -> (Branch, Meeting) {
    let branch = world.branch().await;
    let meeting = branch.secretary.calls_a_meeting(branch.id).await;
    let meeting = branch.secretary.opens(&meeting).await;
    (branch, meeting)
}

async fn records(secretary: &Person, meeting: &Meeting, member: &Person, state: &str) -> Value {
    let word = json!({"meeting": meeting.id, "member": member.id, "state": state, "eventId": Uuid::new_v4()});
    secretary.does("RecordAttendance", word).await["attendance"].clone()
}

async fn voids(secretary: &Person, meeting: &Meeting, event: &Value, reason: &str) -> Value {
    let request = json!({"meeting": meeting.id, "event": event, "reason": reason});
    secretary.does("VoidAttendanceEvent", request).await["attendance"].clone()
}
