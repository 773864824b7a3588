//! What waits for somebody follows a reorganisation: transfers, stays elsewhere, proposed roles; and members are told.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay::access::Role;
use sotay::base::Id;
use sotay::directory::roles::{self, Proposal};
use sotay::jobs::{self, Fact};

use crate::directory_reorganization::ordered;
use crate::directory_roster_long::long_list;
use crate::support::people::{Branch, Person};
use crate::support::scenario::over_both_wires;
use crate::support::town::{COMMUNE, EAST, WEST, login};
use crate::support::wire::Wire;
use crate::support::world::World;

const SON: &str = "001080000011";
const OFFICE: &str = "01012016000003";

async fn merges(mai: &Person, merged: Id, into: Id, day: &str) -> Value {
    let ask = ordered(day, json!({"organization": into, "merged": [merged]}));
    mai.does("MergeOrganizations", ask).await
}

/// Titles of the member's notices about the own matters.
async fn told(person: &Person) -> Vec<String> {
    let inbox = person.does("ListMyNotices", json!({})).await;
    let notices = inbox["notices"].as_array().unwrap().iter();
    notices
        .map(|notice| notice["title"].as_str().unwrap().to_owned())
        .filter(|title| title.contains('→'))
        .collect()
}

/// Lan asks to move to thôn Tây, and the slip is handed over.
async fn under_way(branch: &Branch, son: &Person, to: Id) -> Value {
    let ask = json!({"member": branch.lan.id, "to": to, "reason": "Chuyển nơi ở"});
    let transfer = branch.lan.does("RequestTransfer", ask).await;
    let about = json!({"transfer": transfer["id"]});
    branch.secretary.does("ConfirmTransfer", about.clone()).await;
    let introduce = json!({"transfer": transfer["id"], "decisionNumber": "31-GTSHĐ"});
    son.does("IntroduceTransfer", introduce).await;
    son.does("HandOverTransfer", about.clone()).await;
    about
}

fn step<'a>(transfer: &'a Value, name: &str) -> &'a Value {
    let steps = transfer["steps"].as_array().unwrap();
    steps
        .iter()
        .find(|step| step["step"] == name)
        .unwrap_or_else(|| panic!("no {name} in {steps:?}"))
}

/// Everything that was told is told once more, as after a crash.
async fn told_again(world: &World, event: &Value) {
    let mut errand = world.errand().await;
    let event = event.as_str().unwrap().parse().unwrap();
    jobs::tell(errand.conn(), Fact::OrganizationsReshaped, event)
        .await
        .unwrap();
    errand.commit(()).await.unwrap();
    world.word_gets_round().await;
}

