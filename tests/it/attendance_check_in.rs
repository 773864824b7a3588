//! The room shows, the member proves: what a check-in comes to, and what it does not.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use sotay_rest::Kind;
use std::time::Duration;
use uuid::Uuid;

use crate::support::people::{Branch, Meeting, Person};
use crate::support::problem::Problem;
use crate::support::scenario::over_both_wires;
use crate::support::town::login;
use crate::support::world::World;

over_both_wires! {
    async fn the_same_event_comes_to_the_same_even_after_closing(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let (secretary, lan) = (&branch.secretary, &branch.lan);
        let code = secretary.shows_the_code(&meeting).await;
        let event = Uuid::new_v4();

        let first = sends(lan, &meeting, &code, event).await.unwrap();
        assert_eq!(first["outcome"], "RECORDED");
        assert_eq!(first["attendance"]["state"], "PRESENT");
        assert_eq!(first["attendance"]["method"], "VENUE_CODE");
        assert_eq!(first["attendance"]["byName"], "Nguyễn Thị Lan");
        assert_eq!(sends(lan, &meeting, &code, event).await.unwrap(), first);
        assert_eq!(sends(lan, &meeting, &code, Uuid::new_v4()).await.unwrap()["outcome"], "ALREADY_PRESENT");

        secretary.closes(&meeting).await;
        assert_eq!(sends(lan, &meeting, "mất mã rồi", event).await.unwrap(), first);
        let late = sends(&branch.binh, &meeting, &code, Uuid::new_v4()).await.unwrap_err();
        assert_eq!(late.code, "ATTENDANCE_NOT_OPEN");
    }

    async fn a_code_is_taken_scanned_as_a_link_or_typed_carelessly(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let shown = branch.secretary.does("GetVenueCode", json!({"meeting": meeting.id})).await;
        assert_eq!(shown["stepSeconds"], 10);
        assert!(shown["svg"].as_str().unwrap().starts_with("<svg"));
        let link = shown["url"].as_str().unwrap();
        assert_eq!(link, format!("https://sotay.example/c/{}", shown["code"].as_str().unwrap()));
        let scanned = branch.lan.checks_in(&meeting, link).await.unwrap();
        assert_eq!(scanned["outcome"], "RECORDED");
        let (head, tail) = shown["shortCode"].as_str().unwrap().split_at(4);
        let typed = format!(" {} - {tail}", head.to_lowercase());
        assert_eq!(branch.binh.checks_in(&meeting, &typed).await.unwrap()["outcome"], "RECORDED");
    }

    async fn an_old_code_waits_until_the_secretary_says_so(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let code = branch.secretary.shows_the_code(&meeting).await;
        world.later(TimeDelta::seconds(29)).await;
        assert_eq!(branch.binh.checks_in(&meeting, &code).await.unwrap()["outcome"], "RECORDED");
        world.later(TimeDelta::minutes(5)).await;
        let waiting = branch.lan.checks_in(&meeting, &code).await.unwrap();
        assert_eq!(waiting["outcome"], "PENDING");
        assert_eq!(waiting["attendance"]["state"], "PENDING");
        assert_eq!(branch.lan.checks_in(&meeting, &code).await.unwrap()["outcome"], "PENDING");
        let here = branch.secretary.sees_attendance(&meeting).await;
        assert_eq!((&here["counts"]["present"], &here["counts"]["pending"]), (&json!(1), &json!(1)));

        records(&branch.secretary, &meeting, &branch.lan, "PRESENT").await;
        let here = branch.secretary.sees_attendance(&meeting).await;
        assert_eq!((&here["counts"]["present"], &here["counts"]["pending"]), (&json!(2), &json!(0)));
    }

    async fn codes_of_another_time_meeting_or_making_are_refused(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let other = branch.secretary.calls_a_meeting(branch.id).await;
        let other = branch.secretary.opens(&other).await;
        let foreign = branch.secretary.shows_the_code(&other).await;
        let code = branch.secretary.shows_the_code(&meeting).await;
        let forged = code.chars().rev().collect::<String>();
        world.later(TimeDelta::minutes(9)).await;
        let fresh = branch.secretary.shows_the_code(&meeting).await;
        let short = fresh.chars().take(50).collect::<String>();
        for wrong in [&foreign, &forged, "", "2345-6789", &short] {
            let refused = branch.lan.checks_in(&meeting, wrong).await.unwrap_err();
            assert!(refused.is(Kind::Invalid), "{wrong}: {refused:?}");
        }
        world.later(TimeDelta::seconds(70)).await;
        let (secretary, lan) = (world.signs_in(&branch.secretary).await, world.signs_in(&branch.lan).await);
        let expired = lan.checks_in(&meeting, &code).await.unwrap_err();
        assert_eq!(expired.code, "ATTENDANCE_CODE_REFUSED");
        assert_eq!(secretary.sees_attendance(&meeting).await["counts"]["present"], 0);
    }

    async fn wrong_codes_are_borne_ten_times_and_then_one_in_two_seconds(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let code = branch.secretary.shows_the_code(&meeting).await;
        for _ in 0..10 {
            let wrong = branch.lan.checks_in(&meeting, "2345-6789").await.unwrap_err();
            assert_eq!(wrong.code, "ATTENDANCE_CODE_REFUSED");
        }
        let tired = branch.lan.checks_in(&meeting, &code).await.unwrap_err();
        assert!(tired.is(Kind::TooMany), "{tired:?}");
        assert_eq!(tired.code, "ATTENDANCE_TRY_LATER");
        assert!(tired.retry.is_some_and(|pause| pause <= Duration::from_secs(2)));
        assert_eq!(branch.binh.checks_in(&meeting, &code).await.unwrap()["outcome"], "RECORDED");
        world.later(TimeDelta::seconds(2)).await;
        assert_eq!(branch.lan.checks_in(&meeting, &code).await.unwrap()["outcome"], "RECORDED");
    }

    async fn twenty_phones_at_once_are_one_arrival(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let code = branch.secretary.shows_the_code(&meeting).await;
        let answers = join_all((0..20).map(|_| branch.lan.checks_in(&meeting, &code))).await;
        let outcomes: Vec<String> = answers
            .into_iter()
            .map(|answer| answer.unwrap()["outcome"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(outcomes.iter().filter(|outcome| *outcome == "RECORDED").count(), 1, "{outcomes:?}");
        assert_eq!(outcomes.iter().filter(|outcome| *outcome == "ALREADY_PRESENT").count(), 19);
        let rows: i64 = sqlx::query_scalar("select count(*) from attendance.events")
            .fetch_one(&mut world.database.owner().await)
            .await
            .unwrap();
        assert_eq!(rows, 1);
    }

    async fn an_event_stands_for_one_member_only(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let code = branch.secretary.shows_the_code(&meeting).await;
        let event = Uuid::new_v4();
        sends(&branch.lan, &meeting, &code, event).await.unwrap();
        let taken = sends(&branch.binh, &meeting, &code, event).await.unwrap_err();
        assert_eq!(taken.code, "ATTENDANCE_EVENT_TAKEN");
    }

    async fn the_roster_is_the_permission(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let code = branch.secretary.shows_the_code(&meeting).await;
        let guest = world.person(login::EN).await;
        assert_eq!(guest.checks_in(&meeting, &code).await.unwrap()["outcome"], "RECORDED");
        let stranger = world.stranger().await;
        assert_eq!(stranger.checks_in(&meeting, &code).await.unwrap_err().code, "NOT_FOUND");
        let unopened = branch.secretary.calls_a_meeting(branch.id).await;
        assert_eq!(branch.lan.checks_in(&unopened, &code).await.unwrap_err().code, "ATTENDANCE_NOT_OPEN");
        let request = json!({"meeting": unopened.id});
        let dark = branch.secretary.call::<_, Value>("GetVenueCode", &request).await.unwrap_err();
        assert_eq!(dark.code, "ATTENDANCE_NOT_OPEN");
    }

    async fn who_scans_against_the_secretarys_word_asks_her_to_look_again(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let code = branch.secretary.shows_the_code(&meeting).await;
        records(&branch.secretary, &meeting, &branch.lan, "ABSENT").await;
        world.later(TimeDelta::seconds(1)).await;
        let came = branch.lan.checks_in(&meeting, &code).await.unwrap();
        assert_eq!((&came["outcome"], &came["attendance"]["state"]), (&json!("RECORDED"), &json!("PRESENT")));
        world.later(TimeDelta::seconds(1)).await;
        records(&branch.secretary, &meeting, &branch.lan, "ABSENT").await;
        world.later(TimeDelta::seconds(1)).await;
        let asks = branch.lan.checks_in(&meeting, &code).await.unwrap();
        assert_eq!((&asks["outcome"], &asks["attendance"]["state"]), (&json!("PENDING"), &json!("PENDING")));
    }
}

async fn open_meeting(world: &World) -> (Branch, Meeting) {
    let branch = world.branch().await;
    let meeting = branch.secretary.calls_a_meeting(branch.id).await;
    let meeting = branch.secretary.opens(&meeting).await;
    (branch, meeting)
}

async fn sends(person: &Person, meeting: &Meeting, code: &str, event: Uuid) -> Result<Value, Problem> {
    let request = json!({"meeting": meeting.id, "code": code, "eventId": event});
    person.call("CheckIn", &request).await
}

async fn records(secretary: &Person, meeting: &Meeting, member: &Person, state: &str) {
    let request = json!({
        "meeting": meeting.id, "member": member.id, "state": state, "eventId": Uuid::new_v4(),
    });
    secretary.does("RecordAttendance", request).await;
}
