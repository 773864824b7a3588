//! What all reorganisations share: who is held, what is cut on the day, what is recorded, who follows.

use super::projection;
use super::strays::{RESHAPED, end_grants};
use super::types::{Event, EventKind, MovedOrganization, Part, PartRole, Reorganized};
use super::{Dependents, Order, Refusal};
use crate::access::{Visit, grants};
use crate::base::{Id, Refused, Result, ids};
use crate::directory::store::following::{self, Following};
use crate::directory::store::holding::{self, Held};
use crate::directory::store::reshaping::{self, Cut};
use crate::directory::store::{events, organizations, tree};
use chrono::NaiveDate;

/// A reorganisation in the making, inside one visit.
#[derive(Debug)]
pub(super) struct Reshape<'a> {
    pub(super) visit: &'a mut Visit,
    pub(super) order: &'a Order,
    event: Event,
    subjects: Vec<Id>,
    endings: Vec<(Id, Vec<Id>)>,
    done: Done,
}

/// What has been moved so far.
#[derive(Debug, Default)]
struct Done {
    organizations: Vec<MovedOrganization>,
    members: Vec<super::types::MovedMembers>,
    grants: Vec<crate::directory::Grant>,
}

impl<'a> Reshape<'a> {
    /// Begins: from here on nobody else changes the tree.
    pub(super) async fn begin(visit: &'a mut Visit, order: &'a Order, kind: EventKind) -> Result<Self> {
        tree::lock(visit.conn()).await?;
        let event = Event {
            id: ids::new(visit.clock()),
            kind,
            day: order.day,
            decision_number: order.decision_number.clone(),
            recorded_at: visit.now(),
            recorded_by: Some(visit.caller().member),
            parts: Vec::new(),
        };
        Ok(Self {
            visit,
            order,
            event,
            subjects: Vec::new(),
            endings: Vec::new(),
            done: Done::default(),
        })
    }

