//! The calls of the directory: who sees what of whom, standing by dates, roles by those who may grant them.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town::{self, login};

const COMMUNE: &str = "01012016000000";
const WEST: &str = "01012016000002";
const SON: &str = "001080000011";

/// What a list says of its rows under one name.
fn each<'a>(answer: &'a Value, list: &str, field: &str) -> Vec<&'a str> {
    let rows = answer[list].as_array().unwrap();
    rows.iter().map(|row| row[field].as_str().unwrap()).collect()
}

async fn code(person: &Person, call: &str, request: Value) -> String {
    person
        .call::<Value, Value>(call, &request)
        .await
        .unwrap_err()
        .code
}

over_both_wires! {
    async fn people_are_listed_by_given_name_and_found_without_marks(world: World) {
        let branch = world.branch().await;
        let all = branch.secretary.does("ListMembers", json!({"organization": branch.id})).await;
        let names = [
            "Lê Văn Bình", "Phạm Thị Cúc", "Đỗ Văn Dũng", "Đặng Thị Én", "Nguyễn Thị Hoa", "Nguyễn Thị Lan",
            "Trần Văn Minh",
        ];
        assert_eq!(each(&all, "members", "name"), names);

        let mut token = String::new();
        let mut paged = Vec::new();
        loop {
            let page = branch
                .secretary
                .does("ListMembers", json!({"organization": branch.id, "pageSize": 3, "pageToken": token}))
                .await;
            paged.extend(each(&page, "members", "name").into_iter().map(str::to_owned));
            page["nextPageToken"].as_str().unwrap().clone_into(&mut token);
            if token.is_empty() {
                break;
            }
        }
        assert_eq!(paged, names);

        for (query, found) in [("thi lan", 1), ("NGUYỄN THỊ", 2), ("nguyen", 2), ("do van", 1), ("%", 0), ("_", 0)] {
            let answer = branch
                .secretary
                .does("ListMembers", json!({"organization": branch.id, "query": query}))
                .await;
            assert_eq!(answer["members"].as_array().unwrap().len(), found, "{query}");
        }
    }

    async fn a_member_sees_faces_a_secretary_sees_files(world: World) {
        let branch = world.branch().await;
        let about_hoa = json!({"member": branch.secretary.id});
        let face = branch.lan.does("GetMember", about_hoa.clone()).await;
        assert_eq!(face["name"], "Nguyễn Thị Hoa");
        assert_eq!(face["posts"], json!(["SECRETARY"]));
        for hidden in ["joinedDate", "citizenIdMasked", "phoneNumberMasked", "cardNumberMasked", "birthDate"] {
            assert_eq!(face[hidden], "", "{hidden}");
        }
        assert_eq!(face["class"], "CLASS_UNSPECIFIED");
        assert_eq!(face["memberships"], json!([]));

        let file = branch.secretary.does("GetMember", json!({"member": branch.lan.id})).await;
        assert_eq!(file["citizenIdMasked"], "0011xxxxxx03");
        assert_eq!(file["phoneNumberMasked"], "0900xxxx03");
        assert_eq!(file["class"], "OFFICIAL");
        assert_eq!(file["activated"], true);
        assert_eq!(file["memberships"][0]["organizationName"], "Chi bộ thôn Đông");

        let own = branch.lan.does("GetMember", json!({"member": branch.lan.id})).await;
        assert_eq!(own["joinedDate"], "2015-09-02");
        let asked = json!({"organization": branch.id, "activated": true});
        assert_eq!(code(&branch.lan, "ListMembers", asked.clone()).await, "DIRECTORY_ACTIVATION_NOT_SHOWN");
        let activated = branch.secretary.does("ListMembers", asked).await;
        assert_eq!(activated["members"].as_array().unwrap().len(), 3);
    }

    async fn another_branch_is_not_there(world: World) {
        let branch = world.branch().await;
        let stranger = world.stranger().await;
        let west = world.organization(WEST).await;
        for (call, request) in [
            ("GetMember", json!({"member": branch.lan.id})),
            ("ListMembers", json!({"organization": branch.id})),
            ("GetOrganization", json!({"organization": branch.id})),
            ("ListGrants", json!({"organization": branch.id})),
        ] {
            assert_eq!(code(&stranger, call, request).await, "NOT_FOUND", "{call}");
        }
        let commune = world.organization(COMMUNE).await;
        let listed = stranger.does("ListMembers", json!({"organization": commune})).await;
        assert_eq!(listed["members"], json!([]), "a commune's list tells a member nothing of other branches");
        assert_eq!(code(&branch.secretary, "ListMembers", json!({"organization": west})).await, "NOT_FOUND");
        // Én stays in thôn Đông for a time: its secretary sees her, and cannot change what thôn Tây keeps.
        let en = world.member("001187000007").await;
        let seen = branch.secretary.does("GetMember", json!({"member": en})).await;
        assert_eq!(seen["citizenIdMasked"], "0011xxxxxx07");
        let change = json!({"member": en, "activity": "SUSPENDED", "fromDate": "2023-11-05", "decisionNumber": "1"});
        assert_eq!(code(&branch.secretary, "SetStanding", change).await, "NOT_FOUND");
    }

    async fn the_officer_of_the_commune_keeps_the_files_below(world: World) {
        let son = world.person(SON).await;
        let commune = world.organization(COMMUNE).await;
        let all = son.does("ListMembers", json!({"organization": commune})).await;
        assert_eq!(all["members"].as_array().unwrap().len(), 12);
        let district = world.organization(town::DISTRICT).await;
        let own = son.does("ListMembers", json!({"organization": district})).await;
        assert_eq!(own["members"], json!([]), "above the committee that keeps the files there are no names");
    }

    async fn standing_changes_by_dates_and_never_twice_for_a_day(world: World) {
        let branch = world.branch().await;
        let secretary = &branch.secretary;
        let exempt = json!({
            "member": branch.lan.id, "activity": "EXEMPT", "exemption": "TEMPORARY",
            "fromDate": "2023-11-05", "toDate": "2023-11-30", "decisionNumber": "07-NQ/CB",
            "exemptionReason": "TREATMENT",
        });
        let now = secretary.does("SetStanding", exempt.clone()).await;
        assert_eq!((&now["activity"], &now["exemption"]), (&json!("EXEMPT"), &json!("TEMPORARY")));
        assert_eq!(code(secretary, "SetStanding", exempt).await, "DIRECTORY_STANDING_OVERLAPS");

        world.later(TimeDelta::days(26)).await;
        let secretary = &world.signs_in(secretary).await;
        let after = secretary.does("GetMember", json!({"member": branch.lan.id})).await;
        assert_eq!(after["activity"], "ACTIVE");
        let nothing = json!({"member": branch.binh.id, "fromDate": "2023-12-01", "decisionNumber": "1"});
        assert_eq!(code(secretary, "SetStanding", nothing).await, "DIRECTORY_NOTHING_TO_SET");
        let own = json!({"member": branch.lan.id, "class": "OFFICIAL", "fromDate": "2023-12-01", "decisionNumber": "1"});
        let lan = &world.signs_in(&branch.lan).await;
        assert_eq!(code(lan, "SetStanding", own).await, "FORBIDDEN");
    }

    async fn organisations_are_founded_where_they_fit(world: World) {
        let mai = world.person(login::MAI).await;
        let commune = world.organization(COMMUNE).await;
        let new = json!({
            "parent": commune, "kind": "BRANCH", "name": "  Chi bộ  thôn Nam ", "code": "01.012.016.000.009",
            "fromDate": "2023-11-01",
        });
        let founded = mai.does("CreateOrganization", new.clone()).await;
        assert_eq!(founded["name"], "Chi bộ thôn Nam");
        assert_eq!(founded["code"], "01.012.016.000.009");
        assert_eq!(founded["parent"], json!(commune));
        assert_eq!(code(&mai, "CreateOrganization", new).await, "DIRECTORY_CODE_TAKEN");
        let misfit = json!({"parent": founded["id"], "kind": "BRANCH", "name": "Chi bộ"});
        assert_eq!(code(&mai, "CreateOrganization", misfit).await, "DIRECTORY_KIND_DOES_NOT_FIT");
        let tomorrow = json!({"parent": commune, "kind": "BRANCH", "name": "Chi bộ", "fromDate": "2023-11-06"});
        assert_eq!(code(&mai, "CreateOrganization", tomorrow).await, "INVALID_ARGUMENT");

        let now = mai.does("ListOrganizations", json!({"parent": commune})).await;
        assert_eq!(
            each(&now, "organizations", "code"),
            ["01.012.016.000.001", "01.012.016.000.002", "01.012.016.000.003", "01.012.016.000.009"]
        );
        let before = mai.does("ListOrganizations", json!({"parent": commune, "asOf": "2023-10-31"})).await;
        assert_eq!(before["organizations"].as_array().unwrap().len(), 3);
        let unborn = json!({"organization": founded["id"], "asOf": "2023-10-31"});
        assert_eq!(code(&mai, "GetOrganization", unborn).await, "NOT_FOUND");
    }

    async fn roles_are_granted_from_above_and_end(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        let appoint = json!({"organization": branch.id, "member": branch.lan.id, "role": "COMMITTEE_MEMBER"});
        assert_eq!(code(&branch.secretary, "GrantRole", appoint.clone()).await, "FORBIDDEN");
        let grant = son.does("GrantRole", appoint.clone()).await;
        assert_eq!((&grant["memberName"], &grant["fromDate"]), (&json!("Nguyễn Thị Lan"), &json!("2023-11-05")));
        assert_eq!(code(&son, "GrantRole", appoint).await, "DIRECTORY_GRANT_OVERLAPS");
        for (role, refusal) in [
            ("SYSTEM_ADMIN", "DIRECTORY_ROLE_NOT_YOURS"),
            ("STANDING_COMMITTEE", "DIRECTORY_ROLE_DOES_NOT_FIT"),
        ] {
            let wrong = json!({"organization": branch.id, "member": branch.lan.id, "role": role});
            assert_eq!(code(&son, "GrantRole", wrong).await, refusal);
        }
        let nobody = json!({"organization": branch.id, "member": uuid::Uuid::new_v4(), "role": "CELL_LEADER"});
        assert_eq!(code(&son, "GrantRole", nobody).await, "DIRECTORY_UNKNOWN_MEMBER");

        let held = branch.secretary.does("ListGrants", json!({"organization": branch.id})).await;
        assert_eq!(
            each(&held, "grants", "role"),
            ["SECRETARY", "COMMITTEE_MEMBER", "DEPUTY_SECRETARY"]
        );
        world.later(TimeDelta::days(2)).await;
        let son = &world.signs_in(&son).await;
        let ended = son.does("EndGrant", json!({"grant": grant["id"]})).await;
        assert_eq!(ended["toDate"], "2023-11-06");
        let secretary = &world.signs_in(&branch.secretary).await;
        let held = secretary.does("ListGrants", json!({"organization": branch.id})).await;
        assert_eq!(held["grants"].as_array().unwrap().len(), 2);
        assert_eq!(code(secretary, "EndGrant", json!({"grant": grant["id"]})).await, "FORBIDDEN");
    }
}
