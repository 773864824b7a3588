//! The district follows the handbook's use: what it sees, what it is not shown, and in which words.

use serde_json::{Value, json};
use sotay::base::Id;

use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town::{self, login};
use crate::support::wire::Ask;

over_both_wires! {
    async fn each_rate_stands_with_its_definition_in_the_callers_language(world: World) {
        let thu = world.person(login::THU).await;
        let district = world.organization(town::DISTRICT).await;
        let report = reads(&thu, district).await;
        assert_eq!(report["asOf"], "2023-11-05");
        assert_eq!(report["organizationName"], "Đảng bộ huyện Đan Phượng");
        assert_eq!(report["rates"].as_array().unwrap().len(), 8);
        assert!(definition(&report, "ACTIVATED").starts_with("Số đảng viên không được miễn"));
        let ask = Ask::new("GetAdoption", json!({"organization": district})).with("accept-language", "en");
        let report = thu.ask(ask).await.unwrap();
        assert!(definition(&report, "ACTIVATED").starts_with("Members not exempt"));
    }

    async fn an_exempt_member_in_the_app_lifts_no_rate(world: World) {
        let thu = world.person(login::THU).await;
        let commune = world.organization(town::COMMUNE).await;
        assert_eq!(rate(&reads(&thu, commune).await, "OBLIGED"), (11, 12, false));
        assert_eq!(rate(&reads(&thu, commune).await, "ACTIVATED"), (1, 11, false));
        world.person("001145000005").await;
        assert_eq!(rate(&reads(&thu, commune).await, "ACTIVATED"), (1, 11, false));
        assert_eq!(rate(&reads(&thu, commune).await, "ACCOUNT_ISSUED"), (1, 11, false));
        assert_eq!(rate(&reads(&thu, commune).await, "NO_SMARTPHONE"), (0, 11, false));
    }

    async fn a_branch_of_three_is_its_own_affair(world: World) {
        let thu = world.person(login::THU).await;
        let commune = world.organization(town::COMMUNE).await;
        let west = world.organization(town::WEST).await;
        assert_eq!(rate(&reads(&thu, west).await, "OBLIGED"), (0, 0, true));
        assert_eq!(rate(&reads(&thu, west).await, "BRANCHES_MET_IN_APP"), (0, 1, false));
        let secretary = world.person(login::HANH).await;
        assert_eq!(rate(&reads(&secretary, west).await, "OBLIGED"), (3, 3, false));

        let request = json!({"organization": commune});
        let children = thu.does("ListChildAdoption", request).await["children"].clone();
        let seen: Vec<(&str, bool)> = children
            .as_array()
            .unwrap()
            .iter()
            .map(|child| (child["organizationName"].as_str().unwrap(), rate(child, "OBLIGED").2))
            .collect();
        assert_eq!(seen, [("Chi bộ cơ quan", true), ("Chi bộ thôn Đông", false), ("Chi bộ thôn Tây", true)]);
    }

    async fn a_series_is_asked_for_in_order_and_for_three_years_at_most(world: World) {
        let thu = world.person(login::THU).await;
        let district = world.organization(town::DISTRICT).await;
        let asks = |from: &'static str, to: &'static str| json!({"organization": district, "from": from, "to": to});
        let months = thu.does("ListAdoptionSeries", asks("2023-09-10", "2023-11-05")).await["months"].clone();
        let days: Vec<&Value> = months.as_array().unwrap().iter().map(|month| &month["asOf"]).collect();
        assert_eq!(days, ["2023-09-30", "2023-10-31", "2023-11-05"]);
        assert_eq!(rate(&months[0], "ACTIVATED"), (0, 11, false));
        assert_eq!(rate(&months[2], "ACTIVATED"), (1, 11, false));
        for (from, to) in [("2023-11-06", "2023-11-05"), ("2020-10-31", "2023-11-05")] {
            let refused = thu.call::<_, Value>("ListAdoptionSeries", &asks(from, to)).await.unwrap_err();
            assert_eq!(refused.code, "ADOPTION_RANGE_REFUSED");
        }
    }

    async fn there_are_no_figures_of_days_to_come(world: World) {
        let thu = world.person(login::THU).await;
        let district = world.organization(town::DISTRICT).await;
        let tomorrow = json!({"organization": district, "asOf": "2023-11-06"});
        for call in ["GetAdoption", "ListChildAdoption"] {
            assert_eq!(thu.is_refused(call, tomorrow.clone()).await.code, "ADOPTION_DAY_REFUSED");
        }
        let series = json!({"organization": district, "from": "2023-10-01", "to": "2023-11-30"});
        assert_eq!(thu.is_refused("ListAdoptionSeries", series).await.code, "ADOPTION_DAY_REFUSED");
    }

    async fn before_its_first_day_an_organisation_has_no_figures_and_says_why(world: World) {
        let thu = world.person(login::THU).await;
        let district = world.organization(town::DISTRICT).await;
        let before = json!({"organization": district, "asOf": "2019-12-31"});
        let report = thu.does("GetAdoption", before.clone()).await;
        assert_eq!(rate(&report, "OBLIGED"), (0, 0, false));
        assert_eq!(report["existed"], false);
        assert!(report["note"].as_str().unwrap().contains("thành lập ngày 01/01/2020"), "{report}");
        assert_eq!(thu.does("ListChildAdoption", before).await["children"], json!([]));
        let today = reads(&thu, district).await;
        assert_eq!((&today["existed"], &today["note"]), (&json!(true), &json!("")));
    }

    async fn a_thematic_meeting_does_not_stand_for_the_regular_one(world: World) {
        let branch = world.branch().await;
        let thu = world.person(login::THU).await;
        let district = world.organization(town::DISTRICT).await;
        let regular = async || duty(&reads(&thu, district).await, "REGULAR_THIS_MONTH");
        let thematic = async || duty(&reads(&thu, district).await, "THEMATIC_THIS_QUARTER");
        assert_eq!((regular().await, thematic().await), ((0, 3), (0, 3)));
        for (kind, met) in [("THEMATIC", (0, 1)), ("REGULAR", (1, 1)), ("COMBINED", (1, 1))] {
            let meeting = json!({
                "organization": branch.id, "kind": kind, "title": "Sinh hoạt", "place": "Nhà văn hóa",
                "startTime": "2023-11-05T01:00:00Z", "endTime": "2023-11-05T03:00:00Z",
            });
            let draft = branch.secretary.does("CallMeeting", meeting).await;
            let meeting = json!({"meeting": draft["id"]});
            branch.secretary.does("IssueMeeting", meeting.clone()).await;
            branch.secretary.does("OpenMeeting", meeting.clone()).await;
            branch.secretary.does("CloseMeeting", meeting).await;
            assert_eq!((regular().await.0, thematic().await.0), met, "after a {kind} one");
        }
        let of_october = json!({"organization": district, "asOf": "2023-10-31"});
        assert_eq!(duty(&thu.does("GetAdoption", of_october).await, "THEMATIC_THIS_QUARTER"), (0, 3));
    }

    async fn members_and_neighbours_do_not_read_it(world: World) {
        let branch = world.branch().await;
        let request = json!({"organization": branch.id});
        let member = branch.lan.call::<_, Value>("GetAdoption", &request).await.unwrap_err();
        assert_eq!(member.code, "FORBIDDEN");
        let neighbour = world.person(login::HANH).await;
        let unseen = neighbour.call::<_, Value>("GetAdoption", &request).await.unwrap_err();
        assert_eq!(unseen.code, "NOT_FOUND");
    }
}

async fn reads(person: &Person, organization: Id) -> Value {
    person
        .does("GetAdoption", json!({"organization": organization}))
        .await
}

fn duty(report: &Value, kind: &str) -> (i64, i64) {
    let duties = report["duties"].as_array().unwrap();
    let duty = duties.iter().find(|duty| duty["kind"] == kind).unwrap();
    (
        duty["branchesMet"].as_i64().unwrap(),
        duty["branches"].as_i64().unwrap(),
    )
}

fn found<'a>(report: &'a Value, measure: &str) -> &'a Value {
    let rates = report["rates"].as_array().unwrap();
    let rate = rates.iter().find(|rate| rate["measure"] == measure);
    rate.unwrap_or_else(|| panic!("no {measure} in {report}"))
}

fn definition<'a>(report: &'a Value, measure: &str) -> &'a str {
    found(report, measure)["definition"].as_str().unwrap()
}

fn rate(report: &Value, measure: &str) -> (i64, i64, bool) {
    let rate = found(report, measure);
    let number = |field: &str| rate[field].as_i64().unwrap();
    (
        number("numerator"),
        number("denominator"),
        rate["withheld"].as_bool().unwrap(),
    )
}
