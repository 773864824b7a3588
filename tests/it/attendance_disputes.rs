//! A member says that a word about the own attendance is not so, is heard, and sees what became of it.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay_rest::Kind;
use uuid::Uuid;

use crate::support::people::{Branch, Meeting, Person};
use crate::support::scenario::over_both_wires;
use crate::support::world::World;

over_both_wires! {
    async fn a_member_disputes_a_word_and_it_is_taken_back(world: World) {
        let (branch, meeting, event) = lan_is_said_to_be_absent(&world).await;
        let (secretary, lan) = (&branch.secretary, &branch.lan);
        let dispute = |reason: &str| json!({"meeting": meeting.id, "event": event, "reason": reason});
        let blank = lan.is_refused("DisputeAttendanceEvent", dispute("  ")).await;
        assert_eq!((blank.code.as_str(), blank.fields[0].0.as_str()), ("ATTENDANCE_REASON_NEEDED", "reason"));
        let disputed = lan.does("DisputeAttendanceEvent", dispute("Tôi có mặt từ đầu")).await;
        assert_eq!((&disputed["reason"], &disputed["answer"]), (&json!("Tôi có mặt từ đầu"), &json!("ANSWER_UNSPECIFIED")));
        assert_eq!(lan.does("DisputeAttendanceEvent", dispute("Lần nữa")).await, disputed, "one dispute a word");
        let told = titles(secretary).await;
        assert_eq!(told.iter().filter(|title| *title == "Đề nghị xem lại điểm danh").count(), 1, "{told:?}");

        world.later(TimeDelta::minutes(1)).await;
        let void = json!({"meeting": meeting.id, "event": event, "reason": "Ghi nhầm"});
        secretary.does("VoidAttendanceEvent", void).await;
        let said = &lan.hears_of(&meeting, lan).await[0];
        assert_eq!((&said["voided"], &said["dispute"]["answer"]), (&json!(true), &json!("VOIDED")));
        assert_eq!((&said["dispute"]["answerReason"], &said["dispute"]["answeredByName"]), (&json!("Ghi nhầm"), &json!("Nguyễn Thị Hoa")));
        assert!(titles(lan).await.contains(&"Trả lời đề nghị xem lại điểm danh".to_owned()));
    }

    async fn a_word_that_is_upheld_stands_with_words_for_the_member(world: World) {
        let (branch, meeting, event) = lan_is_said_to_be_absent(&world).await;
        let (secretary, lan) = (&branch.secretary, &branch.lan);
        let with = |reason: &str| json!({"meeting": meeting.id, "event": event, "reason": reason});
        assert!(secretary.is_refused("UpholdAttendanceEvent", with("Đúng")).await.is(Kind::NotFound), "nobody disputed it");
        lan.does("DisputeAttendanceEvent", with("Tôi có mặt")).await;
        assert_eq!(secretary.is_refused("UpholdAttendanceEvent", with(" ")).await.code, "ATTENDANCE_REASON_NEEDED");
        assert!(lan.is_refused("UpholdAttendanceEvent", with("Đúng")).await.is(Kind::Forbidden));
        let upheld = secretary.does("UpholdAttendanceEvent", with("Danh sách ký tên không có")).await;
        assert_eq!((&upheld["answer"], &upheld["answerReason"]), (&json!("UPHELD"), &json!("Danh sách ký tên không có")));
        assert_eq!(secretary.is_refused("UpholdAttendanceEvent", with("Lần nữa")).await.code, "ATTENDANCE_DISPUTE_ANSWERED");
        assert_eq!(lan.is_refused("DisputeAttendanceEvent", with("Vẫn không đúng")).await.code, "ATTENDANCE_DISPUTE_ANSWERED");
        assert_eq!(lan.sees_attendance(&meeting).await["rows"][0]["state"], "ABSENT");
    }

    async fn nobody_disputes_what_was_said_of_others(world: World) {
        let (branch, meeting, event) = lan_is_said_to_be_absent(&world).await;
        let dispute = json!({"meeting": meeting.id, "event": event, "reason": "Không đúng"});
        for person in [&branch.binh, &branch.secretary, &world.stranger().await] {
            assert!(person.is_refused("DisputeAttendanceEvent", dispute.clone()).await.is(Kind::NotFound));
        }
        let unknown = json!({"meeting": meeting.id, "event": Uuid::new_v4(), "reason": "Không đúng"});
        assert!(branch.lan.is_refused("DisputeAttendanceEvent", unknown).await.is(Kind::NotFound));
    }
}

async fn lan_is_said_to_be_absent(world: &World) -> (Branch, Meeting, Value) {
    let branch = world.branch().await;
    let meeting = branch.secretary.calls_a_meeting(branch.id).await;
    let meeting = branch.secretary.opens(&meeting).await;
    let absence =
        json!({"meeting": meeting.id, "member": branch.lan.id, "state": "ABSENT", "eventId": Uuid::new_v4()});
    let said = branch.secretary.does("RecordAttendance", absence).await;
    (branch, meeting, said["attendance"]["event"].clone())
}

async fn titles(person: &Person) -> Vec<String> {
    let inbox = person.does("ListMyNotices", json!({})).await;
    let notices = inbox["notices"].as_array().unwrap();
    notices
        .iter()
        .map(|notice| notice["title"].as_str().unwrap().to_owned())
        .collect()
}
