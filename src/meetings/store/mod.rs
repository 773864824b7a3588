//! The SQL of meetings.

mod plans;
mod carry;
mod read;
mod replies;
mod write;

pub(super) use carry::{count_unfinished, give_to, hand_over};
pub(super) use plans::{PlanChange, cancel, postpone};
pub(super) use read::{After, Locked, begins, find, lock, of_member, of_organization, tie};
pub(super) use replies::{count_replies, put_reply, replies, reply_of};
pub(super) use write::{clear_agenda, close, edit, insert, issue, open, put_agenda, put_roster};
