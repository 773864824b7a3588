//! The member's own card: issued, scanned by who records attendance, revoked.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};
use sotay_rest::Kind;
use uuid::Uuid;

use crate::support::people::{Branch, Meeting};
use crate::support::scenario::over_both_wires;
use crate::support::world::World;

over_both_wires! {
    async fn who_has_no_phone_is_scanned_by_the_card(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let (secretary, lan) = (&branch.secretary, &branch.lan);
        let card = secretary.does("IssueMemberCard", json!({"member": lan.id})).await;
        assert_eq!(card["name"], "Nguyễn Thị Lan");
        assert!(card["svg"].as_str().unwrap().starts_with("<svg"));
        let scan = scanned(&meeting, &card["code"]);
        let first = secretary.does("ScanMemberCard", scan.clone()).await;
        assert_eq!((&first["outcome"], &first["attendance"]["state"]), (&json!("RECORDED"), &json!("PRESENT")));
        assert_eq!((&first["attendance"]["member"], &first["attendance"]["method"]), (&json!(lan.id), &json!("CARD")));
        assert_eq!(secretary.does("ScanMemberCard", scan.clone()).await, first);
        world.later(TimeDelta::seconds(1)).await;
        assert_eq!(secretary.does("ScanMemberCard", scanned(&meeting, &card["code"])).await["outcome"], "ALREADY_PRESENT");
        let own = lan.sees_attendance(&meeting).await["rows"][0].clone();
        assert_eq!((&own["method"], &own["byName"]), (&json!("CARD"), &json!("Nguyễn Thị Hoa")));

        world.later(TimeDelta::minutes(1)).await;
        let left = json!({"meeting": meeting.id, "member": lan.id, "state": "LEFT_EARLY", "eventId": Uuid::new_v4()});
        secretary.does("RecordAttendance", left).await;
        world.later(TimeDelta::minutes(1)).await;
        let back = secretary.does("ScanMemberCard", scanned(&meeting, &card["code"])).await;
        assert_eq!(back["outcome"], "RECORDED", "who left is scanned in again");
        assert!(back["attendance"].get("leftTime").is_none());

        secretary.closes(&meeting).await;
        assert_eq!(secretary.does("ScanMemberCard", scan).await["outcome"], "RECORDED");
        assert_eq!(secretary.is_refused("ScanMemberCard", scanned(&meeting, &card["code"])).await.code, "ATTENDANCE_NOT_OPEN");
    }

    async fn a_card_that_is_forged_revoked_or_of_others_opens_nothing(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let (secretary, lan) = (&branch.secretary, &branch.lan);
        let stranger = world.stranger().await;
        let card = lan.does("IssueMemberCard", json!({"member": lan.id})).await["code"].clone();
        let foreign = stranger.does("IssueMemberCard", json!({"member": stranger.id})).await["code"].clone();
        let forged = json!(card.as_str().unwrap().chars().rev().collect::<String>());
        for (code, why) in [
            (&forged, "ATTENDANCE_CARD_REFUSED"), (&json!("không phải mã"), "ATTENDANCE_CARD_REFUSED"),
            (&foreign, "ATTENDANCE_NOT_ON_ROSTER"),
        ] {
            assert_eq!(secretary.is_refused("ScanMemberCard", scanned(&meeting, code)).await.code, why);
        }
        assert!(lan.is_refused("ScanMemberCard", scanned(&meeting, &card)).await.is(Kind::Forbidden));
        assert!(stranger.is_refused("ScanMemberCard", scanned(&meeting, &foreign)).await.is(Kind::NotFound));

        let renewed = secretary.does("IssueMemberCard", json!({"member": lan.id})).await["code"].clone();
        assert_eq!(secretary.is_refused("ScanMemberCard", scanned(&meeting, &card)).await.code, "ATTENDANCE_CARD_REVOKED");
        assert_eq!(lan.does("RevokeMemberCard", json!({"member": lan.id})).await["revoked"], true);
        assert_eq!(lan.does("RevokeMemberCard", json!({"member": lan.id})).await["revoked"], false);
        assert_eq!(secretary.is_refused("ScanMemberCard", scanned(&meeting, &renewed)).await.code, "ATTENDANCE_CARD_REVOKED");
        assert_eq!(lan.sees_attendance(&meeting).await["rows"][0]["state"], "EXPECTED");

        for call in ["IssueMemberCard", "RevokeMemberCard"] {
            assert!(branch.binh.is_refused(call, json!({"member": lan.id})).await.is(Kind::Forbidden));
            assert!(stranger.is_refused(call, json!({"member": lan.id})).await.is(Kind::NotFound));
        }
    }

    async fn of_cards_issued_at_once_one_lives(world: World) {
        let (branch, meeting) = open_meeting(&world).await;
        let of_lan = json!({"member": branch.lan.id});
        let cards = join_all((0..6).map(|_| branch.secretary.does("IssueMemberCard", of_lan.clone()))).await;
        let mut living = 0;
        for card in &cards {
            let scan = branch.secretary.call::<_, Value>("ScanMemberCard", &scanned(&meeting, &card["code"])).await;
            living += i32::from(scan.is_ok());
        }
        assert_eq!(living, 1);
    }
}

async fn open_meeting(world: &World) -> (Branch, Meeting) {
    let branch = world.branch().await;
    let meeting = branch.secretary.calls_a_meeting(branch.id).await;
    let meeting = branch.secretary.opens(&meeting).await;
    (branch, meeting)
}

fn scanned(meeting: &Meeting, code: &Value) -> Value {
    json!({"meeting": meeting.id, "code": code, "eventId": Uuid::new_v4()})
}
