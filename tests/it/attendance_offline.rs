//! A member's phone without signal: what it recorded comes in later, waits with its reasons, and is never thrown away.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay_rest::Kind;
use uuid::Uuid;

use crate::support::people::{Branch, Meeting, Person};
use crate::support::scenario::over_both_wires;
use crate::support::wire::Ask;
use crate::support::world::World;

over_both_wires! {
    async fn a_scan_without_signal_waits_for_the_secretary_and_is_then_the_members_own(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let (secretary, lan) = (&branch.secretary, &branch.lan);
        let code = secretary.shows_the_code(&meeting).await;
        let scan = event(&meeting, "ENTER", "2023-11-05T01:00:05Z", &json!({"code": code}));
        world.later(TimeDelta::minutes(9)).await;

        let results = uploads(lan, &[&scan]).await;
        assert_eq!((&results[0]["eventId"], &results[0]["outcome"]), (&scan["eventId"], &json!("PENDING")));
        assert_eq!((&results[0]["reason"], &results[0]["reasons"]), (&json!("ONLY_NOT_BEFORE"), &json!(["ONLY_NOT_BEFORE"])));
        assert_eq!(results[0]["message"], "Ghi khi không có mạng; chờ bí thư xác nhận.");
        let row = own_row(lan, &meeting).await;
        assert_eq!((&row["state"], &row["method"]), (&json!("PENDING"), &json!("OFFLINE")));

        let waiting = waits(secretary, &meeting).await;
        assert_eq!(waiting.len(), 1);
        assert_eq!((&waiting[0]["memberName"], &waiting[0]["senderName"]), (&json!("Nguyễn Thị Lan"), &json!("Nguyễn Thị Lan")));
        assert_eq!((&waiting[0]["claimedTime"], &waiting[0]["shownTime"]), (&json!("2023-11-05T01:00:05Z"), &json!("2023-11-05T01:00:00Z")));
        let confirm = json!({"meeting": meeting.id, "event": scan["eventId"]});
        let confirmed = secretary.does("ConfirmAttendanceEvent", confirm).await["attendance"].clone();
        assert_eq!((&confirmed["state"], &confirmed["method"], &confirmed["by"]), (&json!("PRESENT"), &json!("OFFLINE"), &json!(lan.id)));
        assert_eq!(waits(secretary, &meeting).await, [Value::Null; 0]);
        assert_eq!(uploads(lan, &[&scan]).await, results, "sent again it comes to the same");
    }

    async fn each_event_has_its_own_outcome_in_its_place(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let scan = event(&meeting, "ENTER", "2023-11-05T01:00:00Z", &json!({"code": "2345-6789"}));
        let mut no_id = scan.clone();
        no_id["eventId"] = json!("không phải mã");
        let mut no_time = event(&meeting, "LEAVE", "2023-11-05T01:00:00Z", &json!({}));
        no_time.as_object_mut().unwrap().remove("occurredTime");
        let unnamed = event(&meeting, "VOID", "2023-11-05T01:00:00Z", &json!({}));
        let absurd = event(&meeting, "LEAVE", "2023-11-05T01:00:00Z", &json!({"clockOffsetMs": "9223372036854775807"}));
        let unkind = event(&meeting, "KIND_UNSPECIFIED", "2023-11-05T01:00:00Z", &json!({}));
        let long = event(&meeting, "LEAVE", "2023-11-05T01:00:00Z", &json!({"reason": "x".repeat(501)}));
        let mut other = scan.clone();
        other["kind"] = json!("LEAVE");
        let sent = [&no_id, &scan, &no_time, &unnamed, &scan, &absurd, &unkind, &long, &other];
        let told: Vec<(Value, Value, Value)> = uploads(&branch.lan, &sent)
            .await
            .into_iter()
            .map(|result| (result["outcome"].clone(), result["reason"].clone(), result["field"].clone()))
            .collect();
        let is = |outcome: &str, reason: &str, field: &str| (json!(outcome), json!(reason), json!(field));
        assert_eq!(told, [
            is("REFUSED", "INVALID_ARGUMENT", "eventId"),
            is("PENDING", "CODE_WRONG", ""),
            is("REFUSED", "INVALID_ARGUMENT", "occurredTime"),
            is("REFUSED", "INVALID_ARGUMENT", "refersTo"),
            is("PENDING", "CODE_WRONG", ""),
            is("REFUSED", "INVALID_ARGUMENT", "clockOffsetMs"),
            is("REFUSED", "INVALID_ARGUMENT", "kind"),
            is("REFUSED", "ATTENDANCE_REASON_TOO_LONG", "reason"),
            is("REFUSED", "ATTENDANCE_EVENT_TAKEN", ""),
        ]);
        let many: Vec<Value> = (0..101).map(|_| event(&meeting, "ENTER", "2023-11-05T01:00:00Z", &json!({}))).collect();
        assert!(branch.lan.is_refused("UploadCheckIns", json!({"events": many})).await.is(Kind::Invalid));
        let whole = &json!({"events": many[..100]});
        assert_eq!(branch.lan.does("UploadCheckIns", whole.clone()).await["results"].as_array().unwrap().len(), 100);
        let english = Ask::new("UploadCheckIns", json!({"events": [scan]})).with("accept-language", "en");
        let answer = branch.lan.ask(english).await.unwrap();
        assert_eq!(answer["results"][0]["message"], "The code is not of this meeting; it waits for the secretary.");
    }

    async fn a_queue_outlives_the_token_and_a_lost_answer(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let code = branch.secretary.shows_the_code(&meeting).await;
        let scan = event(&meeting, "ENTER", "2023-11-05T01:00:00Z", &json!({"code": code}));
        world.later(TimeDelta::minutes(11)).await;
        let expired = branch.lan.is_refused("UploadCheckIns", json!({"events": [scan]})).await;
        assert!(expired.is(Kind::Unauthenticated));
        let lan = world.signs_in(&branch.lan).await;
        assert_eq!(uploads(&lan, &[&scan]).await[0]["outcome"], "PENDING");
        let taken = uploads(&world.signs_in(&branch.binh).await, &[&scan]).await;
        assert_eq!(taken[0]["reason"], "ATTENDANCE_EVENT_TAKEN", "an event is one member's");

        let secretary = world.signs_in(&branch.secretary).await;
        let binh = world.signs_in(&branch.binh).await;
        let code = secretary.shows_the_code(&meeting).await;
        let online = json!({"meeting": meeting.id, "code": code, "eventId": Uuid::new_v4()});
        assert_eq!(binh.does("CheckIn", online.clone()).await["outcome"], "RECORDED");
        let queued = json!({
            "eventId": online["eventId"], "meeting": meeting.id, "kind": "ENTER", "code": code,
            "occurredTime": "2023-11-05T01:11:00Z",
        });
        assert_eq!(uploads(&binh, &[&queued]).await[0]["outcome"], "RECORDED", "it had arrived with signal");
        // Words of one moment stand in the order of their ids, which are anybody's guess.
        world.later(TimeDelta::minutes(1)).await;
        let later = event(&meeting, "ENTER", "2023-11-05T01:11:30Z", &json!({"code": code}));
        assert_eq!(uploads(&binh, &[&later]).await[0]["outcome"], "ALREADY_PRESENT");
    }

    async fn what_is_for_a_meeting_of_others_or_of_nobody_is_kept_and_told_alike(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let stranger = world.stranger().await;
        let here = event(&meeting, "ENTER", "2023-11-05T01:00:00Z", &json!({"code": "2345-6789"}));
        let nowhere = Meeting { id: Uuid::now_v7(), etag: String::new() };
        let there = event(&nowhere, "ENTER", "2023-11-05T01:00:00Z", &json!({"code": "2345-6789"}));
        let mut told = uploads(&stranger, &[&here, &there]).await;
        for result in &mut told {
            result["eventId"] = Value::Null;
        }
        assert_eq!(told[0], told[1]);
        assert_eq!((&told[0]["outcome"], &told[0]["reason"]), (&json!("PENDING"), &json!("PLACE_UNKNOWN")));
        let waiting = waits(&branch.secretary, &meeting).await;
        assert_eq!((waiting.len(), &waiting[0]["senderName"]), (1, &json!("Vũ Văn Giang")), "the secretary sees it");
        let confirm = json!({"meeting": meeting.id, "event": here["eventId"]});
        assert!(branch.secretary.is_refused("ConfirmAttendanceEvent", confirm).await.is(Kind::NotFound));
        let list = json!({"meeting": meeting.id});
        assert!(branch.lan.is_refused("ListUploads", list.clone()).await.is(Kind::Forbidden));
        assert!(stranger.is_refused("ListUploads", list).await.is(Kind::NotFound));
    }

    async fn who_keeps_sending_about_strange_meetings_is_told_to_wait(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let stranger = world.stranger().await;
        for _ in 0..2 {
            let many: Vec<Value> = (0..100).map(|_| event(&meeting, "ENTER", "2023-11-05T01:00:00Z", &json!({}))).collect();
            stranger.does("UploadCheckIns", json!({"events": many})).await;
        }
        let more = event(&meeting, "ENTER", "2023-11-05T01:00:00Z", &json!({}));
        let told = uploads(&stranger, &[&more]).await;
        assert_eq!((&told[0]["outcome"], &told[0]["reason"]), (&json!("REFUSED"), &json!("TOO_MANY_REQUESTS")));
        assert_eq!(uploads(&branch.lan, &[&more]).await[0]["outcome"], "PENDING", "whoever belongs there is not");
    }

    async fn who_was_missing_on_the_roster_is_there_once_put_on_it(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let scan = event(&meeting, "ENTER", "2023-11-05T01:00:00Z", &json!({}));
        assert_eq!(uploads(&branch.lan, &[&scan]).await[0]["reason"], "NOT_OPEN");
        branch.secretary.opens(&meeting).await;
        assert_eq!(own_row(&branch.lan, &meeting).await["state"], "EXPECTED");
        world.a_minute_passes().await;
        assert_eq!(own_row(&branch.lan, &meeting).await["state"], "PENDING");
        assert_eq!(uploads(&branch.lan, &[&scan]).await[0]["reason"], "NO_CODE");
    }

    async fn after_sealing_it_stands_beside_the_result(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let code = branch.secretary.shows_the_code(&meeting).await;
        branch.secretary.closes(&meeting).await;
        world.later(TimeDelta::hours(72)).await;
        let (secretary, lan) = (world.signs_in(&branch.secretary).await, world.signs_in(&branch.lan).await);
        let scan = event(&meeting, "ENTER", "2023-11-05T01:00:00Z", &json!({"code": code}));
        let told = uploads(&lan, &[&scan]).await;
        assert_eq!((&told[0]["outcome"], &told[0]["amendment"]), (&json!("PENDING"), &json!(true)));
        let row = own_row(&lan, &meeting).await;
        assert_eq!((&row["state"], &row["amendment"]["state"]), (&json!("ABSENT"), &json!("PENDING")));
        let confirm = json!({"meeting": meeting.id, "event": scan["eventId"]});
        let row = secretary.does("ConfirmAttendanceEvent", confirm).await["attendance"].clone();
        assert_eq!((&row["state"], &row["amendment"]["state"]), (&json!("ABSENT"), &json!("PRESENT")));

        world.later(TimeDelta::minutes(1)).await;
        let late = event(&meeting, "LEAVE", "2023-11-05T01:00:30Z", &json!({}));
        let told = uploads(&lan, &[&late]).await;
        assert_eq!(told[0]["reasons"], json!(["LATE", "ONLY_NOT_BEFORE"]));
    }

    async fn another_members_phone_says_who_came_without_one(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let (secretary, lan, binh) = (&branch.secretary, &branch.lan, &branch.binh);
        let code = secretary.shows_the_code(&meeting).await;
        let of_binh = event(&meeting, "ENTER", "2023-11-05T01:00:00Z", &json!({"member": binh.id, "code": code}));
        let absent = event(&meeting, "ABSENT", "2023-11-05T01:00:00Z", &json!({"member": secretary.id}));
        let told = uploads(lan, &[&of_binh, &absent]).await;
        assert_eq!((&told[0]["outcome"], &told[0]["reason"]), (&json!("PENDING"), &json!("SAID_BY_ANOTHER")));
        assert_eq!((&told[1]["outcome"], &told[1]["reason"]), (&json!("PENDING"), &json!("NOT_AN_OFFICER")));
        let row = own_row(binh, &meeting).await;
        assert_eq!((&row["state"], &row["method"], &row["byName"]), (&json!("PENDING"), &json!("ASSISTED"), &json!("Nguyễn Thị Lan")));
        assert_eq!(own_row(secretary, &meeting).await["state"], "EXPECTED", "nobody is made absent so");
        let dispute = json!({"meeting": meeting.id, "event": of_binh["eventId"], "reason": "Tôi không dự"});
        assert_eq!(binh.does("DisputeAttendanceEvent", dispute).await["answer"], "ANSWER_UNSPECIFIED");
        let confirm = json!({"meeting": meeting.id, "event": of_binh["eventId"]});
        let row = secretary.does("ConfirmAttendanceEvent", confirm).await["attendance"].clone();
        assert_eq!((&row["state"], &row["method"]), (&json!("PRESENT"), &json!("ASSISTED")));
    }
}

