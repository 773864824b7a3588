//! Transfers from hand to hand: at home in exactly one branch, signed in throughout, late without an end.

use chrono::TimeDelta;
use serde_json::{Value, json};
use sotay::base::Id;

use crate::support::people::Person;
use crate::support::scenario::over_both_wires;
use crate::support::town::{self, login};
use crate::support::wire::Wire;
use crate::support::world::World;

const SON: &str = "001080000011";
const STEPS: [&str; 7] = [
    "ConfirmTransfer",
    "IntroduceTransfer",
    "HandOverTransfer",
    "ReceiveTransfer",
    "CompleteTransfer",
    "RefuseTransfer",
    "WithdrawTransfer",
];

/// How many homes a member has today.
async fn homes(world: &World, member: Id) -> i64 {
    sqlx::query_scalar(
        "select count(*)
         from directory.memberships
         where member = $1 and relation = 'HOME' and during @> '2023-11-05'::date",
    )
    .bind(member)
    .fetch_one(&mut world.database.owner().await)
    .await
    .unwrap()
}

async fn sees_lan(person: &Person, organization: Id) -> bool {
    let listed = person
        .does("ListMembers", json!({"organization": organization}))
        .await;
    let members = listed["members"].as_array().unwrap();
    members.iter().any(|member| member["name"] == "Nguyễn Thị Lan")
}

fn step(name: &str, transfer: &Value) -> Value {
    match name {
        "IntroduceTransfer" => json!({"transfer": transfer, "decisionNumber": "31-GTSHĐ"}),
        "RefuseTransfer" => json!({"transfer": transfer, "reason": "Chưa bàn giao"}),
        _ => json!({"transfer": transfer}),
    }
}

over_both_wires! {
    async fn a_member_moves_and_is_never_nowhere(world: World) {
        let branch = world.branch().await;
        let (son, hanh) = (world.person(SON).await, world.person(login::HANH).await);
        let west = world.organization(town::WEST).await;
        son.does("GrantRole", json!({
            "organization": branch.id, "member": branch.lan.id, "role": "CELL_LEADER", "fromDate": "2023-11-01",
        })).await;
        let ask = json!({"member": branch.lan.id, "to": west, "reason": "Chuyển nơi ở"});
        assert_eq!(hanh.is_refused("RequestTransfer", ask.clone()).await.code, "NOT_FOUND");
        assert_eq!(branch.binh.is_refused("RequestTransfer", ask.clone()).await.code, "FORBIDDEN");
        let transfer = branch.lan.does("RequestTransfer", ask.clone()).await;
        assert_eq!(branch.lan.is_refused("RequestTransfer", ask).await.code, "DIRECTORY_TRANSFER_OPEN");
        let id = &transfer["id"];
        let about = json!({"transfer": id});
        assert_eq!(hanh.is_refused("GetTransfer", about.clone()).await.code, "NOT_FOUND", "not hers to see yet");
        assert_eq!(branch.lan.is_refused("ConfirmTransfer", about.clone()).await.code, "DIRECTORY_TRANSFER_NOT_YOURS");
        branch.secretary.does("ConfirmTransfer", about.clone()).await;
        let introduce = step("IntroduceTransfer", id);
        let refused = branch.secretary.is_refused("IntroduceTransfer", introduce.clone()).await;
        assert_eq!(refused.code, "DIRECTORY_TRANSFER_NOT_YOURS");
        let introduced = son.does("IntroduceTransfer", introduce).await;
        // Sixty working days from Sunday 05/11/2023, New Year's Day off.
        assert_eq!((&introduced["dueDate"], &introduced["overdue"]), (&json!("2024-01-29"), &json!(false)));
        let under_way = son.does("HandOverTransfer", about.clone()).await;
        assert_eq!(under_way["state"], "UNDER_WAY");

        let there = hanh.does("GetTransfer", about.clone()).await;
        assert_eq!((&there["memberName"], &there["state"]), (&json!("Nguyễn Thị Lan"), &json!("UNDER_WAY")));
        assert_eq!((&there["member"], &there["reason"], &there["steps"]), (&json!(""), &json!(""), &json!([])));
        assert_eq!(hanh.is_refused("GetMember", json!({"member": branch.lan.id})).await.code, "NOT_FOUND");
        branch.lan.does("GetMe", json!({})).await;
        assert!(sees_lan(&branch.secretary, branch.id).await && !sees_lan(&hanh, west).await);

        son.does("ReceiveTransfer", about.clone()).await;
        let refused = branch.secretary.is_refused("CompleteTransfer", about.clone()).await;
        assert_eq!(refused.code, "DIRECTORY_TRANSFER_NOT_YOURS");
        let done = hanh.does("CompleteTransfer", about.clone()).await;
        assert_eq!((&done["state"], &done["member"]), (&json!("COMPLETED"), &json!(branch.lan.id)));
        assert!(!sees_lan(&branch.secretary, branch.id).await && sees_lan(&hanh, west).await);
        assert_eq!(homes(&world, branch.lan.id).await, 1);
        let me = branch.lan.does("GetMe", json!({})).await;
        assert_eq!(me["memberships"][0]["organization"], json!(west));
        assert_eq!(me["grants"], json!([]), "posts of the old branch ended");
        let before = json!({"organization": branch.id, "asOf": "2023-11-04"});
        let then = branch.secretary.does("ListMembers", before).await;
        let names = then["members"].as_array().unwrap();
        assert!(names.iter().any(|member| member["name"] == "Nguyễn Thị Lan"), "as it was then");
        let whole = branch.lan.does("GetTransfer", about).await;
        assert_eq!(whole["steps"].as_array().unwrap().len(), 6);
    }

    async fn late_is_told_and_ends_nothing(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        let west = world.organization(town::WEST).await;
        let ask = json!({"member": branch.lan.id, "to": west});
        let transfer = branch.secretary.does("RequestTransfer", ask).await;
        let id = &transfer["id"];
        branch.secretary.does("ConfirmTransfer", json!({"transfer": id})).await;
        son.does("IntroduceTransfer", step("IntroduceTransfer", id)).await;
        let commune = world.organization(town::COMMUNE).await;
        let late = json!({"organization": commune, "overdue": true});
        assert_eq!(son.does("ListTransfers", late.clone()).await["transfers"], json!([]));
        world.later(TimeDelta::days(100)).await;
        let son = world.signs_in(&son).await;
        let listed = son.does("ListTransfers", late).await;
        assert_eq!(listed["transfers"][0]["id"], *id);
        for name in ["HandOverTransfer", "ReceiveTransfer", "CompleteTransfer"] {
            son.does(name, json!({"transfer": id})).await;
        }
        assert_eq!(son.does("GetTransfer", json!({"transfer": id})).await["overdue"], false);
    }

    async fn refused_and_withdrawn_leave_the_member_at_home(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        let west = world.organization(town::WEST).await;
        let ask = json!({"member": branch.lan.id, "to": west});
        let transfer = branch.lan.does("RequestTransfer", ask.clone()).await;
        let refuse = step("RefuseTransfer", &transfer["id"]);
        assert_eq!(son.is_refused("RefuseTransfer", refuse.clone()).await.code, "DIRECTORY_TRANSFER_NOT_YOURS");
        assert_eq!(branch.secretary.does("RefuseTransfer", refuse.clone()).await["state"], "REFUSED");
        assert_eq!(branch.secretary.is_refused("RefuseTransfer", refuse).await.code, "DIRECTORY_TRANSFER_STATE");
        let transfer = branch.lan.does("RequestTransfer", ask).await;
        let withdrawn = branch.lan.does("WithdrawTransfer", step("WithdrawTransfer", &transfer["id"])).await;
        assert_eq!(withdrawn["state"], "WITHDRAWN");
        assert_eq!(homes(&world, branch.lan.id).await, 1);
    }
}

