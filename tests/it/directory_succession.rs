//! What becomes of organisations: many that become a new one, one that becomes several, and what waits for its day.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay::base::Id;

use crate::directory_reorganization::ordered;
use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town::{COMMUNE, DISTRICT, EAST, WEST, login};

async fn code(person: &Person, call: &str, request: Value) -> String {
    person.is_refused(call, request).await.code
}

async fn founds(mai: &Person, parent: Id, kind: &str, name: &str) -> Id {
    let new = json!({"parent": parent, "kind": kind, "name": name, "fromDate": "2023-01-01"});
    let founded = mai.does("CreateOrganization", new).await;
    founded["id"].as_str().unwrap().parse().unwrap()
}

async fn reads(person: &Person, organization: &Value) -> Value {
    person
        .does("GetOrganization", json!({"organization": organization}))
        .await
}

over_both_wires! {
    async fn five_communes_become_a_new_one(world: World) {
        let (mai, son) = (world.person(login::MAI).await, world.person("001080000011").await);
        let (district, old) = (world.organization(DISTRICT).await, world.organization(COMMUNE).await);
        let mut communes = vec![old];
        for name in ["Đảng bộ thị trấn Phùng", "Đảng bộ xã Đan Phượng", "Đảng bộ xã Đồng Tháp", "Đảng bộ xã Thượng Mỗ"] {
            let commune = founds(&mai, district, "GRASSROOTS_COMMITTEE", name).await;
            founds(&mai, commune, "BRANCH", "Chi bộ thôn 1").await;
            communes.push(commune);
        }
        let into = json!({"name": "Đảng bộ xã Đan Phượng", "code": "01.012.100.000.000"});
        let ask = ordered("2023-07-01", json!({"organization": district, "merged": communes, "into": into}));
        assert_eq!(code(&son, "MergeOrganizations", ask.clone()).await, "FORBIDDEN");
        let done = mai.does("MergeOrganizations", ask).await;
        let new = done["organizations"][0].clone();
        assert_eq!((&new["name"], &new["fromDate"]), (&json!("Đảng bộ xã Đan Phượng"), &json!("2023-07-01")));
        assert_eq!(new["kind"], "GRASSROOTS_COMMITTEE");
        assert!(communes.iter().all(|commune| json!(commune) != new["id"]), "the old and the new are two");
        assert_eq!(done["movedOrganizations"].as_array().unwrap().len(), 7);
        assert_eq!(done["movedMembers"], json!([]), "branches go as they are");

        let now = mai.does("ListOrganizations", json!({"parent": district})).await;
        assert_eq!(now["organizations"], json!([new]));
        let before = mai.does("ListOrganizations", json!({"parent": district, "asOf": "2023-06-30"})).await;
        assert_eq!(before["organizations"].as_array().unwrap().len(), 5);
        let branches = mai.does("ListOrganizations", json!({"parent": new["id"]})).await;
        assert_eq!(branches["organizations"].as_array().unwrap().len(), 7);
        let gone = reads(&mai, &json!(old)).await;
        assert_eq!((&gone["toDate"], &gone["successors"]), (&json!("2023-06-30"), &json!([new["id"]])));
        // A member of a branch below still finds the commune that is named on older papers; its officer holds nothing now.
        let lan = world.person(login::LAN).await;
        assert_eq!(reads(&lan, &json!(old)).await["name"], "Đảng bộ xã Song Phượng");
        let east = json!({"organization": world.organization(EAST).await});
        assert_eq!(code(&son, "ListMembers", east.clone()).await, "NOT_FOUND");
        mai.does("GrantRole", json!({"organization": new["id"], "member": son.id, "role": "ORGANISATION_OFFICER"})).await;
        let listed = son.does("ListMembers", json!({"organization": new["id"]})).await;
        assert_eq!(listed["members"].as_array().unwrap().len(), 12, "who keeps the files of the new one sees all of it");
        let history = son.does("ListOrganizationEvents", json!({"organization": old})).await;
        assert_eq!(history["events"][0]["kind"], "MERGED");
        assert_eq!(history["events"][0]["parts"].as_array().unwrap().len(), 6);
    }

    async fn a_branch_is_split_and_who_goes_leaves_the_posts(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let (minh, en) = (world.member("001070000002").await, world.member(login::EN).await);
        let part = |members: Value| json!([{"name": "Chi bộ thôn Đông Khê", "code": "01.012.016.000.011", "members": members}]);
        let ask = |members: Value| ordered("2023-11-05", json!({"organization": branch.id, "parts": part(members)}));
        let stranger = world.member(login::HANH).await;
        assert_eq!(code(&mai, "SplitOrganization", ask(json!([stranger]))).await, "DIRECTORY_NOT_BELOW");
        let twice = mai.is_refused("SplitOrganization", ask(json!([minh, minh]))).await;
        assert_eq!(twice.fields[0].0, "parts[0].members");
        let mut ends = ask(json!([minh, en]));
        ends["ends"] = json!(true);
        assert_eq!(code(&mai, "SplitOrganization", ends).await, "DIRECTORY_NOT_EMPTY");

        let done = mai.does("SplitOrganization", ask(json!([minh, en]))).await;
        let new = &done["organizations"][0];
        assert_eq!((&done["movedMembers"][0]["home"], &done["movedMembers"][0]["temporary"]), (&json!(1), &json!(1)));
        assert_eq!(done["endedGrants"][0]["memberName"], "Trần Văn Minh");
        assert_eq!(reads(&mai, &json!(branch.id)).await["successors"], json!([]), "what goes on has no successors");
        let left = branch.secretary.does("ListMembers", json!({"organization": branch.id})).await;
        assert_eq!(left["members"].as_array().unwrap().len(), 5);
        let gone = mai.does("ListMembers", json!({"organization": new["id"]})).await;
        assert_eq!(gone["members"].as_array().unwrap().len(), 2);
        assert_eq!(code(&branch.secretary, "ListMembers", json!({"organization": new["id"]})).await, "NOT_FOUND");
    }

    async fn nobody_is_left_behind_when_an_organisation_is_dissolved(world: World) {
        let mai = world.person(login::MAI).await;
        let (district, commune) = (world.organization(DISTRICT).await, world.organization(COMMUNE).await);
        let (east, west) = (world.organization(EAST).await, world.organization(WEST).await);
        let ask = |request: Value| ordered("2023-11-05", request);
        assert_eq!(code(&mai, "DissolveOrganization", ask(json!({"organization": west}))).await, "DIRECTORY_NOT_EMPTY");
        let itself = ask(json!({"organization": west, "membersTo": west}));
        assert_eq!(code(&mai, "DissolveOrganization", itself).await, "DIRECTORY_CIRCLE");
        let up = ask(json!({"organization": west, "membersTo": commune}));
        assert_eq!(code(&mai, "DissolveOrganization", up).await, "DIRECTORY_KIND_DOES_NOT_FIT");
        let done = mai.does("DissolveOrganization", ask(json!({"organization": west, "membersTo": east}))).await;
        assert_eq!(done["movedMembers"][0]["home"], 3);
        assert_eq!(reads(&mai, &json!(west)).await["successors"], json!([east]));

        let below = ask(json!({"organization": commune, "childrenTo": east}));
        assert_eq!(code(&mai, "DissolveOrganization", below).await, "DIRECTORY_KIND_DOES_NOT_FIT");
        mai.does("DissolveOrganization", ask(json!({"organization": commune, "childrenTo": district}))).await;
        let children = mai.does("ListOrganizations", json!({"parent": district})).await;
        assert_eq!(children["organizations"].as_array().unwrap().len(), 2);

        let empty = founds(&mai, district, "BRANCH", "Chi bộ tạm").await;
        mai.does("DissolveOrganization", ask(json!({"organization": empty}))).await;
        let gone = reads(&mai, &json!(empty)).await;
        assert_eq!((&gone["toDate"], &gone["successors"]), (&json!("2023-11-04"), &json!([])));
    }

    async fn what_is_decided_for_a_day_waits_for_it(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let hanh = world.person(login::HANH).await;
        let west = world.organization(WEST).await;
        let ask = ordered("2023-11-08", json!({"organization": branch.id, "merged": [west]}));
        mai.does("MergeOrganizations", ask).await;
        let meeting = hanh.calls_a_meeting(west).await;
        // Somebody comes while the decision is on its way: he goes where the others go.
        let mut owner = world.database.owner().await;
        sqlx::query("update directory.memberships set organization = $1, during = '[2023-11-06,)' where member = $2 and relation = 'HOME'")
            .bind(west).bind(world.member("001088000006").await).execute(&mut owner).await.unwrap();
        let before = mai.does("ListMembers", json!({"organization": branch.id})).await;
        assert_eq!(before["members"].as_array().unwrap().len(), 6);
        let planned = reads(&mai, &json!(west)).await;
        assert_eq!((&planned["toDate"], &planned["successors"]), (&json!("2023-11-07"), &json!([branch.id])));

        world.later(TimeDelta::days(3)).await;
        world.word_gets_round().await;
        let secretary = world.signs_in(&branch.secretary).await;
        let after = secretary.does("ListMembers", json!({"organization": branch.id})).await;
        assert_eq!(after["members"].as_array().unwrap().len(), 9);
        let carried = secretary.does("GetMeeting", json!({"meeting": meeting.id})).await;
        assert_eq!(carried["organization"], json!(branch.id));
        let hanh = world.signs_in(&hanh).await;
        assert_eq!(code(&hanh, "IssueMeeting", json!({"meeting": meeting.id})).await, "FORBIDDEN");
        hanh.does("GetMeeting", json!({"meeting": meeting.id})).await;
    }

    async fn what_was_held_before_one_came_stays_with_those_who_held_it(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let (giang, west) = (world.stranger().await, world.organization(WEST).await);
        let held = branch.secretary.calls_a_meeting(branch.id).await;
        branch.secretary.opens(&held).await;
        branch.secretary.closes(&held).await;
        world.later(TimeDelta::days(1)).await;
        let mai = world.signs_in(&mai).await;
        let ask = ordered("2023-11-06", json!({"organization": branch.id, "merged": [west]}));
        mai.does("MergeOrganizations", ask).await;
        world.word_gets_round().await;
        let (giang, lan) = (world.signs_in(&giang).await, world.signs_in(&branch.lan).await);
        let about = json!({"meeting": held.id});
        giang.does("ListMembers", json!({"organization": branch.id})).await;
        assert_eq!(code(&giang, "GetMeeting", about.clone()).await, "NOT_FOUND");
        lan.does("GetMeeting", about).await;
    }
}
