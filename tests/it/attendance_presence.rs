//! Coming and going: who was in the room at any moment of the meeting.

use chrono::TimeDelta;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::attendance_offline::{event, uploads};
use crate::support::people::{Meeting, Person};
use crate::support::scenario::over_both_wires;

over_both_wires! {
    async fn whoever_leaves_and_comes_back_is_told_apart_at_every_moment(world: World) {
        let branch = world.branch().await;
        let (secretary, lan, binh) = (&branch.secretary, &branch.lan, &branch.binh);
        let meeting = secretary.calls_a_meeting(branch.id).await;
        secretary.opens(&meeting).await;
        let code = secretary.shows_the_code(&meeting).await;
        lan.checks_in(&meeting, &code).await.unwrap();
        world.later(TimeDelta::minutes(4)).await;
        records(secretary, &meeting, binh, "PRESENT").await;
        world.later(TimeDelta::minutes(5)).await;
        records(secretary, &meeting, lan, "LEFT_EARLY").await;
        let back = event(&meeting, "ENTER", "2023-11-05T01:12:00Z", &json!({"member": lan.id}));
        world.later(TimeDelta::minutes(11)).await;
        let secretary = &world.signs_in(secretary).await;
        assert_eq!(uploads(secretary, &[&back]).await[0]["outcome"], "RECORDED");

        assert_eq!(in_the_room(secretary, &meeting, "2023-11-05T00:59:59Z").await, [""; 0]);
        assert_eq!(in_the_room(secretary, &meeting, "2023-11-05T01:00:00Z").await, ["Lê Văn Bình", "Nguyễn Thị Lan"]);
        assert_eq!(in_the_room(secretary, &meeting, "2023-11-05T01:10:00Z").await, ["Lê Văn Bình"]);
        assert_eq!(in_the_room(secretary, &meeting, "2023-11-05T01:12:00Z").await, ["Lê Văn Bình", "Nguyễn Thị Lan"]);
        assert_eq!(in_the_room(secretary, &meeting, "2023-11-05T01:21:00Z").await, [""; 0], "that is still to come");

        let lan = &world.signs_in(lan).await;
        let own = lan.does("GetPresence", json!({"meeting": meeting.id})).await;
        assert_eq!((&own["present"], &own["notPresent"]), (&json!(2), &json!(5)));
        let rows = own["rows"].as_array().unwrap();
        assert_eq!((rows.len(), &rows[0]["member"]), (1, &json!(lan.id)), "a member sees the own row");
        assert_eq!(rows[0]["stays"], json!([
            {"fromTime": "2023-11-05T01:00:00Z", "toTime": "2023-11-05T01:09:00Z"},
            {"fromTime": "2023-11-05T01:12:00Z"},
        ]));
        let here = lan.sees_attendance(&meeting).await;
        assert!(here["rows"][0].get("leftTime").is_none(), "who is back has not left");
        assert_eq!((&here["counts"]["leftEarly"], &here["counts"]["present"]), (&json!(0), &json!(2)));
    }
}

async fn records(secretary: &Person, meeting: &Meeting, member: &Person, state: &str) {
    let word = json!({"meeting": meeting.id, "member": member.id, "state": state, "eventId": Uuid::new_v4()});
    secretary.does("RecordAttendance", word).await;
}

async fn in_the_room(person: &Person, meeting: &Meeting, at: &str) -> Vec<String> {
    let presence = person
        .does("GetPresence", json!({"meeting": meeting.id, "atTime": at}))
        .await;
    let rows: Vec<&Value> = presence["rows"].as_array().unwrap().iter().collect();
    let there: Vec<String> = rows
        .iter()
        .filter(|row| row["present"] == true)
        .map(|row| row["name"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(presence["present"], there.len());
    assert_eq!(presence["notPresent"], rows.len() - there.len());
    there
}
