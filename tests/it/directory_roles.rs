//! Roles: what a spreadsheet proposes grants nothing until somebody who may grant says so.

use serde_json::json;
use sotay::access::Role;
use sotay::base::Id;
use sotay::directory::roles::{self, Proposal, titled};

use crate::support::people::Branch;
use crate::support::scenario::over_both_wires;
use crate::support::world::World;

const SON: &str = "001080000011";
const COMMUNE: &str = "01012016000000";

/// A spreadsheet says what Lan is in thôn Đông.
async fn proposed(world: &World, branch: &Branch, title: &str) -> u64 {
    let proposal = Proposal {
        member: branch.lan.id,
        organization: branch.id,
        title: title.to_owned(),
        role: titled(title),
        source: Id::nil(),
    };
    let mut errand = world.errand().await;
    let clock = errand.clock().clone();
    let new = roles::propose(errand.conn(), &clock, &[proposal.clone(), proposal])
        .await
        .unwrap();
    errand.commit(()).await.unwrap();
    new
}

over_both_wires! {
    async fn a_title_in_a_spreadsheet_only_makes_a_list_to_confirm(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        assert_eq!(proposed(&world, &branch, "Chi ủy viên").await, 1);
        assert_eq!(proposed(&world, &branch, "CHI UY VIEN").await, 0, "it waits already");
        let me = branch.lan.does("GetMe", json!({})).await;
        assert_eq!(me["grants"], json!([]), "nothing is granted");

        let commune = world.organization(COMMUNE).await;
        let waiting = son.does("ListRoleProposals", json!({"organization": commune})).await;
        let proposal = &waiting["proposals"][0];
        assert_eq!((&proposal["role"], &proposal["state"]), (&json!("COMMITTEE_MEMBER"), &json!("WAITING")));
        assert_eq!(proposal["organizationName"], "Chi bộ thôn Đông");

        let confirm = json!({"proposal": proposal["id"], "decisionNumber": "12-QĐ/ĐU"});
        let refused = branch.secretary.is_refused("ConfirmRoleProposal", confirm.clone()).await;
        assert_eq!(refused.code, "FORBIDDEN", "a secretary grants no roles");
        let stranger = world.stranger().await;
        assert_eq!(stranger.is_refused("ConfirmRoleProposal", confirm.clone()).await.code, "NOT_FOUND");

        let granted = son.does("ConfirmRoleProposal", confirm.clone()).await;
        assert_eq!((&granted["role"], &granted["memberName"]), (&json!("COMMITTEE_MEMBER"), &json!("Nguyễn Thị Lan")));
        assert_eq!(son.is_refused("ConfirmRoleProposal", confirm).await.code, "DIRECTORY_PROPOSAL_DECIDED");
        let me = branch.lan.does("GetMe", json!({})).await;
        assert_eq!(me["grants"][0]["role"], "COMMITTEE_MEMBER");
        assert_eq!(proposed(&world, &branch, "Chi ủy viên").await, 0, "the role is held");
    }

    async fn what_was_dismissed_does_not_come_again(world: World) {
        let branch = world.branch().await;
        let son = world.person(SON).await;
        assert_eq!(proposed(&world, &branch, "Trưởng thôn").await, 1);
        let waiting = son.does("ListRoleProposals", json!({"organization": branch.id})).await;
        let proposal = waiting["proposals"][0]["id"].clone();
        let confirm = json!({"proposal": proposal});
        assert_eq!(son.is_refused("ConfirmRoleProposal", confirm).await.code, "DIRECTORY_PROPOSAL_NEEDS_ROLE");
        let admins = json!({"proposal": proposal, "role": "SYSTEM_ADMIN"});
        assert_eq!(son.is_refused("ConfirmRoleProposal", admins).await.code, "DIRECTORY_ROLE_NOT_YOURS");
        let dismissed = son
            .does("DismissRoleProposal", json!({"proposal": proposal, "reason": "Không phải chức vụ đảng"}))
            .await;
        assert_eq!(dismissed["state"], "DISMISSED");
        assert_eq!(proposed(&world, &branch, "trưởng thôn").await, 0);
        let waiting = son.does("ListRoleProposals", json!({"organization": branch.id})).await;
        assert_eq!(waiting["proposals"], json!([]));
    }
}

#[test]
fn no_title_means_who_runs_the_system() {
    for title in ["Quản trị", "Admin", "SYSTEM_ADMIN", "Cán bộ tổ chức"] {
        assert!(
            !matches!(titled(title), Some(Role::SystemAdmin | Role::OrganisationOfficer)),
            "{title}"
        );
    }
}
