//! The national member database beside the rosters here: who is who, what differs, and who says what is right.

use serde_json::{Value, json};
use sotay::access::doors::Operator;
use sotay::directory::master::{self, JsonLines, Report};

use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town;
use crate::support::world::World;

const SON: &str = "001080000011";
const LAN: &str = r#""externalId":"DV-3","citizenId":"001190000003""#;

/// Hands over a file of the source.
async fn synced(world: &World, version: &str, lines: &[String]) -> Report {
    let file = format!(
        "{{\"source\":\"CSDL-DV\",\"version\":\"{version}\"}}\n{}\n",
        lines.join("\n")
    );
    let mut source = JsonLines::open(file.as_bytes()).unwrap();
    master::sync(&Operator::new(world.gate()), &mut source, &mut |_, _| {})
        .await
        .unwrap()
}

fn lan(rest: &str) -> String {
    format!("{{{LAN},{rest}}}")
}

async fn open(person: &Person, organization: uuid::Uuid) -> Vec<Value> {
    let answer = person
        .does("ListDifferences", json!({"organization": organization}))
        .await;
    answer["differences"].as_array().unwrap().clone()
}

fn told(differences: &[Value]) -> Vec<(&str, &str, &str)> {
    differences
        .iter()
        .map(|row| {
            (
                row["field"].as_str().unwrap(),
                row["ours"].as_str().unwrap(),
                row["theirs"].as_str().unwrap(),
            )
        })
        .collect()
}

over_both_wires! {
    async fn what_differs_is_listed_and_nothing_is_changed(world: World) {
        let son = world.person(SON).await;
        let commune = world.organization(town::COMMUNE).await;
        let lines = [
            lan(r#""name":"Nguyễn Thị Lân","phoneNumber":"0900000099","joinedDate":"2015-09-02","birthDate":"1990-02-03""#),
            r#"{"externalId":"DV-99","name":"Người Lạ","citizenId":"001990000099","branchCode":"01.012.016.000.002"}"#.to_owned(),
            "{".to_owned(),
        ];
        let report = synced(&world, "2023-10", &lines).await;
        assert_eq!((report.records, report.tied, report.not_on_file, report.refused, report.open), (3, 1, 1, 1, 4));
        let listed = open(&son, commune).await;
        assert_eq!(
            told(&listed),
            [
                ("NOT_ON_FILE", "", "Người Lạ"),
                ("BIRTH_DATE", "", "1990-02-03"),
                ("NAME", "Nguyễn Thị Lan", "Nguyễn Thị Lân"),
                ("PHONE_NUMBER", "0900xxxx03", "0900xxxx99"),
            ]
        );
        assert_eq!(listed[1]["organizationName"], "Chi bộ thôn Đông");
        assert_eq!((&listed[0]["member"], &listed[0]["organizationName"]), (&json!(""), &json!("Chi bộ thôn Tây")));
        let member = son.does("GetMember", json!({"member": listed[1]["member"]})).await;
        assert_eq!(member["name"], "Nguyễn Thị Lan");
        let syncs = son.does("ListDifferences", json!({"organization": commune})).await["syncs"].clone();
        assert_eq!((&syncs[0]["source"], &syncs[0]["version"]), (&json!("CSDL-DV"), &json!("2023-10")));
        assert_eq!(synced(&world, "2023-10", &lines).await.open, 4, "the same file again lists nothing twice");
    }

    async fn theirs_is_taken_or_ours_is_kept(world: World) {
        let son = world.person(SON).await;
        let branch = world.branch().await;
        let theirs = lan(r#""name":"Nguyễn Thị Lân","phoneNumber":"0900000099","branchCode":"01012016000002""#);
        synced(&world, "2023-10", std::slice::from_ref(&theirs)).await;
        let listed = open(&son, branch.id).await;
        let settle = |at: usize, side: &str| json!({"difference": listed[at]["id"], "side": side});
        let taken = son.does("SettleDifference", settle(1, "THEIRS")).await;
        assert_eq!((&taken["settled"], &taken["ours"]), (&json!("THEIRS"), &json!("Nguyễn Thị Lân")));
        let member = son.does("GetMember", json!({"member": branch.lan.id})).await;
        assert_eq!(member["name"], "Nguyễn Thị Lân");
        son.does("SettleDifference", settle(2, "OURS")).await;
        assert_eq!(son.is_refused("SettleDifference", settle(2, "THEIRS")).await.code, "DIRECTORY_DIFFERENCE_SETTLED");
        assert_eq!(son.is_refused("SettleDifference", settle(0, "THEIRS")).await.code, "DIRECTORY_DIFFERENCE_NOT_TAKEN");

        assert_eq!(synced(&world, "2023-11", &[theirs]).await.open, 1, "what was kept does not come up again");
        let other = lan(r#""name":"Nguyễn Thị Lân","phoneNumber":"0900000098","branchCode":"01012016000001""#);
        assert_eq!(synced(&world, "2023-12", &[other]).await.open, 1);
        assert_eq!(told(&open(&son, branch.id).await), [("PHONE_NUMBER", "0900xxxx03", "0900xxxx98")]);
        let old = synced(&world, "2023-09", &[lan(r#""name":"Lan""#)]).await;
        assert_eq!((old.stale, old.open), (1, 1), "an older state says nothing");
    }

    async fn numbers_of_two_members_are_never_merged(world: World) {
        let son = world.person(SON).await;
        let branch = world.branch().await;
        synced(&world, "2023-10", &[lan(r#""name":"Nguyễn Thị Lan""#)]).await;
        let twice = r#"{"externalId":"DV-4","name":"Nguyễn Thị Lan","citizenId":"001190000003"}"#;
        let taken = r#"{"externalId":"DV-3","name":"Nguyễn Thị Lan","citizenId":"001099000004"}"#;
        synced(&world, "2023-11", &[twice.to_owned(), taken.to_owned()]).await;
        let listed = open(&son, branch.id).await;
        assert_eq!(told(&listed).iter().map(|told| told.0).collect::<Vec<_>>(), ["TWO_MEMBERS", "TWO_MEMBERS"]);
        let merge = json!({"difference": listed[0]["id"], "side": "THEIRS"});
        assert_eq!(son.is_refused("SettleDifference", merge).await.code, "DIRECTORY_DIFFERENCE_NOT_TAKEN");
    }

    async fn only_who_keeps_the_files_settles(world: World) {
        let branch = world.branch().await;
        synced(&world, "2023-10", &[lan(r#""name":"Nguyễn Thị Lân""#)]).await;
        let son = world.person(SON).await;
        let listed = open(&son, branch.id).await;
        let settle = json!({"difference": listed[0]["id"], "side": "OURS"});
        assert_eq!(branch.secretary.is_refused("SettleDifference", settle.clone()).await.code, "FORBIDDEN");
        let stranger = world.stranger().await;
        assert_eq!(stranger.is_refused("SettleDifference", settle).await.code, "NOT_FOUND");
    }
}
