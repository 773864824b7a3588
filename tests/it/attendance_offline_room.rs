//! A room without any signal: the officer's phone takes the kit along, shows codes, opens, records, takes back, closes, and
//! sends everything later.

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay::attendance::venue::Venue;
use sotay_rest::Kind;
use uuid::Uuid;

use crate::attendance_offline::{event, own_row, uploads, waits};
use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::wire::Ask;
use crate::support::world::{PASSWORD, World};

over_both_wires! {
    async fn a_whole_evening_without_signal_comes_in_afterwards(world: World) {
        let branch = world.branch().await;
        let lan = &branch.lan;
        let phone = on_a_phone_of_her_own(&world, &branch.secretary).await;
        let meeting = phone.calls_a_meeting(branch.id).await;
        let kit = phone.does("GetMeetingKit", json!({"meeting": meeting.id})).await;
        assert_eq!((&kit["frozen"], kit["roster"].as_array().unwrap().len()), (&json!(false), 7));
        assert_eq!((&kit["lateAfter"], &kit["uploadHours"]), (&json!("2023-11-05T12:45:00Z"), &json!(72)));

        let seed: [u8; 32] = STANDARD.decode(kit["seed"].as_str().unwrap()).unwrap().try_into().unwrap();
        let room = Venue::of_seed(meeting.id, seed);
        let shown = room.show("2023-11-05T12:35:00Z".parse().unwrap());
        let scan = event(&meeting, "ENTER", "2023-11-05T12:35:04Z", &json!({"code": shown.code}));
        let typed = event(&meeting, "ENTER", "2023-11-05T12:35:09Z", &json!({"code": shown.short_code}));
        let nobody = event(&meeting, "ABSENT", "2023-11-05T12:50:00Z", &json!({"member": branch.binh.id}));
        let came = event(&meeting, "ENTER", "2023-11-05T12:51:00Z", &json!({"member": branch.binh.id}));
        let recorded = [
            event(&meeting, "CLOSE", "2023-11-05T14:10:00Z", &json!({})),
            event(&meeting, "VOID", "2023-11-05T12:52:00Z", &json!({"refersTo": nobody["eventId"]})),
            event(&meeting, "LEAVE", "2023-11-05T13:20:00Z", &json!({"member": branch.binh.id})),
            came, nobody,
            event(&meeting, "OPEN", "2023-11-05T12:31:00Z", &json!({})),
        ];
        world.later(TimeDelta::hours(14)).await;
        let (lan, binh) = (world.signs_in(lan).await, world.signs_in(&branch.binh).await);
        assert_eq!(uploads(&lan, &[&scan]).await[0]["reasons"], json!(["NOT_OPEN", "ONLY_NOT_BEFORE"]));
        let phone = world.signs_in(&phone).await;
        let sent: Vec<&Value> = recorded.iter().collect();
        let results = uploads(&phone, &sent).await;
        assert!(results.iter().all(|result| result["outcome"] == "RECORDED"), "{results:#?}");
        assert_eq!(uploads(&phone, &sent).await, results);

        let held = phone.does("GetMeeting", json!({"meeting": meeting.id})).await;
        assert_eq!((&held["state"], &held["actualStartTime"], &held["actualEndTime"]), (&json!("CLOSED"), &json!("2023-11-05T12:31:00Z"), &json!("2023-11-05T14:10:00Z")));
        assert_eq!(waits(&phone, &meeting).await.len(), 1, "what Lan's phone sent before was taken up");
        let row = own_row(&lan, &meeting).await;
        assert_eq!((&row["state"], &row["time"]), (&json!("PENDING"), &json!("2023-11-05T12:35:04Z")));
        assert_eq!(uploads(&lan, &[&typed]).await[0]["reasons"], json!(["ONLY_NOT_BEFORE"]));
        let row = own_row(&binh, &meeting).await;
        assert_eq!((&row["state"], &row["method"], &row["leftTime"]), (&json!("LATE"), &json!("BY_SECRETARY"), &json!("2023-11-05T13:20:00Z")));
        assert_eq!(row["byName"], "Nguyễn Thị Hoa");
    }

    async fn the_kit_is_for_who_runs_the_meeting_on_a_phone_of_ones_own(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let kit = json!({"meeting": meeting.id});
        assert_eq!(branch.secretary.is_refused("GetMeetingKit", kit.clone()).await.code, "ATTENDANCE_DEVICE_NOT_BOUND");
        let phone = on_a_phone_of_her_own(&world, &branch.lan).await;
        assert!(phone.is_refused("GetMeetingKit", kit.clone()).await.is(Kind::Forbidden));
        let phone = on_a_phone_of_her_own(&world, &world.stranger().await).await;
        assert!(phone.is_refused("GetMeetingKit", kit.clone()).await.is(Kind::NotFound));
        let phone = on_a_phone_of_her_own(&world, &branch.secretary).await;
        let opened = phone.opens(&meeting).await;
        let given = phone.does("GetMeetingKit", kit.clone()).await;
        assert_eq!(given["frozen"], true);
        let code = phone.shows_the_code(&opened).await;
        let seed: [u8; 32] = STANDARD.decode(given["seed"].as_str().unwrap()).unwrap().try_into().unwrap();
        assert_eq!(Venue::of_seed(meeting.id, seed).show(world.clock.now()).code, code, "it shows what the house shows");
        phone.closes(&opened).await;
        assert_eq!(phone.is_refused("GetMeetingKit", kit).await.code, "ATTENDANCE_NOT_OPEN");
        let noted: Vec<Uuid> = sqlx::query_scalar("select member from attendance.kits where meeting = $1")
            .bind(meeting.id)
            .fetch_all(&mut world.database.owner().await)
            .await
            .unwrap();
        assert_eq!(noted, [branch.secretary.id], "who took it along is kept");
    }

    async fn of_two_openings_the_earlier_holds_and_of_two_closings_the_later(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let deputy = world.person("001070000002").await;
        world.later(TimeDelta::minutes(9)).await;
        let at = |kind: &str, at: &str| event(&meeting, kind, at, &json!({}));
        uploads(&deputy, &[&at("OPEN", "2023-11-05T01:05:00Z"), &at("CLOSE", "2023-11-05T01:08:00Z")]).await;
        let too_early = at("OPEN", "2023-11-05T00:59:59Z");
        let told = uploads(&branch.secretary, &[&at("OPEN", "2023-11-05T01:04:00Z"), &at("CLOSE", "2023-11-05T01:07:00Z"), &too_early]).await;
        let told: Vec<&Value> = told.iter().map(|result| &result["outcome"]).collect();
        assert_eq!(told, ["RECORDED", "RECORDED", "PENDING"], "before its call no meeting has begun");
        let held = deputy.does("GetMeeting", json!({"meeting": meeting.id})).await;
        assert_eq!((&held["actualStartTime"], &held["actualEndTime"]), (&json!("2023-11-05T01:04:00Z"), &json!("2023-11-05T01:08:00Z")));
        let waiting = waits(&branch.secretary, &meeting).await;
        assert_eq!((waiting.len(), &waiting[0]["reasons"]), (1, &json!(["TIME_REFUSED"])));
    }

    async fn only_who_runs_a_meeting_opens_it_from_afar(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        world.later(TimeDelta::minutes(5)).await;
        let open = event(&meeting, "OPEN", "2023-11-05T01:02:00Z", &json!({}));
        assert_eq!(uploads(&branch.lan, &[&open]).await[0]["reason"], "NOT_AN_OFFICER");
        assert_eq!(branch.secretary.does("GetMeeting", json!({"meeting": meeting.id})).await["state"], "ISSUED");
        let confirm = json!({"meeting": meeting.id, "event": open["eventId"]});
        assert!(branch.secretary.is_refused("ConfirmAttendanceEvent", confirm).await.is(Kind::NotFound));
        assert_eq!(waits(&branch.secretary, &meeting).await.len(), 1, "it is kept all the same");
    }
}

/// The same person on a phone that signs its refreshes.
async fn on_a_phone_of_her_own(world: &World, person: &Person) -> Person {
    let pair = Ed25519KeyPair::generate().unwrap();
    let key = pair.public_key().as_der().unwrap();
    let device =
        json!({"name": "Máy của tôi", "platform": "android", "publicKey": STANDARD.encode(key.as_ref())});
    let known = json!({"login": person.login, "password": PASSWORD, "device": device});
    let session = Ask::new("SignIn", known)
        .over(world.wire, &world.router)
        .await
        .unwrap();
    Person {
        token: session["accessToken"].as_str().unwrap().to_owned(),
        ..person.clone()
    }
}
