//! Stays elsewhere in pairs, residence links, and the end of a membership with the account.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town::{self, login};
use crate::support::world::PASSWORD;

const SON: &str = "001080000011";
const LAN: &str = "Nguyễn Thị Lan";

/// Whether a list of members that somebody reads has Lan on it.
async fn sees_lan(person: &Person, organization: sotay::base::Id) -> bool {
    let listed = person
        .does("ListMembers", json!({"organization": organization}))
        .await;
    let members = listed["members"].as_array().unwrap();
    members.iter().any(|member| member["name"] == LAN)
}

/// How many the district counts: who are obliged, of how many on rosters.
async fn counted(person: &Person, district: sotay::base::Id) -> (Value, Value) {
    let report = person
        .does("GetAdoption", json!({"organization": district}))
        .await;
    let rates = report["rates"].as_array().unwrap();
    let obliged = rates.iter().find(|rate| rate["measure"] == "OBLIGED").unwrap();
    (obliged["numerator"].clone(), obliged["denominator"].clone())
}

over_both_wires! {
    async fn who_stays_elsewhere_is_seen_by_both_and_counted_once(world: World) {
        let branch = world.branch().await;
        let (hanh, thu) = (world.person(login::HANH).await, world.person(login::THU).await);
        let (west, district) = (world.organization(town::WEST).await, world.organization(town::DISTRICT).await);
        let before = counted(&thu, district).await;
        let mut send = json!({
            "member": branch.lan.id, "host": west, "purpose": "WORK", "fromDate": "2023-11-05", "toDate": "2023-12-31",
            "decisionNumber": "15-GT/CB",
        });
        assert_eq!(hanh.is_refused("StartTemporaryStay", send.clone()).await.code, "NOT_FOUND");
        assert_eq!(branch.lan.is_refused("StartTemporaryStay", send.clone()).await.code, "FORBIDDEN");
        send["host"] = json!(branch.id);
        assert_eq!(branch.secretary.is_refused("StartTemporaryStay", send.clone()).await.code, "DIRECTORY_UNKNOWN_HOST");
        send["host"] = json!(west);
        let stay = branch.secretary.does("StartTemporaryStay", send.clone()).await;
        assert_eq!(stay["state"], "SENT", "a secretary puts nobody into another branch");
        assert_eq!(stay["warnings"][0]["kind"], "STAY_SHORT");
        assert_eq!(branch.secretary.is_refused("StartTemporaryStay", send).await.code, "DIRECTORY_STANDING_OVERLAPS");
        assert!(!sees_lan(&hanh, west).await);
        let id = json!({"stay": stay["id"]});
        assert_eq!(branch.secretary.is_refused("ReceiveTemporaryStay", id.clone()).await.code, "DIRECTORY_STAY_NOT_YOURS");
        assert_eq!(branch.binh.is_refused("ReceiveTemporaryStay", id.clone()).await.code, "FORBIDDEN");

        let coming = hanh.does("ListTemporaryStays", json!({"organization": west})).await;
        let expected = coming["stays"].as_array().unwrap().iter().find(|row| row["id"] == stay["id"]).unwrap();
        assert_eq!(expected["homeName"], "Chi bộ thôn Đông");
        assert_eq!(hanh.does("ReceiveTemporaryStay", id.clone()).await["state"], "LASTING");
        assert!(sees_lan(&hanh, west).await && sees_lan(&branch.secretary, branch.id).await);
        assert_eq!(counted(&thu, district).await, before, "both see her, and she is counted once");

        let longer = json!({"stay": stay["id"], "toDate": "2024-02-29", "decisionNumber": "16-CV/CB"});
        let stay = hanh.does("ExtendTemporaryStay", longer).await;
        assert_eq!((&stay["toDate"], &stay["warnings"]), (&json!("2024-02-29"), &json!([])));
        world.later(TimeDelta::days(3)).await;
        let hanh = world.signs_in(&hanh).await;
        let ended = hanh.does("EndTemporaryStay", id.clone()).await;
        assert_eq!((&ended["state"], &ended["toDate"]), (&json!("ENDED"), &json!("2023-11-07")));
        assert!(!sees_lan(&hanh, west).await);
        assert_eq!(hanh.is_refused("EndTemporaryStay", id).await.code, "DIRECTORY_STAY_ENDED");
        let thu = world.signs_in(&thu).await;
        assert_eq!(counted(&thu, district).await, before);
    }

    async fn a_residence_link_is_on_no_list(world: World) {
        let branch = world.branch().await;
        let hanh = world.person(login::HANH).await;
        let west = world.organization(town::WEST).await;
        let add = json!({
            "member": branch.lan.id, "organization": west, "fromDate": "2023-11-01", "decisionNumber": "3-GGT/ĐU",
        });
        let link = branch.secretary.does("AddResidenceLink", add.clone()).await;
        assert_eq!(branch.secretary.is_refused("AddResidenceLink", add).await.code, "DIRECTORY_STANDING_OVERLAPS");
        assert!(!sees_lan(&hanh, west).await);
        let lan = branch.lan.does("GetMember", json!({"member": branch.lan.id})).await;
        assert_eq!(lan["memberships"][1]["relation"], "RESIDENCE_LINK");
        let end = json!({"link": link["id"]});
        assert_eq!(hanh.is_refused("EndResidenceLink", end.clone()).await.code, "NOT_FOUND");
        assert_eq!(branch.secretary.does("EndResidenceLink", end).await["toDate"], "2023-11-04");
    }

    async fn a_membership_ends_with_everything_and_can_be_taken_back(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        let appoint = json!({
            "organization": branch.id, "member": branch.lan.id, "role": "COMMITTEE_MEMBER", "fromDate": "2023-11-01",
        });
        son.does("GrantRole", appoint).await;
        let mut end = json!({
            "member": branch.lan.id, "kind": "LEFT", "day": "2023-11-06", "decisionNumber": "21-QĐ/ĐU",
        });
        assert_eq!(branch.secretary.is_refused("EndMembership", end.clone()).await.code, "FORBIDDEN");
        let stranger = world.stranger().await;
        assert_eq!(stranger.is_refused("EndMembership", end.clone()).await.code, "NOT_FOUND");
        assert_eq!(son.is_refused("EndMembership", end.clone()).await.code, "DIRECTORY_DAY_AHEAD");
        end["day"] = json!("2023-11-05");
        end["decisionNumber"] = json!("");
        assert_eq!(son.is_refused("EndMembership", end.clone()).await.code, "DIRECTORY_END_NEEDS_DECISION");
        end["decisionNumber"] = json!("21-QĐ/ĐU");
        son.does("EndMembership", end.clone()).await;

        // At once: no list, no role, no sign-in. Within a second of being told: no session.
        assert!(!sees_lan(&branch.secretary, branch.id).await);
        let held = son.does("ListGrants", json!({"organization": branch.id})).await;
        assert_eq!(held["grants"].as_array().unwrap().len(), 2);
        let known = json!({"login": branch.lan.login, "password": PASSWORD});
        let refused = stranger.is_refused("SignIn", known).await;
        assert_eq!(refused.code, "IDENTITY_SIGN_IN_REFUSED");
        world.word_gets_round().await;
        world.later(TimeDelta::seconds(1)).await;
        assert_eq!(branch.lan.is_refused("GetMe", json!({})).await.code, "SIGN_IN_REQUIRED");
        assert_eq!(son.is_refused("EndMembership", end).await.code, "NOT_FOUND", "once is enough");

        let then = json!({"member": branch.lan.id, "asOf": "2023-11-04"});
        let lan = branch.secretary.does("GetMember", then).await;
        assert_eq!((&lan["class"], &lan["endedDate"]), (&json!("OFFICIAL"), &json!("")));
        let lan = branch.secretary.does("GetMember", json!({"member": branch.lan.id})).await;
        assert_eq!((&lan["endedDate"], &lan["class"]), (&json!("2023-11-05"), &json!("CLASS_UNSPECIFIED")));

        world.later(TimeDelta::seconds(1)).await;
        let undo = json!({"member": branch.lan.id, "reason": "Ghi nhầm người cùng tên"});
        assert_eq!(branch.secretary.is_refused("UndoEndMembership", undo.clone()).await.code, "FORBIDDEN");
        assert_eq!(son.does("UndoEndMembership", undo.clone()).await["undone"], true);
        assert_eq!(son.is_refused("UndoEndMembership", undo).await.code, "DIRECTORY_NOT_ENDED");
        assert!(sees_lan(&branch.secretary, branch.id).await);
        let lan = world.signs_in(&branch.lan).await;
        let me = lan.does("GetMe", json!({})).await;
        assert_eq!(me["grants"][0]["role"], "COMMITTEE_MEMBER");
        let told = son.does("ListStandings", json!({"member": branch.lan.id})).await;
        let records = told["records"].as_array().unwrap();
        let what: Vec<_> = records.iter().map(|record| record["what"].clone()).collect();
        assert_eq!(what, ["END_UNDONE", "MEMBERSHIP_ENDED"]);
    }
}
