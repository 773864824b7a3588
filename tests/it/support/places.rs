//! Real ids for the examples of the contract: what stands in them as an organisation, a meeting or a member exists.

use serde_json::{Map, Value, json};
use sotay::access::Role;
use sotay::base::Id;
use sotay::directory::roles::{self, Proposal};
use sotay_rest::Method;

use super::people::{Branch, Meeting, Person};
use super::town;
use super::wire::Ask;
use super::world::World;

/// Things of thôn Đông that requests can name.
pub(crate) struct Places {
    pub(crate) branch: Branch,
    pub(crate) meeting: Meeting,
    grant: Id,
    notice: Id,
    proposal: Id,
    session: Id,
    stay: Id,
    link: Id,
    transfer: Id,
}

impl Places {
    /// A branch with an issued meeting, about which the members were told.
    pub(crate) async fn of(world: &World) -> Self {
        let branch = world.branch().await;
        let meeting = branch.secretary.calls_a_meeting(branch.id).await;
        let grants = branch
            .secretary
            .does("ListGrants", json!({"organization": branch.id}))
            .await;
        let inbox = branch.lan.does("ListMyNotices", json!({})).await;
        let signed_in = branch.lan.does("ListSessions", json!({})).await;
        Self {
            session: id(&signed_in["sessions"][0]["session"]),
            grant: id(&grants["grants"][0]["id"]),
            notice: id(&inbox["notices"][0]["id"]),
            proposal: proposal(world, &branch).await,
            stay: stay(&branch).await,
            transfer: transfer(&branch, world.organization(town::WEST).await).await,
            link: link(&branch, world.organization(town::WEST).await).await,
            branch,
            meeting,
        }
    }

    /// The example of a method, about what exists here.
    pub(crate) fn example(&self, method: &'static Method) -> Ask {
        let mut ask = Ask::example(method);
        self.put_into(ask.request.as_object_mut().unwrap());
        if method.if_match {
            ask = ask.with("if-match", self.meeting.etag.clone());
        }
        ask
    }

    /// Whether an answer speaks of anything that lies here.
    pub(crate) fn are_told_in(&self, answer: &Value) -> bool {
        let text = answer.to_string();
        let lan = &self.branch.lan;
        [
            self.branch.id,
            self.meeting.id,
            self.grant,
            self.notice,
            self.proposal,
            self.session,
            lan.id,
        ]
        .iter()
        .any(|id| text.contains(&id.to_string()))
            || text.contains("Nguyễn Thị")
    }

    fn put_into(&self, message: &mut Map<String, Value>) {
        for (field, value) in message {
            match field.as_str() {
                "organization" | "parent" => *value = json!(self.branch.id),
                "meeting" => *value = json!(self.meeting.id),
                "member" => *value = json!(self.branch.lan.id),
                "grant" => *value = json!(self.grant),
                "notice" => *value = json!(self.notice),
                "stay" => *value = json!(self.stay),
                "transfer" => *value = json!(self.transfer),
                "forMember" => *value = json!(self.branch.secretary.id),
                "link" => *value = json!(self.link),
                "proposal" => *value = json!(self.proposal),
                "session" => *value = json!(self.session),
                _ => {}
            }
        }
    }
}

/// Everybody whose eyes an example is worth seeing through: who runs the branch, who runs the system, and a stranger.
pub(crate) async fn onlookers(world: &World, places: &Places) -> Vec<(&'static str, Person)> {
    vec![
        ("secretary", places.branch.secretary.clone()),
        ("admin", world.person(town::login::MAI).await),
        ("stranger", world.stranger().await),
    ]
}

/// Bình asks to move.
async fn transfer(branch: &Branch, to: Id) -> Id {
    let request = json!({"member": branch.binh.id, "to": to, "reason": "Chuyển công tác"});
    id(&branch.binh.does("RequestTransfer", request).await["id"])
}

/// Bình studies elsewhere from tomorrow on.
async fn stay(branch: &Branch) -> Id {
    let stay = json!({
        "member": branch.binh.id, "hostName": "Chi bộ sinh viên", "purpose": "STUDY",
        "fromDate": "2023-11-06", "toDate": "2024-06-30", "decisionNumber": "15-GT/CB",
    });
    id(&branch.secretary.does("StartTemporaryStay", stay).await["id"])
}

/// Bình keeps a link with the branch where he lives.
async fn link(branch: &Branch, lives: Id) -> Id {
    let link = json!({
        "member": branch.binh.id, "organization": lives, "fromDate": "2023-11-01", "decisionNumber": "3-GGT",
    });
    id(&branch.secretary.does("AddResidenceLink", link).await["id"])
}

/// A role that a spreadsheet proposes for Lan.
async fn proposal(world: &World, branch: &Branch) -> Id {
    let proposal = Proposal {
        member: branch.lan.id,
        organization: branch.id,
        title: "Chi ủy viên".to_owned(),
        role: Some(Role::CommitteeMember),
        source: Id::nil(),
    };
    let mut errand = world.errand().await;
    let clock = errand.clock().clone();
    roles::propose(errand.conn(), &clock, &[proposal]).await.unwrap();
    errand.commit(()).await.unwrap();
    world.proposal_for(branch.lan.id).await
}

fn id(value: &Value) -> Id {
    value.as_str().unwrap().parse().unwrap()
}
