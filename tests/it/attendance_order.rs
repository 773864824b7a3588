//! Attendance is a function of the set of events: however what several phones recorded is shuffled, repeated, split into
//! uploads and mixed, every house ends in the same state.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;
use std::collections::BTreeSet;
use uuid::Uuid;

use crate::attendance_offline::uploads;
use crate::cancellation::Dice;
use crate::support::people::{Branch, Meeting, Person};
use crate::support::town::login;
use crate::support::wire::Wire;
use crate::support::world::World;

/// Evenings on which the same happens.
const EVENINGS: usize = 8;

#[tokio::test]
async fn however_the_post_comes_the_evening_was_the_same() {
    let ends = ends_of_evenings("select 1").await;
    assert_eq!(ends.len(), 1, "{ends:#?}");
    let end = ends.first().unwrap();
    for word in ["PENDING", "PRESENT", "ABSENT_EXCUSED", "leftTime"] {
        assert!(end.contains(word), "the evening was dull: {end}");
    }
}

#[tokio::test]
async fn a_house_that_goes_by_the_order_of_the_post_is_found_out() {
    let by_arrival = "create function by_arrival() returns trigger language plpgsql as
        $$ begin new.occurred_at := clock_timestamp(); return new; end $$;
        create trigger by_arrival before insert on attendance.events for each row execute function by_arrival()";
    assert_ne!(ends_of_evenings(by_arrival).await.len(), 1);
}

#[tokio::test]
async fn a_house_that_forgets_what_comes_too_early_is_found_out() {
    let forgetful = "create function forgetful() returns trigger language plpgsql as
        $$ begin
            if new.kind = 'VOID' and not exists (
                select from attendance.events e where e.meeting = new.meeting and e.event = new.refers_to)
            then new.state := 'TAKEN'; end if;
            return new;
        end $$;
        create trigger forgetful before insert on attendance.received for each row execute function forgetful()";
    assert_ne!(ends_of_evenings(forgetful).await.len(), 1);
}

/// The different ends of several evenings with the same events, in a house that was tampered with.
async fn ends_of_evenings(sabotage: &'static str) -> BTreeSet<String> {
    let world = World::over(Wire::Grpc).await;
    sqlx::raw_sql(AssertSqlSafe(sabotage))
        .execute(&mut world.database.owner().await)
        .await
        .unwrap();
    let branch = world.branch().await;
    let deputy = world.person("001070000002").await;
    let en = world.person(login::EN).await;
    let mut meetings = Vec::new();
    for _ in 0..EVENINGS {
        meetings.push(branch.secretary.calls_a_meeting(branch.id).await);
    }
    let recorded = evening(&branch, &deputy, &en);
    world.later(TimeDelta::hours(3)).await;
    let mut phones = Vec::new();
    for person in [&branch.secretary, &deputy, &branch.lan, &branch.binh] {
        phones.push(world.signs_in(person).await);
    }
    let mut dice = Dice(7);
    let mut ends = BTreeSet::new();
    for meeting in &meetings {
        delivered(&mut dice, &phones, meeting, &recorded).await;
        ends.insert(end_of(&phones[0], meeting).await);
    }
    ends
}

/// What each of four phones recorded of the evening; the meeting is put in later.
fn evening(branch: &Branch, deputy: &Person, en: &Person) -> Vec<(usize, Value)> {
    let (lan, binh) = (branch.lan.id, branch.binh.id);
    let (hoa, minh) = (branch.secretary.id, deputy.id);
    let on = |phone: usize, kind: &str, minute: u32, more: Value| {
        let mut event = json!({
            "eventId": Uuid::new_v4(), "kind": kind, "occurredTime": format!("2023-11-05T01:{minute:02}:00Z"),
        });
        event
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        (phone, event)
    };
    let mut all = vec![
        on(0, "OPEN", 5, json!({})),
        on(0, "ENTER", 6, json!({"member": lan})),
        on(0, "ENTER", 20, json!({"member": binh})),
        on(0, "LEAVE", 30, json!({"member": lan})),
        on(
            0,
            "EXCUSE",
            10,
            json!({"member": minh, "reason": "Ốm", "reasonKind": "ILLNESS"}),
        ),
        on(0, "CLOSE", 50, json!({})),
        on(1, "OPEN", 4, json!({})),
        on(1, "ENTER", 7, json!({"member": lan})),
        on(1, "ABSENT", 25, json!({"member": binh})),
        on(1, "ENTER", 40, json!({"member": hoa})),
        on(1, "LEAVE", 45, json!({"member": hoa})),
        on(1, "ENTER", 26, json!({"member": binh})),
        on(1, "LEAVE", 41, json!({"member": binh})),
        on(1, "CLOSE", 55, json!({})),
        on(2, "ENTER", 6, json!({})),
        on(2, "ENTER", 35, json!({})),
        on(3, "LEAVE", 42, json!({})),
        on(3, "ENTER", 8, json!({"member": en.id})),
    ];
    // Each officer takes back what the other said.
    let named = |at: usize| all[at].1["eventId"].clone();
    let voids = [
        on(1, "VOID", 27, json!({"refersTo": named(1)})),
        on(0, "VOID", 43, json!({"refersTo": named(12)})),
        on(1, "VOID", 28, json!({"refersTo": named(8)})),
    ];
    all.extend(voids);
    all
}

/// Sends everything in any order, cut into uploads of any length, and some of it again.
async fn delivered(dice: &mut Dice, phones: &[Person], meeting: &Meeting, recorded: &[(usize, Value)]) {
    let mut post: Vec<(usize, Value)> = recorded.to_vec();
    let again: Vec<(usize, Value)> = recorded.iter().filter(|_| dice.roll(3) == 0).cloned().collect();
    post.extend(again);
    for last in (1..post.len()).rev() {
        let other = usize::try_from(dice.roll(u64::try_from(last + 1).unwrap())).unwrap();
        post.swap(last, other);
    }
    while !post.is_empty() {
        let phone = post[0].0;
        let most = usize::try_from(1 + dice.roll(4)).unwrap();
        let mut upload = Vec::new();
        post.retain(|(from, event)| {
            let goes = *from == phone && upload.len() < most;
            if goes {
                let mut event = event.clone();
                event["meeting"] = json!(meeting.id);
                upload.push(event);
            }
            !goes
        });
        let told = uploads(&phones[phone], &upload.iter().collect::<Vec<_>>()).await;
        assert!(
            told.iter().all(|result| result["outcome"] != "REFUSED"),
            "{told:#?}"
        );
    }
}

/// Everything that can be seen of an evening in the end, without what tells one evening from another.
async fn end_of(secretary: &Person, meeting: &Meeting) -> String {
    let seen = secretary.sees_attendance(meeting).await;
    let held = secretary.does("GetMeeting", json!({"meeting": meeting.id})).await;
    let presence = secretary
        .does(
            "GetPresence",
            json!({"meeting": meeting.id, "atTime": "2023-11-05T01:40:00Z"}),
        )
        .await;
    let waiting = secretary
        .does("ListUploads", json!({"meeting": meeting.id}))
        .await;
    let times = (&held["state"], &held["actualStartTime"], &held["actualEndTime"]);
    let of_post = |event: &Value| {
        (
            event["event"].clone(),
            event["reasons"].clone(),
            event["time"].clone(),
        )
    };
    let waiting: Vec<_> = waiting["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(of_post)
        .collect();
    format!("{times:?}\n{:#}\n{presence:#}\n{waiting:?}", seen["rows"])
}
