//! The room: who may be put on the roster late, who is a guest, when a meeting can have begun, and what becomes of one
//! that nobody closed, that was closed too soon, or that was held without us.

use chrono::TimeDelta;
use futures_util::future::join;
use serde_json::{Value, json};
use sotay::base::Id;
use sotay_rest::Kind;
use uuid::Uuid;

use crate::support::people::{Branch, Meeting, Person};
use crate::support::scenario::over_both_wires;
use crate::support::town::login;
use crate::support::world::World;

over_both_wires! {
    async fn a_meeting_begins_after_its_call_and_near_its_plan(world: World) {
        let branch = world.branch().await;
        let secretary = &branch.secretary;
        let meeting = secretary.calls_a_meeting(branch.id).await;
        let opens_at = |start: &str| json!({"meeting": meeting.id, "startTime": start});
        let uncalled = secretary.is_refused("OpenMeeting", opens_at("2023-11-05T00:59:59Z")).await;
        assert_eq!((uncalled.code.as_str(), uncalled.fields[0].0.as_str()), ("MEETINGS_TOO_EARLY", "startTime"));
        let distant = calls_for(secretary, branch.id, "2023-11-08").await;
        let early = secretary.is_refused("OpenMeeting", json!({"meeting": distant})).await;
        assert_eq!(early.code, "MEETINGS_TOO_EARLY", "three days before the plan");
        world.later(TimeDelta::hours(49)).await;
        let secretary = world.signs_in(secretary).await;
        let late = secretary.is_refused("OpenMeeting", opens_at("2023-11-05T12:30:00Z")).await;
        assert_eq!(late.code, "MEETINGS_TOO_LONG_AGO", "that is written down afterwards");
    }

    async fn who_was_forgotten_comes_onto_the_roster_with_a_mark(world: World) {
        let branch = world.branch().await;
        let (secretary, binh) = (&branch.secretary, &branch.binh);
        let meeting = secretary.calls_a_meeting(branch.id).await;
        is_recorded_late(&world, binh.id, "2024-01-01").await;
        let meeting = secretary.opens(&meeting).await;
        assert_eq!(secretary.sees_attendance(&meeting).await["counts"]["expected"], 4);
        is_recorded_late(&world, binh.id, "2023-03-26").await;

        let add = |member: Id, reason: &str| json!({"meeting": meeting.id, "member": member, "reason": reason});
        let stranger = world.stranger().await;
        let foreign = secretary.is_refused("AddToRoster", add(stranger.id, "Quên")).await;
        assert_eq!((foreign.code.as_str(), foreign.fields[0].0.as_str()), ("MEETINGS_STRANGER", "member"));
        let nobody = secretary.is_refused("AddToRoster", add(Uuid::new_v4(), "Quên")).await;
        assert_eq!(nobody.code, foreign.code, "nobody learns who exists");
        assert_eq!(secretary.is_refused("AddToRoster", add(binh.id, " ")).await.code, "MEETINGS_REASON_NEEDED");
        assert!(branch.lan.is_refused("AddToRoster", add(binh.id, "Quên")).await.is(Kind::Forbidden));

        let added = secretary.does("AddToRoster", add(binh.id, "Chuyển đến trong ngày")).await;
        assert_eq!((&added["name"], &added["reason"]), (&json!("Lê Văn Bình"), &json!("Chuyển đến trong ngày")));
        assert_eq!((&added["by"], &added["standing"]["class"]), (&json!(secretary.id), &json!("PROBATIONARY")));
        assert_eq!(secretary.is_refused("AddToRoster", add(binh.id, "Quên")).await.code, "MEETINGS_ON_ROSTER");
        let code = secretary.shows_the_code(&meeting).await;
        assert_eq!(binh.checks_in(&meeting, &code).await.unwrap()["outcome"], "RECORDED");
        assert_eq!(secretary.sees_attendance(&meeting).await["counts"]["present"], 1);
    }

    async fn who_is_back_from_a_stay_is_expected_again_and_the_line_says_what_it_was(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let meeting = branch.secretary.opens(&meeting).await;
        let dung = world.member("001088000006").await;
        sqlx::query("update directory.memberships set during = daterange(lower(during), '2023-11-05') where member = $1 and relation = 'TEMPORARILY_OUT'")
            .bind(dung)
            .execute(&mut world.database.owner().await)
            .await
            .unwrap();
        let back = json!({"meeting": meeting.id, "member": dung, "reason": "Đã về"});
        let added = branch.secretary.does("AddToRoster", back).await;
        assert_eq!(added["standing"]["relation"], "HOME");
        let counts = branch.secretary.sees_attendance(&meeting).await["counts"].clone();
        assert_eq!((&counts["temporarilyOut"], &counts["expected"]), (&json!(0), &json!(6)));
        let before: String = sqlx::query_scalar("select relation_before from meetings.roster where member = $1 and meeting = $2")
            .bind(dung)
            .bind(meeting.id)
            .fetch_one(&mut world.database.owner().await)
            .await
            .unwrap();
        assert_eq!(before, "TEMPORARILY_OUT");
    }

    async fn guests_are_in_the_room_and_in_no_rate(world: World) {
        let branch = world.branch().await;
        let secretary = &branch.secretary;
        let meeting = secretary.calls_a_meeting(branch.id).await;
        let guest = |fields: Value| {
            let mut request = fields;
            request["meeting"] = json!(meeting.id);
            request
        };
        let named = guest(json!({"name": "Trần Văn Khách", "capacity": "SUPERIOR"}));
        assert_eq!(secretary.is_refused("AddGuest", named.clone()).await.code, "MEETINGS_STATE");
        secretary.opens(&meeting).await;
        let superior = secretary.does("AddGuest", named).await;
        let thu = world.person(login::THU).await;
        let linked = guest(json!({"member": thu.id, "capacity": "RESIDENCE_LINK"}));
        let linked_guest = secretary.does("AddGuest", linked.clone()).await;
        assert_eq!(linked_guest["name"], "Bùi Thị Thu");
        assert_eq!(secretary.is_refused("AddGuest", linked).await.code, "MEETINGS_GUEST_TWICE");
        for (fields, code) in [
            (json!({"name": "  ", "capacity": "INVITED"}), "MEETINGS_GUEST_UNNAMED"),
            (json!({"member": Uuid::new_v4(), "capacity": "INVITED"}), "MEETINGS_GUEST_UNNAMED"),
            (json!({"member": branch.lan.id, "capacity": "INVITED"}), "MEETINGS_ON_ROSTER"),
            (json!({"name": "Khách"}), "INVALID_ARGUMENT"),
        ] {
            assert_eq!(secretary.is_refused("AddGuest", guest(fields)).await.code, code);
        }
        assert!(branch.lan.is_refused("AddGuest", guest(json!({"name": "Bạn", "capacity": "INVITED"}))).await.is(Kind::Forbidden));
        let counts = secretary.sees_attendance(&meeting).await["counts"].clone();
        assert_eq!((&counts["guests"], &counts["expected"]), (&json!(2), &json!(5)));

        let remove = guest(json!({"guest": superior["id"], "reason": "Không đến"}));
        let removed = secretary.does("RemoveGuest", remove.clone()).await;
        assert_eq!(removed["removeReason"], "Không đến");
        assert_eq!(secretary.does("RemoveGuest", remove).await, removed, "taken off twice, the first time counts");
        let unknown = guest(json!({"guest": Uuid::new_v4(), "reason": "x"}));
        assert!(secretary.is_refused("RemoveGuest", unknown).await.is(Kind::NotFound));
        let listed = branch.lan.does("ListGuests", json!({"meeting": meeting.id})).await;
        assert_eq!(listed["guests"].as_array().unwrap().len(), 2, "the row stays");
        assert_eq!(secretary.sees_attendance(&meeting).await["counts"]["guests"], 1);
    }

    async fn a_meeting_closed_too_soon_is_opened_again_until_it_is_sealed(world: World) {
        let branch = world.branch().await;
        let (meeting, reopen) = closed_meeting(&branch).await;
        let blank = json!({"meeting": meeting.id, "reason": "  "});
        assert_eq!(branch.secretary.is_refused("ReopenMeeting", blank).await.code, "MEETINGS_REASON_NEEDED");
        assert!(branch.lan.is_refused("ReopenMeeting", reopen.clone()).await.is(Kind::Forbidden));
        world.later(TimeDelta::minutes(9)).await;
        let open = branch.secretary.does("ReopenMeeting", reopen.clone()).await;
        assert_eq!((&open["state"], &open["reopenReason"]), (&json!("OPEN"), &json!("Đóng nhầm")));
        assert_eq!(branch.secretary.is_refused("ReopenMeeting", reopen.clone()).await.code, "MEETINGS_STATE");
        assert_eq!(branch.secretary.sees_attendance(&meeting).await["counts"]["absent"], 0);
        let closed = branch.secretary.does("CloseMeeting", json!({"meeting": meeting.id})).await;
        assert_eq!(closed["actualEndTime"], "2023-11-05T01:00:00Z", "the end it had");

        let turns = branch.lan.does("ListMeetingTurns", json!({"meeting": meeting.id})).await;
        let kinds: Vec<&str> = turns["turns"].as_array().unwrap().iter().map(|turn| turn["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["OPENED", "CLOSED", "REOPENED", "CLOSED"]);
        assert_eq!((&turns["turns"][2]["byName"], &turns["turns"][2]["reason"]), (&json!("Nguyễn Thị Hoa"), &json!("Đóng nhầm")));
        world.later(TimeDelta::hours(72)).await;
        let secretary = world.signs_in(&branch.secretary).await;
        assert_eq!(secretary.is_refused("ReopenMeeting", reopen).await.code, "MEETINGS_SEALED");
        let guest = json!({"meeting": meeting.id, "name": "Khách", "capacity": "INVITED"});
        assert_eq!(secretary.is_refused("AddGuest", guest).await.code, "MEETINGS_SEALED");
    }

    async fn what_nobody_closes_is_closed_by_itself_and_the_secretary_is_told(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        branch.secretary.opens(&meeting).await;
        // Planned until 14:00; three hours later nobody has closed it.
        world.later(TimeDelta::hours(13) + TimeDelta::minutes(10)).await;
        let secretary = world.signs_in(&branch.secretary).await;
        let word = json!({"meeting": meeting.id, "member": branch.lan.id, "state": "PRESENT", "eventId": Uuid::new_v4()});
        secretary.does("RecordAttendance", word).await;
        world.later(TimeDelta::minutes(179)).await;
        world.an_hour_passes().await;
        let secretary = world.signs_in(&branch.secretary).await;
        assert_eq!(state(&secretary, &meeting).await["state"], "OPEN", "a word at 14:10 keeps it open");
        world.later(TimeDelta::minutes(1)).await;
        world.an_hour_passes().await;
        world.an_hour_passes().await;
        let closed = state(&secretary, &meeting).await;
        assert_eq!((&closed["state"], &closed["closedByItself"]), (&json!("CLOSED"), &json!(true)));
        assert_eq!(closed["actualEndTime"], "2023-11-05T14:10:00Z");
        let inbox = secretary.does("ListMyNotices", json!({})).await;
        let told: Vec<&Value> = inbox["notices"].as_array().unwrap().iter()
            .filter(|notice| notice["title"].as_str().unwrap().starts_with("Đã tự kết thúc"))
            .collect();
        assert_eq!(told.len(), 1, "{inbox}");
        let counts = secretary.sees_attendance(&meeting).await["counts"].clone();
        assert_eq!((&counts["present"], &counts["absent"]), (&json!(1), &json!(4)));
        // What was recorded may be corrected for three days from then.
        let reopen = json!({"meeting": meeting.id, "reason": "Chưa xong"});
        let open = secretary.does("ReopenMeeting", reopen).await;
        assert_eq!(open["closedByItself"], false);
        world.an_hour_passes().await;
        assert_eq!(state(&secretary, &meeting).await["state"], "OPEN", "it was opened again just now");
    }

    async fn of_a_hand_and_the_clock_that_close_at_once_one_wins(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        branch.secretary.opens(&meeting).await;
        world.later(TimeDelta::hours(16)).await;
        let secretary = world.signs_in(&branch.secretary).await;
        let request = json!({"meeting": meeting.id, "endTime": "2023-11-05T13:50:00Z"});
        let (by_hand, ()) = join(secretary.call::<_, Value>("CloseMeeting", &request), world.an_hour_passes()).await;
        world.an_hour_passes().await;
        let closed = state(&secretary, &meeting).await;
        assert_eq!(closed["state"], "CLOSED");
        assert_eq!(closed["closedByItself"], by_hand.is_err());
        let turns = secretary.does("ListMeetingTurns", json!({"meeting": meeting.id})).await;
        assert_eq!(turns["turns"].as_array().unwrap().len(), 2, "{turns}");
    }

    async fn an_evening_on_paper_is_written_down_afterwards(world: World) {
        let branch = world.branch().await;
        let drafted = branch.secretary.drafts_a_meeting(branch.id).await;
        world.later(TimeDelta::days(2)).await;
        let secretary = world.signs_in(&branch.secretary).await;
        let record = |start: &str, end: &str, reason: &str| {
            json!({"meeting": drafted.id, "startTime": start, "endTime": end, "reason": reason})
        };
        for (request, code) in [
            (record("2023-11-05T12:40:00Z", "2023-11-05T14:00:00Z", " "), "MEETINGS_REASON_NEEDED"),
            (record("2023-11-05T14:40:00Z", "2023-11-05T14:00:00Z", "Mất điện"), "MEETINGS_ENDS_BEFORE_START"),
            (record("2023-11-07T00:40:00Z", "2023-11-07T14:00:00Z", "Mất điện"), "MEETINGS_TIME_IN_FUTURE"),
            (record("2023-10-05T12:40:00Z", "2023-10-05T14:00:00Z", "Mất điện"), "MEETINGS_TOO_LONG_AGO"),
        ] {
            assert_eq!(secretary.is_refused("RecordMeetingAfterwards", request).await.code, code);
        }
        let held = record("2023-11-05T12:40:00Z", "2023-11-05T14:20:00Z", "Mất điện");
        let recorded = secretary.does("RecordMeetingAfterwards", held.clone()).await;
        assert_eq!((&recorded["state"], &recorded["recordedReason"]), (&json!("CLOSED"), &json!("Mất điện")));
        assert_eq!(recorded["actualStartTime"], "2023-11-05T12:40:00Z");
        assert_eq!(recorded["sealTime"], "2023-11-10T01:00:00Z", "three days from now");
        assert_eq!(secretary.is_refused("RecordMeetingAfterwards", held).await.code, "MEETINGS_STATE");
        let word = json!({"meeting": drafted.id, "member": branch.lan.id, "state": "PRESENT", "eventId": Uuid::new_v4()});
        secretary.does("RecordAttendance", word).await;
        let lan = world.signs_in(&branch.lan).await;
        let seen = lan.sees_attendance(&drafted).await;
        assert_eq!((&seen["rows"][0]["state"], &seen["counts"]["absent"]), (&json!("PRESENT"), &json!(4)));
        let inbox = lan.does("ListMyNotices", json!({})).await;
        assert!(inbox["notices"][0]["body"].as_str().unwrap().contains("Mất điện"), "{inbox}");
    }

    async fn when_the_secretary_is_ill_the_deputy_does_everything(world: World) {
        let branch = world.branch().await;
        let deputy = world.person("001070000002").await;
        let meeting = deputy.calls_a_meeting(branch.id).await;
        let meeting = deputy.opens(&meeting).await;
        let code = deputy.shows_the_code(&meeting).await;
        branch.lan.checks_in(&meeting, &code).await.unwrap();
        deputy.does("AddGuest", json!({"meeting": meeting.id, "name": "Khách", "capacity": "SUPERVISOR"})).await;
        let word = |member: &Person, state: &str| {
            json!({"meeting": meeting.id, "member": member.id, "state": state, "eventId": Uuid::new_v4(), "reason": "Ốm"})
        };
        deputy.does("RecordAttendance", word(&branch.secretary, "ABSENT_EXCUSED")).await;
        deputy.closes(&meeting).await;
        deputy.does("ReopenMeeting", json!({"meeting": meeting.id, "reason": "Sót một đồng chí"})).await;
        deputy.does("RecordAttendance", word(&branch.binh, "LATE")).await;
        deputy.closes(&meeting).await;
        world.later(TimeDelta::hours(73)).await;
        let deputy = world.signs_in(&deputy).await;
        let amended = deputy.does("AmendAttendance", word(&branch.binh, "PRESENT")).await;
        assert_eq!(amended["attendance"]["amendment"]["byName"], "Trần Văn Minh");
    }
}

async fn calls_for(secretary: &Person, branch: Id, day: &str) -> Value {
    let draft = json!({
        "organization": branch, "kind": "REGULAR", "title": "Tháng 11", "place": "Nhà văn hóa",
        "startTime": format!("{day}T12:30:00Z"), "endTime": format!("{day}T14:00:00Z"),
    });
    let drafted = secretary.does("CallMeeting", draft).await;
    secretary
        .does("IssueMeeting", json!({"meeting": drafted["id"]}))
        .await;
    drafted["id"].clone()
}

async fn closed_meeting(branch: &Branch) -> (Meeting, Value) {
    let meeting = branch.secretary.calls_a_meeting(branch.id).await;
    branch.secretary.opens(&meeting).await;
    let meeting = branch.secretary.closes(&meeting).await;
    let reopen = json!({"meeting": meeting.id, "reason": "Đóng nhầm"});
    (meeting, reopen)
}

async fn state(person: &Person, meeting: &Meeting) -> Value {
    person.does("GetMeeting", json!({"meeting": meeting.id})).await
}

/// A membership that only comes onto file with this first day.
async fn is_recorded_late(world: &World, member: Id, from: &str) {
    sqlx::query("update directory.memberships set during = daterange($2::date, null) where member = $1 and relation = 'HOME'")
        .bind(member)
        .bind(from.parse::<chrono::NaiveDate>().unwrap())
        .execute(&mut world.database.owner().await)
        .await
        .unwrap();
}