async fn open_meeting(world: &World) -> (Branch, Meeting) {
    let branch = world.branch().await;
    let meeting = branch.secretary.calls_a_meeting(branch.id).await;
    let meeting = branch.secretary.opens(&meeting).await;
    (branch, meeting)
}

/// Something that a phone recorded.
pub(crate) fn event(meeting: &Meeting, kind: &str, at: &str, more: &Value) -> Value {
    let mut event = json!({
        "eventId": Uuid::new_v4(), "meeting": meeting.id, "kind": kind, "occurredTime": at, "clockOffsetMs": "0",
    });
    for (field, value) in more.as_object().unwrap() {
        event[field] = value.clone();
    }
    event
}

pub(crate) async fn uploads(person: &Person, events: &[&Value]) -> Vec<Value> {
    let told = person.does("UploadCheckIns", json!({"events": events})).await;
    told["results"].as_array().unwrap().clone()
}

pub(crate) async fn waits(secretary: &Person, meeting: &Meeting) -> Vec<Value> {
    let waiting = secretary
        .does("ListUploads", json!({"meeting": meeting.id}))
        .await;
    waiting["events"].as_array().unwrap().clone()
}

pub(crate) async fn own_row(person: &Person, meeting: &Meeting) -> Value {
    let seen = person.sees_attendance(meeting).await;
    let rows = seen["rows"].as_array().unwrap();
    rows.iter()
        .find(|row| row["member"] == json!(person.id))
        .unwrap()
        .clone()
}
