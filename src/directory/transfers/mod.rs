//! Transfers of members from branch to branch, from hand to hand. Until the last step the member is at home where he was;
//! the account works throughout.

mod decide;
mod follow;
mod grpc;
mod place;
mod refusals;
mod store;
mod wire;

pub use decide::{State, Step};
pub use follow::open_at;
pub use grpc::Desk;
pub use place::TransferPlace;
pub use refusals::Refusal;

pub(super) use follow::follow;
pub(super) use store::drop_open;

use super::memberships::{self, Move};
use super::places::OrganizationPlace;
use crate::access::{Action, Visit, policy};
use crate::base::pages::{Listed, Page};
use crate::base::{Id, Refused, Result, ids};
use crate::regulations::{self, Rule};
use chrono::{DateTime, Days, NaiveDate, Utc};
use decide::Side;

/// How far beyond the decision a calendar is read: more than any number of working days needs.
const CALENDAR: Days = Days::new(400);

/// A transfer.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// Its id.
    pub id: Id,
    /// Who.
    pub member: Id,
    /// By name.
    pub member_name: String,
    /// The branch it starts from, and its name.
    pub from: (Id, String),
    /// The branch it goes to, and its name.
    pub to: (Id, String),
    /// How far it has come.
    pub state: State,
    /// Why it was asked for.
    pub reason: String,
    /// The referral slip.
    pub decision_number: String,
    /// The day of the decision.
    pub decided_on: Option<NaiveDate>,
    /// The last day in time.
    pub due_on: Option<NaiveDate>,
    /// Whether the side it goes to sees it.
    pub handed_over: bool,
    /// Late on the day of the visit.
    pub overdue: bool,
    /// The steps that were taken; in lists none.
    pub steps: Vec<Taken>,
}

/// A step that was taken.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Which, as stored.
    pub step: String,
    /// By whom; empty where it followed from what the operator recorded.
    pub by_name: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, when somebody said so.
    pub note: String,
}

/// What a step brings along.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// Why.
    pub note: String,
    /// The slip, when the committee introduces.
    pub decision_number: String,
    /// The day of that decision; today when absent.
    pub day: Option<NaiveDate>,
}

/// Which transfers are listed.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Only those that wait for a step.
    pub open: bool,
    /// Only those that are late.
    pub overdue: bool,
}

/// Asks for a transfer of the visited member.
pub async fn request(visit: &mut Visit, member: Id, to: Id, reason: &str) -> Result<Transfer> {
    let from = visit.organization()?;
    memberships::check_host(visit, to, from).await?;
    let (id, now, by) = (ids::new(visit.clock()), visit.now(), visit.caller().member);
    store::insert(visit.conn(), (id, member), (from, to), reason, now).await?;
    let step = store::Step {
        id: ids::new(visit.clock()),
        transfer: id,
        name: "REQUEST",
        by,
        note: "",
    };
    store::insert_step(visit.conn(), &step, now).await?;
    read(visit, id).await
}

/// Reads the visited transfer, as far as the visitor's side may see.
pub async fn read(visit: &mut Visit, id: Id) -> Result<Transfer> {
    let today = visit.today();
    let mut transfer = store::read(visit.conn(), id, today)
        .await?
        .ok_or_else(Refused::not_found)?;
    transfer.steps = store::steps(visit.conn(), id).await?;
    shown(visit, transfer).await
}

/// Lists the transfers from and to the visited organisation.
pub async fn list(visit: &mut Visit, wanted: Wanted, page: &Page) -> Result<Listed<Transfer>> {
    let (organization, today) = (visit.organization()?, visit.today());
    let below = visit.passes(policy::lists_below);
    let rows = store::around(visit.conn(), (organization, below), wanted, today, page).await?;
    let listed = page.cut(rows, |row| vec![row.transfer.id.to_string()]);
    Ok(Listed {
        rows: listed.rows.into_iter().map(store::Listing::seen).collect(),
        next: listed.next,
    })
}

/// Takes a step of the visited transfer.
pub async fn take(visit: &mut Visit, id: Id, step: Step, words: Words) -> Result<Transfer> {
    let (today, now) = (visit.today(), visit.now());
    store::lock(visit.conn(), id).await?;
    let transfer = store::read(visit.conn(), id, today)
        .await?
        .ok_or_else(Refused::not_found)?;
    let state = decide::next(transfer.state, step).ok_or(Refusal::TransferState)?;
    may_take(visit, &transfer, step).await?;
    match step {
        Step::Introduce => introduce(visit, id, &words).await?,
        Step::HandOver => store::hand_over(visit.conn(), id, now).await?,
        Step::Complete => complete(visit, &transfer).await?,
        Step::Confirm | Step::Receive | Step::Refuse | Step::Withdraw => {}
    }
    store::set_state(visit.conn(), id, state).await?;
    let taken = store::Step {
        id: ids::new(visit.clock()),
        transfer: id,
        name: step.name(),
        by: visit.caller().member,
        note: &words.note,
    };
    store::insert_step(visit.conn(), &taken, now).await?;
    read(visit, id).await
}

/// Whether the step is the visitor's; a member may withdraw his own.
async fn may_take(visit: &mut Visit, transfer: &Transfer, step: Step) -> Result<()> {
    let (side, action) = decide::taken_by(transfer.state, step);
    let organization = match side {
        Side::From => transfer.from.0,
        Side::To => transfer.to.0,
    };
    let own = step == Step::Withdraw && visit.caller().member == transfer.member;
    if own || visit.also_may(action, OrganizationPlace(organization)).await? {
        return Ok(());
    }
    Err(Refusal::TransferNotYours.into())
}

/// From the decision on the working days count.
async fn introduce(visit: &mut Visit, id: Id, words: &Words) -> Result<()> {
    let day = words.day.unwrap_or_else(|| visit.today());
    if day > visit.today() {
        return Err(memberships::Refusal::DayAhead.into());
    }
    let rule = regulations::number(visit.conn(), Rule::TransferWorkingDays, day).await?;
    let until = day.checked_add_days(CALENDAR).unwrap_or(day);
    let calendar = regulations::calendar(visit.conn(), day, until).await?;
    let working_days = u32::try_from(rule.value).unwrap_or_default();
    let due = decide::due(day, working_days, &calendar).unwrap_or(until);
    store::introduce(visit.conn(), id, &words.decision_number, (day, due)).await
}

/// The home moves today; posts in the old branch end with the day before.
async fn complete(visit: &mut Visit, transfer: &Transfer) -> Result<()> {
    let moved = Move {
        member: transfer.member,
        from: transfer.from.0,
        to: transfer.to.0,
        decision_number: &transfer.decision_number,
    };
    memberships::move_home(visit, &moved).await
}

/// The side it goes to sees name and state alone, until the member is its own.
async fn shown(visit: &mut Visit, transfer: Transfer) -> Result<Transfer> {
    let own = visit.caller().member == transfer.member;
    let from = OrganizationPlace(transfer.from.0);
    if own || visit.also_may(Action::FollowTransfer, from).await? {
        return Ok(transfer);
    }
    Ok(transfer.for_the_other_side())
}

impl Transfer {
    fn for_the_other_side(self) -> Self {
        let member = if self.state == State::Completed {
            self.member
        } else {
            Id::nil()
        };
        Self {
            member,
            reason: String::new(),
            steps: Vec::new(),
            ..self
        }
    }
}
