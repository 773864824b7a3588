//! How many will come, and whether that is enough.

use serde_json::{Value, json};
use sotay::base::{Id, Kind};

use crate::support::people::Branch;
use crate::support::scenario::over_both_wires;

const SON: &str = "001080000011";
const MINH: &str = "001070000002";

over_both_wires! {
    async fn a_forecast_reads_replies_and_the_past(world: World) {
        let branch = world.branch().await;
        let minh = world.person(MINH).await;
        let before = branch.secretary.calls_a_meeting(branch.id).await;
        branch.secretary.opens(&before).await;
        for person in [&branch.secretary, &branch.lan] {
            let came = json!({"meeting": before.id, "member": person.id, "state": "PRESENT", "eventId": Id::new_v4()});
            branch.secretary.does("RecordAttendance", came).await;
        }
        branch.secretary.closes(&before).await;

        let next = drafts(&branch).await;
        branch.secretary.does("IssueMeeting", json!({"meeting": next})).await;
        minh.does("ReplyToMeeting", json!({"meeting": next, "reply": "WILL_ATTEND"})).await;
        let ill = json!({"meeting": next, "reply": "ASK_ABSENCE", "reasonKind": "ILLNESS"});
        branch.lan.does("ReplyToMeeting", ill).await;
        let accept = json!({"meeting": next, "member": branch.lan.id, "decision": "ACCEPTED"});
        branch.secretary.does("DecideReply", accept).await;

        // Hoa came last time, Minh says so; Bình and Én did not come, Cúc and Dũng need not.
        let forecast = branch.secretary.does("GetForecast", json!({"meeting": next})).await;
        for (field, number) in [
            ("called", 7), ("willAttend", 1), ("absenceAccepted", 1), ("silent", 5), ("expected", 2),
            ("entitled", 2), ("expectedEntitled", 2), ("needed", 2), ("pastMeetings", 1),
        ] {
            assert_eq!(forecast[field], number, "{field}: {forecast}");
        }
        assert_eq!(forecast["willBeReached"], true);
        assert_eq!(forecast["rule"]["source"], "QĐ 24-QĐ/TW, 30/7/2021, 9.3.2");
        assert!(branch.lan.is_refused("GetForecast", json!({"meeting": next})).await.is(Kind::Forbidden));

        let son = world.person(SON).await;
        let quorum = json!({"organization": branch.id, "rule": "QUORUM_PERCENT", "value": 67, "source": "3-QĐ/ĐU"});
        son.does("SetRule", quorum).await;
        let held = branch.secretary.does("GetForecast", json!({"meeting": next})).await;
        assert_eq!((&held["rule"]["kind"], &held["needed"]), (&json!("QUORUM_PERCENT"), &json!(2)));
    }
}

/// Next month's meeting.
async fn drafts(branch: &Branch) -> Value {
    let draft = json!({
        "organization": branch.id, "kind": "REGULAR", "title": "Tháng 12", "place": "Nhà văn hóa",
        "startTime": "2023-12-05T12:30:00Z", "endTime": "2023-12-05T14:00:00Z",
    });
    branch.secretary.does("CallMeeting", draft).await["id"].clone()
}
