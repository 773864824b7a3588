//! Meetings: calling, agenda, replies, opening and closing, and the roster that opening freezes.

mod agenda;
mod answers;
mod audience;
mod carry;
mod decide;
mod edit;
mod grpc;
pub mod duties;
pub mod findings;
pub mod holding;
mod lists;
mod people;
mod place;
mod plans;
mod points;
mod reading;
mod refusal;
mod replies;
pub mod rules;
mod settle;
mod steps;
mod store;
mod superiors;
pub mod takeover;
mod types;
mod wire;
mod words;

pub use agenda::replace_agenda;
pub use answers::{Accepted, Answer, Decided, Decision, ReasonKind, Reply, Said, Which};
pub use audience::Audience;
pub use carry::{carry, pending};
pub use decide::{Step, next};
pub use edit::{Edit, edit};
pub use grpc::Desk;
pub use lists::{below, list, mine};
pub use people::{name_chairs, name_members, name_minutes_taker};
pub use place::MeetingPlace;
pub use plans::Postponement;
pub use points::{AgendaItem, Settlement};
pub use refusal::{PeopleRefusal, Refusal, RuleRefusal};
pub use replies::{Replies, accepted_absences, decide, replies, reply};
pub use settle::settle;
pub use steps::{call, close, issue, open};
pub use types::{Draft, Filter, Held, Kind, Meeting, Overseen, Part, Participant, Parts, State};

use crate::access::Visit;
use crate::base::{Id, Refused, Result};

/// One meeting with its agenda and the caller's own reply.
pub async fn read(visit: &mut Visit, meeting: Id) -> Result<Meeting> {
    let caller = visit.caller().member;
    let today = visit.today();
    store::find(visit.conn(), meeting, caller, today)
        .await?
        .ok_or_else(|| Refused::not_found().into())
}
