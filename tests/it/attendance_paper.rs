//! The sheet on paper: printed, signed, keyed in by the codes of its rows.

use serde_json::{Value, json};
use sotay_rest::Kind;
use uuid::Uuid;

use crate::support::people::{Branch, Meeting};
use crate::support::scenario::over_both_wires;
use crate::support::world::World;

over_both_wires! {
    async fn a_signed_sheet_is_keyed_in_by_the_codes_of_its_rows(world: World) {
        let branch = world.branch().await;
        let (secretary, lan) = (&branch.secretary, &branch.lan);
        let meeting = secretary.calls_a_meeting(branch.id).await;
        let early = secretary.does("PrintAttendanceSheet", json!({"meeting": meeting.id})).await;
        assert_eq!((&early["frozen"], early["rows"].as_array().unwrap().len()), (&json!(false), 7));
        secretary.opens(&meeting).await;
        let sheet = secretary.does("PrintAttendanceSheet", json!({"meeting": meeting.id})).await;
        assert_eq!((&sheet["rows"], &sheet["frozen"]), (&early["rows"], &json!(true)), "the codes stay");
        let page = sheet["sheet"].as_str().unwrap();
        let (of_lan, of_binh) = (code_of(&sheet, lan.id), code_of(&sheet, branch.binh.id));
        assert!(page.contains(&of_lan) && page.contains("Nguyễn Thị Lan") && page.contains("Nhà văn hóa thôn Đông"));
        for forbidden in ["<script", "<img", "http:", "https:", "style=\""] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }

        let row = |code: &str, state: &str| json!({"rowCode": code, "state": state, "eventId": Uuid::new_v4()});
        let rows = [
            row(&of_lan.to_lowercase().replace('-', ""), "PRESENT"), row("222-222", "PRESENT"),
            row(&of_binh, "ABSENT_EXCUSED"), row(&of_binh, "LATE"),
        ];
        let keyed = secretary.does("KeyInSheet", json!({"meeting": meeting.id, "rows": rows})).await;
        let told: Vec<(Value, Value, Value)> = keyed["outcomes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|told| (told["outcome"].clone(), told["code"].clone(), told["field"].clone()))
            .collect();
        let is = |outcome: &str, code: &str, field: &str| (json!(outcome), json!(code), json!(field));
        assert_eq!(told, [
            is("RECORDED", "", ""),
            is("REFUSED", "ATTENDANCE_ROW_CODE_UNKNOWN", "rowCode"),
            is("REFUSED", "ATTENDANCE_REASON_NEEDED", "reason"),
            is("RECORDED", "", ""),
        ]);
        let again = secretary.does("KeyInSheet", json!({"meeting": meeting.id, "rows": rows})).await;
        assert_eq!(again, keyed);
        let own = lan.sees_attendance(&meeting).await["rows"][0].clone();
        assert_eq!((&own["state"], &own["method"], &own["byName"]), (&json!("PRESENT"), &json!("PAPER"), &json!("Nguyễn Thị Hoa")));
        let dispute = json!({"meeting": meeting.id, "event": own["event"], "reason": "Tôi vắng hôm đó"});
        lan.does("DisputeAttendanceEvent", dispute).await;
    }

    async fn a_sheet_is_for_who_records_and_of_its_own_meeting(world: World) {
        let (branch, meeting) = called(&world).await;
        let secretary = &branch.secretary;
        let sheet = json!({"meeting": meeting.id});
        assert!(branch.lan.is_refused("PrintAttendanceSheet", sheet.clone()).await.is(Kind::Forbidden));
        assert!(world.stranger().await.is_refused("PrintAttendanceSheet", sheet.clone()).await.is(Kind::NotFound));
        let code = code_of(&secretary.does("PrintAttendanceSheet", sheet).await, branch.lan.id);
        let other = secretary.opens(&secretary.calls_a_meeting(branch.id).await).await;
        let rows = json!([{"rowCode": code, "state": "PRESENT", "eventId": Uuid::new_v4()}]);
        let keyed = secretary.does("KeyInSheet", json!({"meeting": other.id, "rows": rows})).await;
        assert_eq!(keyed["outcomes"][0]["code"], "ATTENDANCE_ROW_CODE_UNKNOWN");
        let draft = secretary.drafts_a_meeting(branch.id).await;
        let refused = secretary.is_refused("PrintAttendanceSheet", json!({"meeting": draft.id})).await;
        assert_eq!(refused.code, "ATTENDANCE_NOT_OPEN");
    }
}

async fn called(world: &World) -> (Branch, Meeting) {
    let branch = world.branch().await;
    let meeting = branch.secretary.calls_a_meeting(branch.id).await;
    (branch, meeting)
}

fn code_of(sheet: &Value, member: Uuid) -> String {
    let rows = sheet["rows"].as_array().unwrap();
    let row = rows.iter().find(|row| row["member"] == json!(member)).unwrap();
    row["rowCode"].as_str().unwrap().to_owned()
}
