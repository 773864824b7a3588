//! The secretary's word: marked as hers, correctable until it is sealed, and nobody else's to give.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay_rest::Kind;
use uuid::Uuid;

use crate::support::people::{Branch, Meeting, Person};
use crate::support::problem::Problem;
use crate::support::scenario::over_both_wires;
use crate::support::town::login;
use crate::support::world::World;

over_both_wires! {
    async fn her_last_word_stands_and_is_marked_as_hers(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let (secretary, lan) = (&branch.secretary, &branch.lan);
        let row = says(secretary, &meeting, lan, "LATE", "").await.unwrap();
        assert_eq!((&row["state"], &row["method"]), (&json!("LATE"), &json!("BY_SECRETARY")));
        assert_eq!((&row["by"], &row["byName"]), (&json!(secretary.id), &json!("Nguyễn Thị Hoa")));
        world.later(TimeDelta::minutes(1)).await;
        let row = says(secretary, &meeting, lan, "PRESENT", "").await.unwrap();
        assert_eq!(row["state"], "PRESENT");
        let own = lan.sees_attendance(&meeting).await;
        assert_eq!(own["rows"][0], row);
    }

    async fn an_excuse_needs_its_reason_and_shows_it_to_few(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let (secretary, lan) = (&branch.secretary, &branch.lan);
        let refused = says(secretary, &meeting, lan, "ABSENT_EXCUSED", "  ").await.unwrap_err();
        assert_eq!(refused.code, "ATTENDANCE_REASON_NEEDED");
        assert_eq!(refused.fields[0].0, "reason");
        let row = says(secretary, &meeting, lan, "ABSENT_EXCUSED", "đi viện").await.unwrap();
        assert_eq!((&row["state"], &row["reason"]), (&json!("ABSENT_EXCUSED"), &json!("đi viện")));
        assert_eq!(row_of(&secretary.sees_attendance(&meeting).await, lan)["reason"], "đi viện");
        assert_eq!(row_of(&lan.sees_attendance(&meeting).await, lan)["reason"], "đi viện");
        let others = branch.binh.sees_attendance(&meeting).await;
        assert_eq!(others["counts"]["absentExcused"], 1);
        assert!(!others.to_string().contains("đi viện"));
    }

    async fn a_word_is_taken_until_it_is_sealed(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        branch.secretary.closes(&meeting).await;
        world.later(TimeDelta::hours(71)).await;
        let secretary = world.signs_in(&branch.secretary).await;
        let event = Uuid::new_v4();
        let word = word(&meeting, &branch.lan, "PRESENT", event);
        let first = secretary.does("RecordAttendance", word.clone()).await;
        world.later(TimeDelta::hours(1)).await;
        let secretary = world.signs_in(&secretary).await;
        let sealed = says(&secretary, &meeting, &branch.binh, "PRESENT", "").await.unwrap_err();
        assert_eq!(sealed.code, "ATTENDANCE_SEALED");
        assert_eq!(secretary.does("RecordAttendance", word).await, first);
    }

    async fn the_same_event_cannot_say_two_things(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let event = Uuid::new_v4();
        let said = word(&meeting, &branch.lan, "PRESENT", event);
        let first = branch.secretary.does("RecordAttendance", said.clone()).await;
        assert_eq!(branch.secretary.does("RecordAttendance", said).await, first);
        for other in [word(&meeting, &branch.lan, "ABSENT", event), word(&meeting, &branch.binh, "PRESENT", event)] {
            let taken = branch.secretary.call::<_, Value>("RecordAttendance", &other).await.unwrap_err();
            assert_eq!(taken.code, "ATTENDANCE_EVENT_TAKEN");
        }
    }

    async fn only_what_can_be_said_is_said_of_who_was_called(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        for state in ["EXPECTED", "EXEMPT", "TEMPORARILY_OUT", "PENDING"] {
            let refused = says(&branch.secretary, &meeting, &branch.lan, state, "").await.unwrap_err();
            assert!(refused.is(Kind::Invalid), "{state}: {refused:?}");
            assert_eq!(refused.fields[0].0, "state");
        }
        let stranger = world.stranger().await;
        let refused = says(&branch.secretary, &meeting, &stranger, "PRESENT", "").await.unwrap_err();
        assert_eq!(refused.code, "ATTENDANCE_NOT_ON_ROSTER");
        let refused = says(&branch.lan, &meeting, &branch.lan, "PRESENT", "").await.unwrap_err();
        assert_eq!(refused.code, "FORBIDDEN");
        let refused = says(&stranger, &meeting, &branch.lan, "PRESENT", "").await.unwrap_err();
        assert_eq!(refused.code, "NOT_FOUND");
        let unopened = branch.secretary.calls_a_meeting(branch.id).await;
        let refused = says(&branch.secretary, &unopened, &branch.lan, "PRESENT", "").await.unwrap_err();
        assert_eq!(refused.code, "ATTENDANCE_NOT_OPEN");
    }

    async fn counts_close_and_lateness_is_by_the_planned_start(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        world.later(TimeDelta::hours(11) + TimeDelta::minutes(46)).await;
        let (secretary, lan) = (world.signs_in(&branch.secretary).await, world.signs_in(&branch.lan).await);
        let code = secretary.shows_the_code(&meeting).await;
        let late = lan.checks_in(&meeting, &code).await.unwrap();
        assert_eq!((&late["outcome"], &late["attendance"]["state"]), (&json!("RECORDED"), &json!("LATE")));
        let guest = world.person(login::EN).await;
        says(&secretary, &meeting, &guest, "PRESENT", "").await.unwrap();
        secretary.closes(&meeting).await;
        let here = secretary.sees_attendance(&meeting).await;
        let names: Vec<&str> = rows(&here).iter().map(|row| row["name"].as_str().unwrap()).collect();
        assert_eq!(names, [
            "Lê Văn Bình", "Phạm Thị Cúc", "Đỗ Văn Dũng", "Đặng Thị Én", "Nguyễn Thị Hoa", "Nguyễn Thị Lan", "Trần Văn Minh",
        ]);
        let counts = here["counts"].as_object().unwrap();
        let total: i64 = counts.values().map(|count| count.as_i64().unwrap()).sum();
        assert_eq!(total, 7, "{counts:?}");
        assert_eq!((&counts["present"], &counts["late"], &counts["absent"]), (&json!(1), &json!(1), &json!(3)));
        assert_eq!((&counts["exempt"], &counts["temporarilyOut"]), (&json!(1), &json!(1)));
    }
}

async fn open_meeting(world: &World) -> (Branch, Meeting) {
    let branch = world.branch().await;
    let meeting = branch.secretary.calls_a_meeting(branch.id).await;
    let meeting = branch.secretary.opens(&meeting).await;
    (branch, meeting)
}

fn word(meeting: &Meeting, member: &Person, state: &str, event: Uuid) -> Value {
    json!({"meeting": meeting.id, "member": member.id, "state": state, "eventId": event})
}

async fn says(
    secretary: &Person,
    meeting: &Meeting,
    member: &Person,
    state: &str,
    reason: &str,
) -> Result<Value, Problem> {
    let mut request = word(meeting, member, state, Uuid::new_v4());
    request["reason"] = json!(reason);
    let answer: Value = secretary.call("RecordAttendance", &request).await?;
    Ok(answer["attendance"].clone())
}

fn rows(listing: &Value) -> &Vec<Value> {
    listing["rows"].as_array().unwrap()
}

fn row_of<'a>(listing: &'a Value, member: &Person) -> &'a Value {
    rows(listing)
        .iter()
        .find(|row| row["member"] == json!(member.id))
        .unwrap_or_else(|| panic!("no row in {listing}"))
}
