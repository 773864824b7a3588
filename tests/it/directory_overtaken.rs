//! A membership ends while a reorganisation is on its way, or is given back after one.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay::base::Id;

use crate::directory_reorganization::ordered;
use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town::{EAST, WEST, login};
use crate::support::world::World;

const SON: &str = "001080000011";

fn ends(member: Id, day: &str) -> Value {
    json!({"member": member, "kind": "LEFT", "day": day, "decisionNumber": "21-QĐ/ĐU"})
}

async fn homes(person: &Person, member: Id) -> Vec<(Value, Value, Value)> {
    let held = person.does("ListStandings", json!({"member": member})).await;
    let spans = held["spans"].as_array().unwrap().iter();
    spans
        .filter(|span| span["relation"] == "HOME")
        .map(|span| {
            (
                span["organization"].clone(),
                span["fromDate"].clone(),
                span["toDate"].clone(),
            )
        })
        .collect()
}

async fn merges(world: &World, mai: &Person, day: &str) {
    let (east, west) = (world.organization(EAST).await, world.organization(WEST).await);
    mai.does(
        "MergeOrganizations",
        ordered(day, json!({"organization": west, "merged": [east]})),
    )
    .await;
}

over_both_wires! {
    async fn whoever_leaves_before_the_day_of_a_merger_never_goes_over(world: World) {
        let (branch, mai, son) = (world.branch().await, world.person(login::MAI).await, world.person(SON).await);
        merges(&world, &mai, "2023-11-08").await;
        assert_eq!(homes(&mai, branch.lan.id).await.len(), 2, "from the day on at home in thôn Tây");
        son.does("EndMembership", ends(branch.lan.id, "2023-11-05")).await;
        let homes_then = homes(&mai, branch.lan.id).await;
        assert_eq!(homes_then.len(), 1);
        assert_eq!(homes_then[0].2, "2023-11-04");
        // It was somebody else of the same name: she goes over as if nothing had been.
        son.does("UndoEndMembership", json!({"member": branch.lan.id, "reason": "Ghi nhầm"})).await;
        let (east, west) = (json!(branch.id), json!(world.organization(WEST).await));
        let back = homes(&mai, branch.lan.id).await;
        assert_eq!((&back[0].0, &back[0].2), (&east, &json!("2023-11-07")));
        assert_eq!(back[1], (west, json!("2023-11-08"), json!("")));
        // And once more, with a day before the merger, when that is over.
        world.later(TimeDelta::days(4)).await;
        let son = world.signs_in(&son).await;
        son.does("EndMembership", ends(branch.lan.id, "2023-11-07")).await;
        let gone = homes(&world.signs_in(&mai).await, branch.lan.id).await;
        assert_eq!((gone.len(), &gone[0].2), (1, &json!("2023-11-06")));
    }

    async fn whoever_is_a_member_again_is_one_of_what_the_branch_became(world: World) {
        let (branch, mai, son) = (world.branch().await, world.person(login::MAI).await, world.person(SON).await);
        son.does("GrantRole", json!({
            "organization": branch.id, "member": branch.lan.id, "role": "COMMITTEE_MEMBER", "fromDate": "2023-11-01",
        })).await;
        son.does("EndMembership", ends(branch.lan.id, "2023-11-05")).await;
        merges(&world, &mai, "2023-11-05").await;
        world.word_gets_round().await;
        son.does("UndoEndMembership", json!({"member": branch.lan.id, "reason": "Ghi nhầm"})).await;
        let west = json!(world.organization(WEST).await);
        assert_eq!(homes(&mai, branch.lan.id).await[1], (west.clone(), json!("2023-11-05"), json!("")));
        world.later(TimeDelta::seconds(1)).await;
        let me = world.signs_in(&branch.lan).await.does("GetMe", json!({})).await;
        assert_eq!(me["memberships"][0]["organization"], west);
        assert_eq!(me["grants"], json!([]), "the post ended with the branch");
    }
}
