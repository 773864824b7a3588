//! A crowd before the room's code: each is answered by itself, and nothing else holds them up.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use sotay_rest::Kind;
use uuid::Uuid;

use crate::support::people::{Branch, Meeting, Person};
use crate::support::problem::Problem;
use crate::support::scenario::over_both_wires;
use crate::support::town::login;
use crate::support::wire::Ask;
use crate::support::world::World;

over_both_wires! {
    async fn a_crowd_is_answered_one_by_one(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let code = branch.secretary.shows_the_code(&meeting).await;
        let closed = branch.secretary.calls_a_meeting(branch.id).await;
        let closed = branch.secretary.opens(&closed).await;
        branch.secretary.closes(&closed).await;
        let nowhere = Meeting { id: Uuid::from_u128(1), ..meeting.clone() };
        let (en, stranger) = (world.person(login::EN).await, world.stranger().await);
        let event = Uuid::new_v4();
        sends(&en, &meeting, &code, event).await.unwrap();
        world.later(TimeDelta::minutes(1)).await;

        let fresh = branch.secretary.shows_the_code(&meeting).await;
        let forged = "2345-6789".to_owned();
        let asked = [
            (&branch.secretary, &meeting, &fresh, Uuid::new_v4()),
            (&branch.lan, &meeting, &code, Uuid::new_v4()),
            (&branch.binh, &meeting, &fresh, event),
            (&en, &meeting, &fresh, Uuid::new_v4()),
            (&stranger, &meeting, &fresh, Uuid::new_v4()),
            (&branch.binh, &nowhere, &fresh, Uuid::new_v4()),
            (&branch.lan, &closed, &fresh, Uuid::new_v4()),
            (&branch.binh, &meeting, &forged, Uuid::new_v4()),
        ];
        let told = join_all(asked.iter().map(|(person, meeting, code, event)| sends(person, meeting, code, *event)));
        let told: Vec<String> = told.await.into_iter().map(word).collect();
        assert_eq!(told, [
            "RECORDED", "PENDING", "ATTENDANCE_EVENT_TAKEN", "ALREADY_PRESENT", "NOT_FOUND", "NOT_FOUND",
            "ATTENDANCE_NOT_OPEN", "ATTENDANCE_CODE_REFUSED",
        ]);
    }

    async fn check_ins_go_on_when_every_other_connection_is_taken(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let code = branch.secretary.shows_the_code(&meeting).await;
        let _others = [world.errand().await, world.errand().await, world.errand().await, world.errand().await];
        assert_eq!(word(branch.lan.checks_in(&meeting, &code).await), "RECORDED");
        let by_the_gate = json!({"meeting": meeting.id, "code": code, "eventId": Uuid::new_v4()});
        let by_the_gate = Ask::new("CheckIn", by_the_gate).with("idempotency-key", "by the gate");
        let waits = branch.binh.ask(by_the_gate).await.unwrap_err();
        assert!(waits.is(Kind::Busy), "only the lane has a reserve: {waits:?}");
        assert_eq!(word(branch.binh.checks_in(&meeting, &code).await), "RECORDED");
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

fn word(answer: Result<Value, Problem>) -> String {
    match answer {
        Ok(answer) => answer["outcome"].as_str().unwrap().to_owned(),
        Err(problem) => problem.code,
    }
}
