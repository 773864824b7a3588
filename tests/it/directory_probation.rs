//! Standing by dates and deciders: exemptions, probation, party age, and the history of all that.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::scenario::over_both_wires;

const SON: &str = "001080000011";
const COMMUNE: &str = "01012016000000";

over_both_wires! {
    async fn an_exemption_names_who_decided_and_is_returned_from(world: World) {
        let branch = world.branch().await;
        let secretary = &branch.secretary;
        let mut exempt = json!({
            "member": branch.lan.id, "activity": "EXEMPT", "exemption": "TEMPORARY", "fromDate": "2023-11-01",
            "decisionNumber": "07-QĐ/ĐU", "toDate": "2023-12-31",
        });
        let refused = secretary.is_refused("SetStanding", exempt.clone()).await;
        assert_eq!(refused.code, "DIRECTORY_EXEMPTION_NEEDS_REASON");
        exempt["exemptionReason"] = json!("MATERNITY");
        exempt["decidedBy"] = json!(branch.id);
        let refused = secretary.is_refused("SetStanding", exempt.clone()).await;
        assert_eq!(refused.code, "DIRECTORY_WRONG_DECIDER", "the committee decides, not the branch");
        exempt["decidedBy"] = json!(world.organization(COMMUNE).await);
        let lan = secretary.does("SetStanding", exempt).await;
        assert_eq!((&lan["activity"], &lan["exemptionReason"]), (&json!("EXEMPT"), &json!("MATERNITY")));

        let back = json!({
            "member": branch.lan.id, "activity": "ACTIVE", "fromDate": "2023-11-05", "decisionNumber": "09-NQ/CB",
            "decidedBy": "Ban Thường vụ Đảng ủy",
        });
        world.later(TimeDelta::seconds(1)).await;
        let lan = secretary.does("SetStanding", back).await;
        assert_eq!(lan["activity"], "ACTIVE");
        let then = json!({"member": branch.lan.id, "asOf": "2023-11-04"});
        assert_eq!(secretary.does("GetMember", then).await["activity"], "EXEMPT");

        let told = branch.lan.does("ListStandings", json!({"member": branch.lan.id})).await;
        let exempt = told["spans"].as_array().unwrap().iter().find(|span| span["activity"] == "EXEMPT").unwrap();
        assert_eq!((&exempt["fromDate"], &exempt["toDate"]), (&json!("2023-11-01"), &json!("2023-11-04")));
        let records = told["records"].as_array().unwrap();
        assert_eq!(records[0]["decidedBy"], "Ban Thường vụ Đảng ủy");
        assert_eq!(records[1]["decidedBy"], "Đảng bộ xã Song Phượng");
        assert_eq!(records[1]["recordedByName"], "Nguyễn Thị Hoa");
        assert_eq!(records[1]["id"], exempt["record"]);
        let stranger = world.stranger().await;
        let about = json!({"member": branch.lan.id});
        assert_eq!(stranger.is_refused("ListStandings", about.clone()).await.code, "NOT_FOUND");
        assert_eq!(branch.binh.is_refused("ListStandings", about).await.code, "FORBIDDEN");
    }

    async fn age_and_health_is_the_branchs_own_decision(world: World) {
        let branch = world.branch().await;
        let old = json!({
            "member": branch.lan.id, "activity": "EXEMPT", "exemption": "AGE_AND_HEALTH", "fromDate": "2023-11-05",
            "decisionNumber": "07-NQ/CB",
        });
        branch.secretary.does("SetStanding", old).await;
        let told = branch.secretary.does("ListStandings", json!({"member": branch.lan.id})).await;
        assert_eq!(told["records"][0]["decidedBy"], "Chi bộ thôn Đông");
        assert_eq!(told["records"][0]["decidedByOrganization"], json!(branch.id));
    }

    async fn recognition_is_dated_to_the_end_of_probation(world: World) {
        let branch = world.branch().await;
        let binh = branch.secretary.does("GetMember", json!({"member": branch.binh.id})).await;
        assert_eq!(binh["probationDueDate"], "2024-03-26");
        let early = json!({
            "member": branch.binh.id, "class": "OFFICIAL", "fromDate": "2023-11-05", "decisionNumber": "12-QĐ/ĐU",
        });
        let refused = branch.secretary.is_refused("SetStanding", early).await;
        assert_eq!(refused.code, "DIRECTORY_PROBATION_NOT_OVER");
        let son = world.person(SON).await;
        let commune = world.organization(COMMUNE).await;
        let overdue = json!({"organization": commune, "overdue": true});
        assert_eq!(son.does("ListProbation", overdue.clone()).await["candidates"], json!([]));

        // Half a year later nobody has decided yet.
        world.later(TimeDelta::days(180)).await;
        let son = world.signs_in(&son).await;
        let listed = son.does("ListProbation", overdue.clone()).await;
        let late = &listed["candidates"][0];
        assert_eq!((&late["name"], &late["overdueDays"]), (&json!("Lê Văn Bình"), &json!(38)));
        let secretary = world.signs_in(&branch.secretary).await;
        let decided = json!({
            "member": branch.binh.id, "class": "OFFICIAL", "fromDate": "2024-05-02", "decisionNumber": "12-QĐ/ĐU",
        });
        let binh = secretary.does("SetStanding", decided.clone()).await;
        assert_eq!((&binh["class"], &binh["officialDate"]), (&json!("OFFICIAL"), &json!("2024-03-26")));
        assert_eq!(secretary.is_refused("SetStanding", decided).await.code, "DIRECTORY_STANDING_OVERLAPS");
        assert_eq!(son.does("ListProbation", overdue).await["candidates"], json!([]));
        for (day, class) in [("2024-03-25", "PROBATIONARY"), ("2024-03-26", "OFFICIAL")] {
            let then = secretary.does("GetMember", json!({"member": branch.binh.id, "asOf": day})).await;
            assert_eq!(then["class"], class, "{day}");
        }
    }

    async fn party_age_is_shown_to_the_day(world: World) {
        let branch = world.branch().await;
        let lan = branch.lan.does("GetMember", json!({"member": branch.lan.id})).await;
        assert_eq!(lan["partyAge"], json!({"years": 8, "months": 2, "days": 3}));
        let then = json!({"member": branch.lan.id, "asOf": "2023-09-02"});
        let lan = branch.lan.does("GetMember", then).await;
        assert_eq!(lan["partyAge"], json!({"years": 8, "months": 0, "days": 0}));
        let face = branch.binh.does("GetMember", json!({"member": branch.lan.id})).await;
        assert_eq!(face["partyAge"], Value::Null, "a neighbour sees the face");
    }

    async fn the_files_are_corrected_by_who_keeps_them(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        let edit = json!({
            "member": branch.lan.id, "edit": {"name": "Nguyễn  Thị Lân", "citizenId": "0011 9000 0099"},
            "updateMask": "name,citizenId",
        });
        assert_eq!(branch.secretary.is_refused("UpdateMember", edit.clone()).await.code, "FORBIDDEN");
        let stranger = world.stranger().await;
        assert_eq!(stranger.is_refused("UpdateMember", edit.clone()).await.code, "NOT_FOUND");
        let lan = son.does("UpdateMember", edit).await;
        assert_eq!((&lan["name"], &lan["citizenIdMasked"]), (&json!("Nguyễn Thị Lân"), &json!("0011xxxxxx99")));

        let taken = json!({"member": branch.lan.id, "edit": {"citizenId": "001170000001"}});
        let refused = son.is_refused("UpdateMember", taken).await;
        assert_eq!(refused.code, "DIRECTORY_NUMBER_TAKEN");
        assert!(!refused.text.contains("Hoa"), "it is not told whose it is: {}", refused.text);
        let short = json!({"member": branch.lan.id, "edit": {"officialDate": "2016-08-01"}});
        assert_eq!(son.is_refused("UpdateMember", short).await.code, "DIRECTORY_PROBATION_NOT_OVER");
        let binh = json!({"member": branch.binh.id, "edit": {"officialDate": "2024-03-26"}});
        assert_eq!(son.is_refused("UpdateMember", binh).await.code, "INVALID_ARGUMENT");

        let told = son.does("ListStandings", json!({"member": branch.lan.id})).await;
        let newest = &told["records"][0];
        assert_eq!((&newest["what"], &newest["note"]), (&json!("EDITED"), &json!("name, citizenId")));
        assert!(!told.to_string().contains("001190000099"), "the values are not kept");
    }

    async fn an_older_admission_is_only_warned_about(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        let member = world.member("001145000005").await;
        let dates = json!({"member": member, "edit": {"joinedDate": "1970-01-06", "officialDate": "1970-07-06"}});
        let cuc = son.does("UpdateMember", dates).await;
        assert_eq!(cuc["warnings"][0]["kind"], "PROBATION_SHORT");
        for (day, class) in [("1970-07-05", "PROBATIONARY"), ("1970-07-06", "OFFICIAL")] {
            let then = branch.secretary.does("GetMember", json!({"member": member, "asOf": day})).await;
            assert_eq!(then["class"], class, "{day}");
        }
    }
}