/// Whoever tries whatever in whatever order: at home in one branch after each try, and signed in.
#[tokio::test]
async fn random_steps_by_random_people_never_lose_a_member() {
    let world = World::over(Wire::Grpc).await;
    let branch = world.branch().await;
    let (son, hanh) = (world.person(SON).await, world.person(login::HANH).await);
    let west = world.organization(town::WEST).await;
    let people = [&branch.lan, &branch.secretary, &son, &hanh, &branch.binh];
    let mut seed: usize = 20_231_105;
    let mut chance = |of: usize| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % of
    };
    let mut transfer = Value::Null;
    for _ in 0..160 {
        // Time to breathe: nobody is throttled.
        world.later(TimeDelta::seconds(2)).await;
        let person = people[chance(people.len())];
        if transfer.is_null() || chance(12) == 0 {
            let ask = json!({"member": branch.lan.id, "to": west});
            if let Ok(asked) = person.call::<_, Value>("RequestTransfer", &ask).await {
                transfer = asked["id"].clone();
            }
        } else {
            let among = if chance(6) == 0 { 7 } else { 5 };
            let name = STEPS[chance(among)];
            let tried = person.call::<_, Value>(name, &step(name, &transfer)).await;
            if let Err(problem) = tried {
                let known = [
                    "DIRECTORY_TRANSFER_STATE",
                    "DIRECTORY_TRANSFER_NOT_YOURS",
                    "NOT_FOUND",
                    "FORBIDDEN",
                ];
                assert!(known.contains(&problem.code.as_str()), "{name}: {problem:?}");
            }
        }
        assert_eq!(homes(&world, branch.lan.id).await, 1);
        branch.lan.does("GetMe", json!({})).await;
    }
}
