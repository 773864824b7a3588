//! What officers tell members: published by place in the tree, acknowledged, recalled, expired, and who has seen it.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay::base::Kind;

use crate::meetings_story::kinds;
use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town::{self, login};

/// The officer of the commune, who keeps the files of its branches.
const SON: &str = "001080000011";

over_both_wires! {
    async fn a_notice_is_acknowledged_once_and_the_other_phone_learns_of_it(world: World) {
        let branch = world.branch().await;
        let notice = publishes(&branch.secretary, &branch.id.to_string(), json!({"acknowledgeNeeded": true})).await;
        let inbox = branch.lan.does("ListMyNotices", json!({})).await;
        let shown = &inbox["notices"][0];
        assert_eq!((&shown["kind"], &shown["acknowledgeNeeded"]), (&json!("GENERAL"), &json!(true)));
        assert!(shown["acknowledgeTime"].is_null() && shown["readTime"].is_null());

        let first = branch.lan.does("AcknowledgeNotice", json!({"notice": notice})).await;
        assert_eq!(first["acknowledgeTime"], "2023-11-05T01:00:00Z");
        assert_eq!(first["readTime"], first["acknowledgeTime"], "who takes note has read it");
        world.later(TimeDelta::minutes(1)).await;
        assert_eq!(branch.lan.does("AcknowledgeNotice", json!({"notice": notice})).await, first);
        let news = branch.lan.does("ListMyNotices", json!({"since": inbox["nextSince"]})).await;
        assert_eq!(news["notices"], json!([first]));
        let none = branch.lan.does("ListMyNotices", json!({"since": news["nextSince"]})).await;
        assert_eq!(kinds(&none), [""; 0]);

        let stranger = world.stranger().await;
        let refused = stranger.is_refused("AcknowledgeNotice", json!({"notice": notice})).await;
        assert!(refused.is(Kind::NotFound));
    }

    async fn what_is_recalled_says_why_and_nothing_else(world: World) {
        let branch = world.branch().await;
        let notice = publishes(&branch.secretary, &branch.id.to_string(), json!({})).await;
        let inbox = branch.lan.does("ListMyNotices", json!({})).await;
        let recall = json!({"notice": notice, "reason": "  Ghi nhầm ngày "});
        for (person, answer) in [(&branch.lan, Kind::Forbidden), (&world.stranger().await, Kind::NotFound)] {
            assert!(person.is_refused("RecallNotice", recall.clone()).await.is(answer));
        }
        let blank = branch.secretary.is_refused("RecallNotice", json!({"notice": notice, "reason": " "})).await;
        assert_eq!(blank.fields[0].0, "reason");
        branch.secretary.does("RecallNotice", recall).await;
        branch.secretary.does("RecallNotice", json!({"notice": notice, "reason": "Khác"})).await;

        let news = branch.lan.does("ListMyNotices", json!({"since": inbox["nextSince"]})).await;
        let shown = &news["notices"][0];
        assert_eq!((&shown["id"], &shown["body"]), (&notice, &json!("")));
        assert_eq!((&shown["recallReason"], &shown["title"]), (&json!("Ghi nhầm ngày"), &json!("Học tập nghị quyết")));
        assert_eq!(branch.lan.does("ListMyNotices", json!({})).await["notices"], news["notices"]);
        let late = branch.lan.is_refused("AcknowledgeNotice", json!({"notice": notice})).await;
        assert_eq!(late.code, "NOTICES_RECALLED");
        branch.lan.does("ReadNotice", json!({"notice": notice})).await;

        branch.secretary.calls_a_meeting(branch.id).await;
        let inbox = branch.lan.does("ListMyNotices", json!({})).await;
        let call = inbox["notices"].as_array().unwrap().iter().find(|notice| notice["kind"] == "MEETING_CALLED");
        let call = &call.unwrap()["id"];
        let refused = branch.secretary.is_refused("RecallNotice", json!({"notice": call, "reason": "Nhầm"})).await;
        assert_eq!(refused.code, "NOTICES_NOT_RECALLABLE");
    }

    async fn what_has_expired_is_in_no_inbox_and_its_receipts_stay(world: World) {
        let branch = world.branch().await;
        let past = json!({"organization": branch.id, "title": "a", "body": "b", "expireTime": "2023-11-05T01:00:00Z"});
        let refused = branch.secretary.is_refused("PublishNotice", past).await;
        assert_eq!((refused.code.as_str(), refused.fields[0].0.as_str()), ("NOTICES_EXPIRES_IN_PAST", "expireTime"));
        let start = branch.lan.does("ListMyNotices", json!({})).await;
        let until = json!({"expireTime": "2023-11-05T01:05:00Z"});
        let notice = publishes(&branch.secretary, &branch.id.to_string(), until).await;
        branch.lan.does("ReadNotice", json!({"notice": notice})).await;
        assert_eq!(kinds(&branch.lan.does("ListMyNotices", json!({})).await), ["GENERAL"]);
        world.later(TimeDelta::minutes(5)).await;
        for list in [json!({}), json!({"since": start["nextSince"]})] {
            assert_eq!(kinds(&branch.lan.does("ListMyNotices", list).await), [""; 0]);
        }
        let receipts = branch.secretary.does("GetReceipts", json!({"notice": notice})).await;
        assert_eq!(receipts["counts"]["read"], 1, "{receipts}");
    }

    async fn each_level_tells_its_own_and_what_is_below(world: World) {
        let branch = world.branch().await;
        let (officer, thu, stranger) = (world.person(SON).await, world.person(login::THU).await, world.stranger().await);
        let commune = world.organization(town::COMMUNE).await.to_string();
        let district = world.organization(town::DISTRICT).await.to_string();
        publishes(&officer, &commune, json!({})).await;
        publishes(&thu, &district, json!({"audience": "BELOW"})).await;
        for person in [&branch.lan, &stranger, &officer] {
            assert_eq!(kinds(&person.does("ListMyNotices", json!({})).await).len(), 2, "{}", person.login);
        }
        let of = |organization: &str| json!({"organization": organization, "title": "a", "body": "b"});
        for (person, place) in [
            (&branch.lan, branch.id.to_string()),
            (&branch.secretary, commune.clone()),
            (&officer, branch.id.to_string()),
            (&officer, district.clone()),
        ] {
            let refused = person.is_refused("PublishNotice", of(&place)).await;
            assert!(refused.is(Kind::Forbidden), "{}: {refused:?}", person.login);
        }
        let nobody = json!({"organization": commune, "title": "a", "body": "b", "audience": "ORGANIZATION"});
        assert_eq!(officer.is_refused("PublishNotice", nobody).await.code, "NOTICES_NOBODY_THERE");
        let blank = json!({"organization": commune, "title": "a", "body": " \n "});
        assert_eq!(officer.is_refused("PublishNotice", blank).await.fields[0].0, "body");
    }

    async fn receipts_go_down_the_tree_and_name_only_to_whom_names_belong(world: World) {
        let branch = world.branch().await;
        let (officer, thu, stranger) = (world.person(SON).await, world.person(login::THU).await, world.stranger().await);
        let district = world.organization(town::DISTRICT).await.to_string();
        let notice = publishes(&thu, &district, json!({"acknowledgeNeeded": true})).await;
        let cursor = branch.binh.does("ListMyNotices", json!({})).await["nextSince"].clone();
        branch.binh.does("ConfirmNotices", json!({"since": cursor})).await;
        branch.lan.does("ReadNotice", json!({"notice": notice})).await;
        stranger.does("AcknowledgeNotice", json!({"notice": notice})).await;

        let whole = receipts(&thu, &notice, None).await;
        assert_eq!(numbers(&whole["counts"]), [12, 3, 2, 1], "{whole}");
        assert_eq!((whole["parts"].as_array().unwrap().len(), &whole["members"]), (1, &json!([])));
        let commune = world.organization(town::COMMUNE).await.to_string();
        let parts = receipts(&thu, &notice, Some(&commune)).await;
        let names: Vec<_> = parts["parts"].as_array().unwrap().iter().map(|part| &part["organizationName"]).collect();
        assert_eq!(names, ["Chi bộ cơ quan", "Chi bộ thôn Đông", "Chi bộ thôn Tây"]);
        assert_eq!(numbers(&parts["parts"][1]["counts"]), [6, 2, 1, 0]);
        let west = &parts["parts"][2]["counts"];
        assert_eq!((&west["withheld"], numbers(west)), (&json!(true), [0, 0, 0, 0]), "three could be told apart");

        let east = branch.id.to_string();
        for keeper in [&officer, &branch.secretary] {
            let own = receipts(keeper, &notice, Some(&east)).await;
            assert_eq!(numbers(&own["counts"]), [7, 2, 1, 0], "Én stays here for a time");
            let rows = own["members"].as_array().unwrap();
            assert_eq!(rows.iter().filter(|row| row["delivered"] == true).count(), 2, "{own}");
            let lan = rows.iter().find(|row| row["name"] == "Nguyễn Thị Lan").unwrap();
            assert!(!lan["readTime"].is_null() && lan["acknowledgeTime"].is_null());
        }
        assert!(branch.lan.is_refused("GetReceipts", json!({"notice": notice})).await.is(Kind::Forbidden));
        let foreign = json!({"notice": notice, "organization": world.organization(town::WEST).await});
        assert!(branch.secretary.is_refused("GetReceipts", foreign).await.is(Kind::Forbidden));
        let above = publishes(&branch.secretary, &east, json!({})).await;
        let outside = json!({"notice": above, "organization": district});
        assert!(thu.is_refused("GetReceipts", outside).await.is(Kind::NotFound), "it was never for the district");
    }
}

async fn publishes(officer: &Person, organization: &str, more: Value) -> Value {
    let mut notice = json!({
        "organization": organization, "title": "Học tập nghị quyết", "body": "Đề nghị các đồng chí đọc trước.\nTrân trọng.",
    });
    notice
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    officer.does("PublishNotice", notice).await["id"].clone()
}

async fn receipts(officer: &Person, notice: &Value, part: Option<&str>) -> Value {
    officer
        .does(
            "GetReceipts",
            json!({"notice": notice, "organization": part.unwrap_or_default()}),
        )
        .await
}

fn numbers(counts: &Value) -> [i64; 4] {
    ["expected", "delivered", "read", "acknowledged"].map(|name| counts[name].as_i64().unwrap())
}
