//! The main job from end to end: a roster is loaded, members activate and sign in, a secretary calls a meeting, members
//! are told and reply, the meeting opens, members check in, and the district sees adoption move.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::scenario::over_both_wires;
use crate::support::town::{self, login};

over_both_wires! {
    async fn a_branch_meets_and_the_district_sees_it(world: World) {
        let branch = world.branch().await;
        let (secretary, lan, binh) = (&branch.secretary, &branch.lan, &branch.binh);

        let meeting = secretary.calls_a_meeting(branch.id).await;

        let inbox = lan.does("ListMyNotices", json!({})).await;
        assert_eq!(inbox["notices"][0]["meeting"], json!(meeting.id));
        let notice = inbox["notices"][0]["id"].clone();
        let read = lan.does("ReadNotice", json!({"notice": notice})).await;
        assert_eq!(read["readTime"], town::MORNING);
        lan.does("ReplyToMeeting", json!({"meeting": meeting.id, "reply": "WILL_ATTEND"})).await;
        let replies = secretary.does("ListReplies", json!({"meeting": meeting.id})).await;
        assert_eq!(replies["willAttend"], 1);

        world.later(TimeDelta::hours(11)).await;
        let secretary = &world.signs_in(secretary).await;
        let meeting = secretary.opens(&meeting).await;
        let code = secretary.shows_the_code(&meeting).await;

        let lan = &world.signs_in(lan).await;
        assert_eq!(lan.checks_in(&meeting, &code).await.unwrap()["outcome"], "RECORDED");
        assert_eq!(lan.checks_in(&meeting, &code).await.unwrap()["outcome"], "ALREADY_PRESENT");
        let by_hand = json!({
            "meeting": meeting.id, "member": binh.id, "state": "PRESENT",
            "eventId": "0d9f3c3e-3f53-4b44-9f70-9c3b4b1d2a10",
        });
        secretary.does("RecordAttendance", by_hand).await;

        let here = secretary.sees_attendance(&meeting).await;
        assert_eq!(here["counts"]["present"], 2, "{here}");
        assert_eq!(here["counts"]["exempt"], 1, "{here}");
        assert_eq!(here["counts"]["temporarilyOut"], 1, "{here}");
        assert_eq!(here["counts"]["expected"], 3, "{here}");
        let own_rows = lan.sees_attendance(&meeting).await["rows"].as_array().unwrap().len();
        assert_eq!(own_rows, 1);

        world.later(TimeDelta::minutes(90)).await;
        let secretary = &world.signs_in(secretary).await;
        secretary.closes(&meeting).await;
        let here = secretary.sees_attendance(&meeting).await;
        assert_eq!(here["counts"]["expected"], 0, "{here}");
        assert_eq!(here["counts"]["absent"], 3, "{here}");

        let district = world.organization(town::DISTRICT).await;
        let thu = world.person(login::THU).await;
        let adoption = thu.does("GetAdoption", json!({"organization": district})).await;
        assert_eq!(rate(&adoption, "CHECKED_IN_BY_APP"), (1, 2));
        assert_eq!(rate(&adoption, "ASSISTED"), (1, 2));
        assert_eq!(rate(&adoption, "BRANCHES_MET_IN_APP"), (1, 3));
        assert_eq!(rate(&adoption, "ACTIVATED"), (4, 11));
    }

    async fn a_stale_code_waits_and_a_foreign_one_is_refused(world: World) {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let meeting = branch.secretary.opens(&meeting).await;
        let code = branch.secretary.shows_the_code(&meeting).await;

        let refused = branch.lan.checks_in(&meeting, "2K7MHTPR").await.unwrap_err();
        assert_eq!(refused.code, "ATTENDANCE_CODE_REFUSED");
        world.later(TimeDelta::minutes(2)).await;
        let late = branch.lan.checks_in(&meeting, &code).await.unwrap();
        assert_eq!(late["outcome"], "PENDING");
    }

    async fn a_draft_is_nobodys_business(world: World) {
        let branch = world.branch().await;
        let draft = branch.secretary.drafts_a_meeting(branch.id).await;
        let request = json!({"meeting": draft.id});
        let unseen = branch.lan.call::<_, Value>("GetMeeting", &request).await.unwrap_err();
        assert_eq!(unseen.code, "NOT_FOUND");
    }
}

fn rate(report: &Value, measure: &str) -> (i64, i64) {
    let rates = report["rates"].as_array().unwrap();
    let rate = rates
        .iter()
        .find(|rate| rate["measure"] == measure)
        .unwrap_or_else(|| panic!("no {measure} in {report}"));
    (
        rate["numerator"].as_i64().unwrap(),
        rate["denominator"].as_i64().unwrap(),
    )
}