over_both_wires! {
    async fn whoever_takes_a_branch_in_takes_its_side_of_a_transfer(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let (son, hanh) = (world.person(SON).await, world.person(login::HANH).await);
        let (west, office) = (world.organization(WEST).await, world.organization(OFFICE).await);
        let about = under_way(&branch, &son, west).await;
        hanh.does("GetTransfer", about.clone()).await;
        let done = merges(&mai, west, office, "2023-11-05").await;
        assert_eq!(done["openTransfers"], 1);
        world.word_gets_round().await;

        let whole = branch.lan.does("GetTransfer", about.clone()).await;
        assert_eq!((&whole["to"], &whole["toName"]), (&json!(office), &json!("Chi bộ cơ quan")));
        assert_eq!((&whole["state"], &whole["dueDate"]), (&json!("UNDER_WAY"), &json!("2024-01-29")));
        let step = step(&whole, "FOLLOW");
        assert_eq!(step["byName"], "Quách Thị Mai");
        assert_eq!(step["note"], "Chi bộ thôn Đông → Chi bộ cơ quan (21-QĐ/HU)");
        assert_eq!(told(&branch.lan).await, ["Chuyển sinh hoạt đảng: Chi bộ thôn Đông → Chi bộ cơ quan"]);
        assert_eq!(hanh.is_refused("GetTransfer", about.clone()).await.code, "NOT_FOUND", "she leads it no more");
        told_again(&world, &done["event"]["id"]).await;
        assert_eq!(told(&branch.lan).await.len(), 1);

        son.does("ReceiveTransfer", about.clone()).await;
        son.does("CompleteTransfer", about.clone()).await;
        let me = branch.lan.does("GetMe", json!({})).await;
        assert_eq!(me["memberships"][0]["organization"], json!(office));
    }

    async fn a_transfer_whose_two_sides_become_one_is_done(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let west = world.organization(WEST).await;
        let ask = json!({"member": branch.lan.id, "to": west});
        let transfer = branch.lan.does("RequestTransfer", ask).await;
        let about = json!({"transfer": transfer["id"]});
        let done = merges(&mai, west, branch.id, "2023-11-05").await;
        world.word_gets_round().await;
        let whole = branch.lan.does("GetTransfer", about.clone()).await;
        assert_eq!(whole["state"], "COMPLETED");
        assert_eq!(step(&whole, "COMPLETE")["note"], "Chi bộ thôn Đông → Chi bộ thôn Đông (21-QĐ/HU)");
        assert_eq!(branch.secretary.is_refused("ConfirmTransfer", about).await.code, "DIRECTORY_TRANSFER_STATE");
        assert_eq!(told(&branch.lan).await, ["Chuyển sinh hoạt đảng: Chi bộ thôn Đông → Chi bộ thôn Đông"]);
        told_again(&world, &done["event"]["id"]).await;
        assert_eq!(told(&branch.lan).await.len(), 1);
        let me = branch.lan.does("GetMe", json!({})).await;
        assert_eq!(me["memberships"][0]["organization"], json!(branch.id));
        // Nothing is open that would stand in the way of another.
        let office = world.organization(OFFICE).await;
        branch.lan.does("RequestTransfer", json!({"member": branch.lan.id, "to": office})).await;
    }

    async fn a_transfer_starts_where_the_member_went(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let west = world.organization(WEST).await;
        let going = branch.lan.does("RequestTransfer", json!({"member": branch.lan.id, "to": west})).await;
        let staying = branch.binh.does("RequestTransfer", json!({"member": branch.binh.id, "to": west})).await;
        let part = json!([{"name": "Chi bộ thôn Đông Khê", "members": [branch.lan.id]}]);
        let split = ordered("2023-11-05", json!({"organization": branch.id, "parts": part}));
        let done = mai.does("SplitOrganization", split).await;
        world.word_gets_round().await;
        let going = branch.lan.does("GetTransfer", json!({"transfer": going["id"]})).await;
        assert_eq!((&going["from"], &going["to"]), (&done["organizations"][0]["id"], &json!(west)));
        let staying = branch.binh.does("GetTransfer", json!({"transfer": staying["id"]})).await;
        assert_eq!((&staying["from"], staying["steps"].as_array().unwrap().len()), (&json!(branch.id), 1));
        assert_eq!(told(&branch.binh).await, [""; 0]);
        assert_eq!(
            branch.secretary.is_refused("ConfirmTransfer", json!({"transfer": going["id"]})).await.code,
            "NOT_FOUND",
            "a member of another branch now",
        );
    }

    async fn a_transfer_to_what_nobody_carries_on_ends_with_the_reason(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let commune = world.organization(COMMUNE).await;
        let new = json!({"parent": commune, "kind": "BRANCH", "name": "Chi bộ tạm", "fromDate": "2023-01-01"});
        let founded = mai.does("CreateOrganization", new).await;
        let ask = json!({"member": branch.lan.id, "to": founded["id"]});
        let transfer = branch.lan.does("RequestTransfer", ask.clone()).await;
        let end = ordered("2023-11-07", json!({"organization": founded["id"]}));
        let done = mai.does("DissolveOrganization", end).await;
        assert_eq!(done["openTransfers"], 1);
        world.word_gets_round().await;
        let about = json!({"transfer": transfer["id"]});
        assert_eq!(branch.lan.does("GetTransfer", about.clone()).await["state"], "REQUESTED", "its day has not come");

        world.later(TimeDelta::days(2)).await;
        world.word_gets_round().await;
        let lan = world.signs_in(&branch.lan).await;
        let whole = lan.does("GetTransfer", about).await;
        assert_eq!(whole["state"], "WITHDRAWN");
        assert_eq!(step(&whole, "WITHDRAW")["note"], "Chi bộ thôn Đông → Chi bộ tạm (21-QĐ/HU)");
        assert_eq!(told(&lan).await, ["Chuyển sinh hoạt đảng: Chi bộ thôn Đông → Chi bộ tạm"]);
        assert_eq!(lan.is_refused("RequestTransfer", ask).await.code, "DIRECTORY_UNKNOWN_HOST");
    }

    async fn a_stay_goes_on_at_whatever_the_host_became(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let (son, west, office) = (
            world.person(SON).await, world.organization(WEST).await, world.organization(OFFICE).await,
        );
        let stay = json!({
            "member": branch.lan.id, "host": west, "purpose": "WORK",
            "fromDate": "2023-11-05", "toDate": "2024-04-30", "decisionNumber": "15-GT/CB",
        });
        let stay = branch.secretary.does("StartTemporaryStay", stay).await;
        assert_eq!(stay["state"], "SENT");
        merges(&mai, west, office, "2023-11-05").await;
        world.word_gets_round().await;
        let listed = son.does("ListTemporaryStays", json!({"organization": office})).await;
        assert_eq!(listed["stays"][0]["host"], json!(office));
        assert_eq!(told(&branch.lan).await, ["Sinh hoạt tạm thời: Chi bộ thôn Đông → Chi bộ cơ quan"]);
        let received = son.does("ReceiveTemporaryStay", json!({"stay": stay["id"]})).await;
        assert_eq!((&received["state"], &received["host"]), (&json!("LASTING"), &json!(office)));
        // Received, and the home goes over too: the stay goes on from there.
        let new = json!({"parent": world.organization(COMMUNE).await, "kind": "BRANCH", "name": "Chi bộ Khê", "fromDate": "2023-01-01"});
        let khe = mai.does("CreateOrganization", new).await;
        merges(&mai, branch.id, khe["id"].as_str().unwrap().parse().unwrap(), "2023-11-05").await;
        world.word_gets_round().await;
        let listed = son.does("ListTemporaryStays", json!({"organization": office})).await;
        assert_eq!((&listed["stays"][0]["home"], &listed["stays"][0]["host"]), (&khe["id"], &json!(office)));
        let ended = son.does("EndTemporaryStay", json!({"stay": stay["id"], "day": "2024-01-01"})).await;
        assert_eq!(ended["toDate"], "2023-12-31");
    }

    async fn a_stay_at_what_has_become_the_home_is_over(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let (west, hanh) = (world.organization(WEST).await, world.person(login::HANH).await);
        let ask = |member: Id| json!({
            "member": member, "host": west, "purpose": "WORK",
            "fromDate": "2023-11-01", "toDate": "2024-04-30", "decisionNumber": "15-GT/CB",
        });
        let received = branch.secretary.does("StartTemporaryStay", ask(branch.lan.id)).await;
        hanh.does("ReceiveTemporaryStay", json!({"stay": received["id"]})).await;
        let sent = branch.secretary.does("StartTemporaryStay", ask(branch.binh.id)).await;
        let done = merges(&mai, west, branch.id, "2023-11-05").await;
        world.word_gets_round().await;
        for (person, stay) in [(&branch.lan, received), (&branch.binh, sent)] {
            let me = person.does("GetMe", json!({})).await;
            let relations: Vec<_> = me["memberships"].as_array().unwrap().iter().map(|held| &held["relation"]).collect();
            assert_eq!(relations, ["HOME"]);
            assert_eq!(told(person).await, ["Sinh hoạt tạm thời: Chi bộ thôn Đông → Chi bộ thôn Đông"]);
            let end = branch.secretary.is_refused("EndTemporaryStay", json!({"stay": stay["id"]})).await;
            assert_eq!(end.code, "DIRECTORY_STAY_ENDED", "it is found, and over");
        }
        told_again(&world, &done["event"]["id"]).await;
        assert_eq!(told(&branch.lan).await.len(), 1);
    }

    async fn a_proposed_role_waits_with_whoever_carries_on(world: World) {
        let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
        let (west, son) = (world.organization(WEST).await, world.person(SON).await);
        let hanh = world.member(login::HANH).await;
        let proposal = |member: Id, organization: Id, title: &str| Proposal {
            member, organization, title: title.to_owned(), role: Some(Role::CommitteeMember), source: Id::nil(),
        };
        let mut errand = world.errand().await;
        let clock = errand.clock().clone();
        let waiting = [
            proposal(hanh, west, "Chi ủy viên"), proposal(branch.lan.id, west, "Chi ủy viên"),
            proposal(branch.lan.id, branch.id, "CHI UY VIEN"),
        ];
        roles::propose(errand.conn(), &clock, &waiting).await.unwrap();
        errand.commit(()).await.unwrap();
        merges(&mai, west, branch.id, "2023-11-05").await;
        world.word_gets_round().await;
        let listed = son.does("ListRoleProposals", json!({"organization": branch.id})).await;
        let listed = listed["proposals"].as_array().unwrap();
        assert_eq!(listed.len(), 2, "what waited twice waits once");
        let hers = listed.iter().find(|proposal| proposal["member"] == json!(hanh)).unwrap();
        let granted = son.does("ConfirmRoleProposal", json!({"proposal": hers["id"]})).await;
        assert_eq!(granted["organization"], json!(world.organization(EAST).await));
    }
}

#[tokio::test]
async fn a_list_that_is_under_way_is_for_whoever_carries_on() {
    let world = World::over(Wire::Rest).await;
    let (branch, mai) = (world.branch().await, world.person(login::MAI).await);
    let (west, hanh) = (world.organization(WEST).await, world.person(login::HANH).await);
    let (_, accepted) = hanh.uploads(west, "", long_list()).await.unwrap();
    merges(&mai, west, branch.id, "2023-11-05").await;
    world.word_gets_round().await;
    let done = branch
        .secretary
        .does("GetImport", json!({"import": accepted["id"]}))
        .await;
    assert_eq!(
        (&done["state"], &done["created"]),
        (&json!("DONE"), &json!(5_299))
    );
    let listed = json!({"organization": branch.id, "query": "Ma Văn An"});
    let found = branch.secretary.does("ListMembers", listed).await;
    assert_ne!(
        found["members"],
        json!([]),
        "they are at home in what took the branch in"
    );
}
