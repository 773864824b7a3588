//! A paper list comes in at once: every row has its own outcome, and none spoils another.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay_rest::Kind;
use uuid::Uuid;

use crate::support::people::{Branch, Meeting, Person};
use crate::support::scenario::over_both_wires;
use crate::support::town::login;
use crate::support::wire::Ask;
use crate::support::world::World;

over_both_wires! {
    async fn a_whole_list_comes_in_at_once_and_bad_rows_spoil_no_others(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let stranger = world.stranger().await;
        let en = world.person(login::EN).await;
        let rows = [
            row(&branch.lan, "PRESENT"),
            row(&stranger, "PRESENT"),
            row(&branch.binh, "ABSENT_EXCUSED"),
            json!({"member": branch.binh.id, "state": "ABSENT_EXCUSED", "reasonKind": "ILLNESS", "eventId": Uuid::new_v4()}),
            row(&en, "EXPECTED"),
            json!({"member": "không phải mã", "state": "PRESENT", "eventId": Uuid::new_v4()}),
            json!({"member": en.id, "state": "LATE", "eventId": Uuid::new_v4(), "reason": "x".repeat(501)}),
        ];
        let outcomes = says(&branch.secretary, &meeting, &rows).await;
        let told: Vec<(&str, &str, &str)> = outcomes
            .iter()
            .map(|outcome| (text(outcome, "outcome"), text(outcome, "code"), text(outcome, "field")))
            .collect();
        assert_eq!(told, [
            ("RECORDED", "", ""),
            ("REFUSED", "ATTENDANCE_NOT_ON_ROSTER", ""),
            ("REFUSED", "ATTENDANCE_REASON_NEEDED", "reason"),
            ("RECORDED", "", ""),
            ("REFUSED", "INVALID_ARGUMENT", "state"),
            ("REFUSED", "INVALID_ARGUMENT", "member"),
            ("REFUSED", "ATTENDANCE_REASON_TOO_LONG", "reason"),
        ]);
        assert_eq!(outcomes[3]["attendance"]["reasonKind"], "ILLNESS");
        assert_eq!(outcomes[2]["message"], "Cần ghi lý do.");
        let here = branch.secretary.sees_attendance(&meeting).await;
        assert_eq!((&here["counts"]["present"], &here["counts"]["absentExcused"]), (&json!(1), &json!(1)));
        assert_eq!(here["counts"]["expected"], 3);
    }

    async fn a_list_sent_again_says_nothing_twice_and_its_later_row_stands(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let rows = [row(&branch.lan, "ABSENT"), row(&branch.lan, "LATE"), row(&branch.binh, "PRESENT")];
        let first = says(&branch.secretary, &meeting, &rows).await;
        assert_eq!(first[0]["attendance"]["state"], "LATE");
        world.later(TimeDelta::minutes(1)).await;
        assert_eq!(says(&branch.secretary, &meeting, &rows).await, first);
        let twice = [rows[2].clone(), rows[2].clone()];
        let again = says(&branch.secretary, &meeting, &twice).await;
        assert_eq!((&again[0]["outcome"], &again[1]["outcome"]), (&json!("RECORDED"), &json!("RECORDED")));
        let mut other = rows[2].clone();
        other["member"] = json!(branch.lan.id);
        assert_eq!(says(&branch.secretary, &meeting, &[other]).await[0]["code"], "ATTENDANCE_EVENT_TAKEN");
        assert_eq!(branch.secretary.hears_of(&meeting, &branch.lan).await.len(), 2);
    }

    async fn the_words_of_a_refusal_are_in_the_language_asked_for(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let request = json!({"meeting": meeting.id, "rows": [row(&branch.lan, "ABSENT_EXCUSED")]});
        let ask = Ask::new("RecordManyAttendances", request).with("accept-language", "en");
        let answer = branch.secretary.ask(ask).await.unwrap();
        assert_eq!(answer["outcomes"][0]["message"], "Say why.");
    }

    async fn lists_are_short_and_only_from_who_records(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let none = json!({"meeting": meeting.id, "rows": []});
        assert!(branch.secretary.is_refused("RecordManyAttendances", none).await.is(Kind::Invalid));
        let many: Vec<Value> = (0..501).map(|_| row(&branch.lan, "PRESENT")).collect();
        let many = json!({"meeting": meeting.id, "rows": many});
        assert!(branch.secretary.is_refused("RecordManyAttendances", many).await.is(Kind::Invalid));
        let own = json!({"meeting": meeting.id, "rows": [row(&branch.lan, "PRESENT")]});
        assert!(branch.lan.is_refused("RecordManyAttendances", own.clone()).await.is(Kind::Forbidden));
        let stranger = world.stranger().await;
        assert!(stranger.is_refused("RecordManyAttendances", own).await.is(Kind::NotFound));
        let unopened = branch.secretary.calls_a_meeting(branch.id).await;
        let early = says(&branch.secretary, &unopened, &[row(&branch.lan, "PRESENT")]).await;
        assert_eq!(early[0]["code"], "ATTENDANCE_NOT_OPEN");
    }

    async fn who_left_early_had_come_and_is_shown_to_have_left(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        world.later(TimeDelta::minutes(5)).await;
        let code = branch.secretary.shows_the_code(&meeting).await;
        branch.lan.checks_in(&meeting, &code).await.unwrap();
        world.later(TimeDelta::minutes(1)).await;
        let left = json!({
            "member": branch.lan.id, "state": "LEFT_EARLY", "eventId": Uuid::new_v4(), "leftTime": "2023-11-05T01:05:30Z",
        });
        let unsaid = row(&branch.binh, "LEFT_EARLY");
        let outcomes = says(&branch.secretary, &meeting, &[left.clone(), unsaid]).await;
        assert_eq!(outcomes[0]["attendance"]["state"], "PRESENT");
        assert_eq!(outcomes[0]["attendance"]["method"], "VENUE_CODE", "how the arrival is known stays");
        assert_eq!(outcomes[0]["attendance"]["leftTime"], "2023-11-05T01:05:30Z");
        assert_eq!(outcomes[1]["attendance"]["leftTime"], "2023-11-05T01:06:00Z", "now, while it is under way");
        let here = branch.lan.sees_attendance(&meeting).await;
        assert_eq!((&here["counts"]["present"], &here["counts"]["leftEarly"]), (&json!(2), &json!(2)));

        for wrong in ["2023-11-05T00:59:59Z", "2023-11-05T01:06:01Z"] {
            let mut odd = left.clone();
            (odd["eventId"], odd["leftTime"]) = (json!(Uuid::new_v4()), json!(wrong));
            let refused = &says(&branch.secretary, &meeting, &[odd]).await[0];
            assert_eq!((&refused["code"], &refused["field"]), (&json!("ATTENDANCE_LEFT_TIME"), &json!("leftTime")));
        }
        world.later(TimeDelta::minutes(1)).await;
        branch.secretary.closes(&meeting).await;
        let unsaid = &says(&branch.secretary, &meeting, &[row(&branch.binh, "LEFT_EARLY")]).await[0];
        assert_eq!(unsaid["code"], "ATTENDANCE_LEFT_TIME", "nobody knows when, once it is over");
        let back = &says(&branch.secretary, &meeting, &[row(&branch.binh, "PRESENT")]).await[0];
        assert!(back["attendance"].get("leftTime").is_none(), "{back}");
    }
}

async fn open_meeting(world: &World) -> (Branch, Meeting) {
    let branch = world.branch().await;
    let meeting = branch.secretary.calls_a_meeting(branch.id).await;
    let meeting = branch.secretary.opens(&meeting).await;
    (branch, meeting)
}

fn row(member: &Person, state: &str) -> Value {
    json!({"member": member.id, "state": state, "eventId": Uuid::new_v4()})
}

async fn says(secretary: &Person, meeting: &Meeting, rows: &[Value]) -> Vec<Value> {
    let answer = secretary
        .does(
            "RecordManyAttendances",
            json!({"meeting": meeting.id, "rows": rows}),
        )
        .await;
    answer["outcomes"].as_array().unwrap().clone()
}

fn text<'a>(outcome: &'a Value, field: &str) -> &'a str {
    outcome[field].as_str().unwrap()
}
