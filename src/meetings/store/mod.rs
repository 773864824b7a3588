//! The SQL of meetings.

mod agenda;
mod below;
mod plans;
mod carry;
mod people;
mod lock;
mod read;
mod replies;
mod write;

pub(super) use agenda::{clear_agenda, put_agenda, settle};
pub(super) use below::{below, walked};
pub(super) use carry::{count_unfinished, give_to, hand_over};
pub(super) use lock::{Locked, lock};
pub(super) use people::{
    audience, drop_outsiders, has_committee, is_branch, kind_of, put_parts, renew, superiors, uncalled,
};
pub(super) use plans::{PlanChange, cancel, postpone};
pub(super) use read::{After, begins, find, of_member, of_organization, tie};
pub(super) use replies::{accepted, count_replies, decide, put_reply, replies, reply_of};
pub(super) use write::{close, edit, insert, issue, open, put_roster};
