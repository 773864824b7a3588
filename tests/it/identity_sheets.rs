//! Slips for a whole branch: for whom, by whom, on which paper.

use serde_json::{Value, json};

use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town::login;
use crate::support::wire::Ask;

async fn issued(person: &Person, request: Value) -> Value {
    person.does("IssueActivationCodes", request).await
}

fn names(sheet: &Value, list: &str) -> Vec<String> {
    let rows = sheet[list].as_array().unwrap();
    rows.iter()
        .map(|row| row["name"].as_str().unwrap().to_owned())
        .collect()
}

over_both_wires! {
    async fn a_branch_gets_a_sheet_for_those_without_an_account(world: World) {
        let branch = world.branch().await;
        let hoa = &branch.secretary;
        let sheet = issued(hoa, json!({"organization": branch.id})).await;
        // Hoa, Lan and Bình have accounts; Én is at home elsewhere.
        assert_eq!(names(&sheet, "slips"), ["Phạm Thị Cúc", "Đỗ Văn Dũng", "Trần Văn Minh"]);
        assert_eq!((&sheet["more"], names(&sheet, "leftOut").len()), (&json!(false), 0));
        let page = sheet["sheet"].as_str().unwrap();
        assert_eq!((page.matches("<section").count(), page.matches("<article").count()), (1, 3));
        assert!(page.contains("Chi bộ thôn Đông") && !page.contains("001088000006"));

        let code = sheet["slips"][1]["activationCode"]["code"].as_str().unwrap();
        assert!(page.contains(&format!("{}-<wbr>{}", &code[..5], &code[5..])));
        let activation = json!({"login": "001088000006", "code": code, "password": "hoa sen nở giữa hồ"});
        Ask::new("Activate", activation).over(world.wire, &world.router).await.unwrap();
        let again = issued(hoa, json!({"organization": branch.id})).await;
        assert_eq!(names(&again, "slips"), ["Phạm Thị Cúc", "Trần Văn Minh"]);
        let rest = issued(hoa, json!({"organization": branch.id, "leaveLiving": true})).await;
        assert_eq!(names(&rest, "slips"), [""; 0]);
        assert!(rest["sheet"].as_str().unwrap().contains("Không còn đồng chí nào"));
    }

    async fn a_newer_sheet_kills_the_slips_of_an_older_one(world: World) {
        let branch = world.branch().await;
        let old = issued(&branch.secretary, json!({"organization": branch.id})).await;
        issued(&branch.secretary, json!({"organization": branch.id})).await;
        let code = old["slips"][1]["activationCode"]["code"].as_str().unwrap();
        let activation = json!({"login": "001088000006", "code": code, "password": "hoa sen nở giữa hồ"});
        let problem = Ask::new("Activate", activation).over(world.wire, &world.router).await.unwrap_err();
        assert_eq!(problem.code, "IDENTITY_CODE_REFUSED");
    }

    async fn each_slip_is_written_down_with_who_issued_it_and_when(world: World) {
        let branch = world.branch().await;
        issued(&branch.secretary, json!({"organization": branch.id})).await;
        let rows: Vec<(String, uuid::Uuid, chrono::DateTime<chrono::Utc>)> = sqlx::query_as(
            "select m.name, c.issued_by, c.issued_at
             from identity.activation_codes c
             join directory.members m on m.id = c.member
             where c.used_at is null
             order by m.name",
        )
        .fetch_all(&mut world.database.owner().await)
        .await
        .unwrap();
        let (who, when) = (branch.secretary.id, world.clock.now());
        assert_eq!(
            rows,
            ["Phạm Thị Cúc", "Trần Văn Minh", "Đỗ Văn Dũng"].map(|name| (name.to_owned(), who, when))
        );
    }

    async fn who_holds_a_post_elsewhere_is_left_out_and_named(world: World) {
        let mai = world.person(login::MAI).await;
        let office = world.organization("01012016000003").await;
        let grant = json!({"organization": office, "member": mai.id, "role": "SECRETARY"});
        mai.does("GrantRole", grant).await;
        let sheet = issued(&mai, json!({"organization": office})).await;
        assert_eq!(names(&sheet, "slips"), ["Ngô Văn Sơn", "Bùi Thị Thu"], "the administrator may");

        let branch = world.branch().await;
        let appoint = json!({"organization": branch.id, "member": branch.lan.id, "role": "DEPUTY_SECRETARY"});
        mai.does("GrantRole", appoint).await;
        let minh = world.member("001070000002").await;
        let above = json!({"organization": office, "member": minh, "role": "BRANCH_SUPERVISOR"});
        mai.does("GrantRole", above).await;
        let sheet = issued(&branch.secretary, json!({"organization": branch.id})).await;
        assert_eq!(names(&sheet, "slips"), ["Phạm Thị Cúc", "Đỗ Văn Dũng"]);
        assert_eq!(names(&sheet, "leftOut"), ["Trần Văn Minh"]);
        assert_eq!(sheet["leftOut"][0]["code"], "IDENTITY_SLIP_FROM_ABOVE");
    }

    async fn only_who_runs_or_keeps_the_branch_gets_a_sheet(world: World) {
        let branch = world.branch().await;
        let request = json!({"organization": branch.id});
        assert_eq!(branch.lan.is_refused("IssueActivationCodes", request.clone()).await.code, "FORBIDDEN");
        let stranger = world.stranger().await;
        assert_eq!(stranger.is_refused("IssueActivationCodes", request.clone()).await.code, "NOT_FOUND");
        let son = world.person("001080000011").await;
        assert_eq!(names(&issued(&son, request).await, "slips").len(), 3);
    }
}
