//! Roles take effect at once, everywhere: granted, ended, run out by date; and who stands in for a secretary.

use chrono::TimeDelta;
use serde_json::json;

use crate::support::scenario::over_both_wires;

const SON: &str = "001080000011";

over_both_wires! {
    async fn a_substitute_can_do_all_that_the_secretary_can(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let open = json!({"meeting": meeting.id});
        assert_eq!(branch.lan.is_refused("OpenMeeting", open.clone()).await.code, "FORBIDDEN");
        let mut name = json!({
            "organization": branch.id, "member": branch.lan.id, "forMember": branch.secretary.id,
            "toDate": "2023-11-05", "decisionNumber": "14-QĐ/ĐU",
        });
        let refused = branch.secretary.is_refused("NameSubstitute", name.clone()).await;
        assert_eq!(refused.code, "FORBIDDEN", "who appoints the secretary names the substitute");
        let stranger = world.stranger().await;
        assert_eq!(stranger.is_refused("NameSubstitute", name.clone()).await.code, "NOT_FOUND");
        name["forMember"] = json!(branch.binh.id);
        assert_eq!(son.is_refused("NameSubstitute", name.clone()).await.code, "DIRECTORY_NOBODY_TO_STAND_FOR");
        name["forMember"] = json!(branch.secretary.id);
        let grant = son.does("NameSubstitute", name).await;
        assert_eq!((&grant["role"], &grant["substituteFor"]), (&json!("SECRETARY"), &json!(branch.secretary.id)));

        // The session she has had all along opens the meeting, shows the code and closes.
        let opened = branch.lan.opens(&meeting).await;
        branch.lan.shows_the_code(&opened).await;
        branch.lan.closes(&opened).await;
    }

    async fn a_deputy_opens_the_meeting(world: World) {
        let branch = world.branch().await;
        let minh = world.person("001070000002").await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let opened = minh.opens(&meeting).await;
        minh.closes(&opened).await;
    }

    async fn a_role_that_runs_out_at_midnight_is_gone_a_moment_later(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        let name = json!({
            "organization": branch.id, "member": branch.lan.id, "forMember": branch.secretary.id,
            "toDate": "2023-11-05", "decisionNumber": "14-QĐ/ĐU",
        });
        son.does("NameSubstitute", name).await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        // Five minutes before midnight in Vietnam; the access token lives for ten.
        world.later(TimeDelta::minutes(15 * 60 + 55)).await;
        let lan = world.signs_in(&branch.lan).await;
        let replies = json!({"meeting": meeting.id});
        lan.does("ListReplies", replies.clone()).await;
        world.later(TimeDelta::minutes(5)).await;
        assert_eq!(lan.is_refused("ListReplies", replies).await.code, "FORBIDDEN");
    }

    async fn a_role_is_there_and_gone_in_the_session_one_has(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let replies = json!({"meeting": meeting.id});
        assert_eq!(branch.lan.is_refused("ListReplies", replies.clone()).await.code, "FORBIDDEN");
        let appoint = json!({
            "organization": branch.id, "member": branch.lan.id, "role": "DEPUTY_SECRETARY", "fromDate": "2023-11-01",
            "decisionNumber": "12-QĐ/ĐU",
        });
        let grant = son.does("GrantRole", appoint).await;
        branch.lan.does("ListReplies", replies.clone()).await;
        son.does("EndGrant", json!({"grant": grant["id"], "reason": "Thôi giữ chức vụ"})).await;
        assert_eq!(branch.lan.is_refused("ListReplies", replies).await.code, "FORBIDDEN");

        let then = json!({"organization": branch.id, "asOf": "2023-11-03"});
        let held = branch.secretary.does("ListGrants", then).await;
        assert_eq!(held["grants"][0]["role"], "DEPUTY_SECRETARY");
        assert_eq!(held["grants"].as_array().unwrap().len(), 1, "the others were granted on the fifth");
        let now = branch.secretary.does("ListGrants", json!({"organization": branch.id})).await;
        assert_eq!(now["grants"].as_array().unwrap().len(), 2);
        let ever = json!({"organization": branch.id, "history": true});
        let ever = branch.secretary.does("ListGrants", ever).await;
        let ended = ever["grants"].as_array().unwrap().iter().find(|row| row["id"] == grant["id"]).unwrap();
        assert_eq!(ended["endReason"], "Thôi giữ chức vụ");
        assert_eq!(ended["grantedByName"], "Ngô Văn Sơn");
        assert_eq!(ended["decisionNumber"], "12-QĐ/ĐU");
    }

    async fn what_was_taken_back_on_its_first_day_stays_in_the_history(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        let appoint = json!({"organization": branch.id, "member": branch.lan.id, "role": "CELL_LEADER"});
        let grant = son.does("GrantRole", appoint).await;
        son.does("EndGrant", json!({"grant": grant["id"], "reason": "Nhầm người"})).await;
        let ever = branch.secretary.does("ListGrants", json!({"organization": branch.id, "history": true})).await;
        let taken_back = ever["grants"].as_array().unwrap().iter().find(|row| row["id"] == grant["id"]).unwrap();
        assert_eq!((&taken_back["takenBack"], &taken_back["endReason"]), (&json!(true), &json!("Nhầm người")));
    }
}