    pub(super) fn cut(&self) -> Cut<'a> {
        Cut {
            day: self.order.day,
            decision_number: &self.order.decision_number,
        }
    }

    /// Holds an organisation that lives from the day on.
    pub(super) async fn living(&mut self, organization: Id) -> Result<Held> {
        let held = self.held(organization).await?;
        if !held.lives_from(self.order.day) {
            return Err(Refusal::OrganizationEnded.into());
        }
        Ok(held)
    }

    /// Holds an organisation that lives, began before the day and was not changed since.
    pub(super) async fn changeable(&mut self, organization: Id) -> Result<Held> {
        let held = self.living(organization).await?;
        let day = self.order.day;
        let later = holding::changes_later(self.visit.conn(), organization, day).await?;
        if later || !held.began_before(day) {
            return Err(Refusal::LaterChange.into());
        }
        Ok(held)
    }

    async fn held(&mut self, organization: Id) -> Result<Held> {
        let mut held = holding::hold(self.visit.conn(), &[organization]).await?;
        held.pop().ok_or_else(|| Refused::not_found().into())
    }

    /// What stands above an organisation on the day.
    pub(super) async fn parent_of(&mut self, organization: Id) -> Result<Option<Id>> {
        let day = self.order.day;
        let read = organizations::read(self.visit.conn(), organization, day).await?;
        Ok(read.and_then(|organization| organization.parent))
    }

    /// Notes who plays a part; subjects and successors are shown in the answer.
    pub(super) fn note(&mut self, role: PartRole, organization: Id) {
        self.note_part(role.of(organization));
    }

    pub(super) fn note_part(&mut self, part: Part) {
        if matches!(part.role, PartRole::Subject | PartRole::Successor)
            && !self.subjects.contains(&part.organization)
        {
            self.subjects.push(part.organization);
        }
        self.event.parts.push(part);
    }

    /// Hangs direct children of one organisation under another.
    pub(super) async fn rehang(&mut self, children: &[Id], from: Id, to: Id) -> Result<()> {
        let cut = self.cut();
        for child in children {
            let read = organizations::read(self.visit.conn(), *child, cut.day).await?;
            self.done.organizations.push(MovedOrganization {
                organization: *child,
                name: read.map(|child| child.name).unwrap_or_default(),
                from,
                to,
            });
        }
        reshaping::rehang(self.visit.conn(), (children, from, to), cut).await
    }

    /// Notes a child that hangs elsewhere.
    pub(super) fn note_moved(&mut self, moved: MovedOrganization) {
        self.done.organizations.push(moved);
    }

    /// Lets members follow.
    pub(super) async fn follow(&mut self, following: Following<'_>) -> Result<()> {
        let (cut, clock) = (self.cut(), self.visit.clock().clone());
        let moved = following::follow(self.visit.conn(), &clock, following, cut).await?;
        if moved.home + moved.temporary > 0 {
            self.done.members.push(moved);
        }
        Ok(())
    }

    /// Ends the grants on an organisation; of some members only the branch posts.
    pub(super) async fn end_grants(&mut self, organization: Id, members: Option<&[Id]>) -> Result<()> {
        let ended = grants::Ended {
            day: self.order.day,
            by: Some(self.visit.caller().member),
            at: self.visit.now(),
            reason: RESHAPED,
        };
        let ended = end_grants(self.visit.conn(), (organization, members), &ended).await?;
        self.done.grants.extend(ended);
        Ok(())
    }

    /// Ends an organisation whose children and members are gone, and says what it becomes.
    pub(super) async fn end(&mut self, organization: Id, successors: Vec<Id>) -> Result<()> {
        self.end_grants(organization, None).await?;
        reshaping::end(self.visit.conn(), organization, self.order.day).await?;
        self.endings.push((organization, successors));
        Ok(())
    }

    /// Records everything, lets the projection follow, and says what was done.
    pub(super) async fn conclude(mut self, dependents: Dependents) -> Result<Reorganized> {
        let (now, today) = (self.visit.now(), self.visit.today());
        let id = self.event.id;
        events::insert(self.visit.conn(), &self.event, self.event.recorded_by).await?;
        for (ended, successors) in &self.endings {
            events::insert_successions(self.visit.conn(), (id, *ended), successors).await?;
        }
        if self.order.day <= today {
            projection::show(self.visit.conn(), id, (now, today)).await?;
        } else {
            self.show_beginnings(today).await?;
        }
        let mut organizations = Vec::new();
        for subject in &self.subjects {
            let read = organizations::read(self.visit.conn(), *subject, self.order.day).await?;
            organizations.extend(read);
        }
        let mut parts = events::parts_of(self.visit.conn(), &[id]).await?;
        self.event.parts = parts.remove(&id).unwrap_or_default();
        let ended: Vec<Id> = self.endings.iter().map(|(ended, _)| *ended).collect();
        Ok(Reorganized {
            event: self.event,
            organizations,
            moved_organizations: self.done.organizations,
            moved_members: self.done.members,
            ended_grants: self.done.grants,
            pending_meetings: (dependents.pending_meetings)(self.visit.conn(), ended.clone()).await?,
            kept_notices: (dependents.kept_notices)(self.visit.conn(), ended.clone()).await?,
            open_transfers: (dependents.open_transfers)(self.visit.conn(), ended).await?,
        })
    }

    /// What is yet to begin stands at once where it will begin: of that a decision for a day to come changes something.
    async fn show_beginnings(&mut self, today: NaiveDate) -> Result<()> {
        let moved: Vec<Id> = self
            .done
            .organizations
            .iter()
            .map(|moved| moved.organization)
            .collect();
        let beginning = tree::yet_to_begin(self.visit.conn(), &moved, today).await?;
        if beginning.is_empty() {
            return Ok(());
        }
        projection::project(self.visit.conn(), &beginning, today).await
    }
}
