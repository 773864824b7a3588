//! Reports that were issued stay as they were, with what is known now beside them.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town::{self, login};
use crate::support::wire::Ask;

over_both_wires! {
    async fn a_report_stays_while_more_becomes_known(world: World) {
        let thu = world.person(login::THU).await;
        let district = world.organization(town::DISTRICT).await;
        let request = json!({"organization": district, "note": " Báo cáo Ban Thường vụ "});
        let issued = thu.does("IssueReport", request).await;
        assert_eq!(issued["asOf"], "2023-11-05");
        assert_eq!(issued["organizationName"], "Đảng bộ huyện Đan Phượng");
        assert_eq!(issued["issuedBy"], json!(thu.id));
        assert_eq!(issued["issuedByName"], "Bùi Thị Thu");
        assert_eq!(issued["issueTime"], "2023-11-05T01:00:00Z");
        assert_eq!(issued["note"], "Báo cáo Ban Thường vụ");

        let read = json!({"organization": district, "report": issued["id"]});
        let same = thu.does("GetReport", read.clone()).await;
        assert_eq!(same["issued"], same["knownNow"]);
        assert_eq!(same["differs"], false);

        world.person(login::LAN).await;
        let both = thu.does("GetReport", read).await;
        assert_eq!(activated(&both["issued"]), (1, 11));
        assert_eq!(activated(&both["knownNow"]), (2, 11));
        assert_eq!(both["issued"], same["issued"]);
        assert_eq!(activated(&both["issuedChildren"][0]), (1, 11));
        assert_eq!(activated(&both["knownNowChildren"][0]), (2, 11));
        assert_eq!(both["differs"], true);
        assert_eq!(both["report"], issued);
    }

    async fn reports_are_listed_the_latest_first(world: World) {
        let thu = world.person(login::THU).await;
        let district = world.organization(town::DISTRICT).await;
        let mut issued = Vec::new();
        for day in ["2023-09-30", "2023-10-31", "2023-11-05"] {
            world.later(chrono::TimeDelta::seconds(1)).await;
            let report = thu.does("IssueReport", json!({"organization": district, "asOf": day})).await;
            issued.insert(0, report);
        }
        let first = thu.does("ListReports", json!({"organization": district, "pageSize": 2})).await;
        assert_eq!(first["reports"], json!(issued[..2]));
        let rest = json!({"organization": district, "pageSize": 2, "pageToken": first["nextPageToken"]});
        let rest = thu.does("ListReports", rest).await;
        assert_eq!((&rest["reports"], &rest["nextPageToken"]), (&json!(issued[2..]), &json!("")));
        let commune = world.organization(town::COMMUNE).await;
        let none = thu.does("ListReports", json!({"organization": commune})).await;
        assert_eq!(none["reports"], json!([]));
    }

    async fn the_same_key_issues_one_report(world: World) {
        let thu = world.person(login::THU).await;
        let district = world.organization(town::DISTRICT).await;
        let ask = || Ask::new("IssueReport", json!({"organization": district})).with("idempotency-key", "bao-cao-11");
        let first = thu.ask(ask()).await.unwrap();
        assert_eq!(thu.ask(ask()).await.unwrap(), first);
        let listed = thu.does("ListReports", json!({"organization": district})).await;
        assert_eq!(listed["reports"], json!([first]));
    }

    async fn a_report_is_read_only_where_it_was_issued(world: World) {
        let thu = world.person(login::THU).await;
        let district = world.organization(town::DISTRICT).await;
        let commune = world.organization(town::COMMUNE).await;
        let issued = thu.does("IssueReport", json!({"organization": district})).await;
        for report in [issued["id"].clone(), json!(Uuid::nil())] {
            let elsewhere = json!({"organization": commune, "report": report});
            assert_eq!(thu.is_refused("GetReport", elsewhere).await.code, "NOT_FOUND");
        }
        let garbled = json!({"organization": district, "report": "báo cáo"});
        assert_eq!(thu.is_refused("GetReport", garbled).await.fields[0].0, "report");
    }

    async fn only_who_leads_issues(world: World) {
        let branch = world.branch().await;
        let request = json!({"organization": branch.id});
        branch.secretary.does("IssueReport", request.clone()).await;
        let thu = world.person(login::THU).await;
        thu.does("IssueReport", request.clone()).await;
        assert_eq!(branch.lan.is_refused("IssueReport", request.clone()).await.code, "FORBIDDEN");
        let mai = world.person(login::MAI).await;
        assert_eq!(mai.is_refused("IssueReport", request.clone()).await.code, "FORBIDDEN");
        assert_eq!(mai.does("ListReports", request.clone()).await["reports"].as_array().unwrap().len(), 2);
        let neighbour = world.person(login::HANH).await;
        assert_eq!(neighbour.is_refused("IssueReport", request.clone()).await.code, "NOT_FOUND");
        assert_eq!(neighbour.is_refused("ListReports", request).await.code, "NOT_FOUND");
    }

    async fn nothing_is_reported_of_days_without_figures(world: World) {
        let thu = world.person(login::THU).await;
        let district = world.organization(town::DISTRICT).await;
        let on = |day: &str| json!({"organization": district, "asOf": day});
        assert_eq!(thu.is_refused("IssueReport", on("2023-11-06")).await.code, "ADOPTION_DAY_REFUSED");
        assert_eq!(thu.is_refused("IssueReport", on("2019-12-31")).await.code, "ADOPTION_NOTHING_TO_REPORT");
        assert_eq!(thu.is_refused("IssueReport", on("31/12/2019")).await.fields[0].0, "asOf");
    }
}

#[tokio::test]
async fn nobody_changes_what_was_issued() {
    let world = crate::support::world::World::over(crate::support::wire::Wire::Grpc).await;
    let thu: Person = world.person(login::THU).await;
    let district = world.organization(town::DISTRICT).await;
    thu.does("IssueReport", json!({"organization": district})).await;
    let mut owner = world.database.owner().await;
    for change in [
        "update adoption.report_lines set counts = '{1}'",
        "update adoption.reports set as_of = '2023-10-31'",
        "delete from adoption.report_lines",
    ] {
        let refused = sqlx::query(change).execute(&mut owner).await.unwrap_err();
        assert!(
            refused.to_string().contains("is not changed"),
            "{change}: {refused}"
        );
    }
}

fn activated(report: &Value) -> (i64, i64) {
    let rates = report["rates"].as_array().unwrap();
    let rate = rates.iter().find(|rate| rate["measure"] == "ACTIVATED").unwrap();
    (
        rate["numerator"].as_i64().unwrap(),
        rate["denominator"].as_i64().unwrap(),
    )
}
