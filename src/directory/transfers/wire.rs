//! Transfers on the wire.

use super::{Taken, Transfer};
use crate::base::pages::{self, Listed};
use crate::base::secrets::Keys;
use crate::directory::wire::{word, written};
use sotay_proto::directory::v1 as proto;
use sotay_rest::wkt::Timestamp;

/// The name of the list that page tokens are bound to.
pub(super) const TRANSFERS: &str = "directory.transfers";

pub(super) fn transfer(transfer: Transfer) -> proto::Transfer {
    let member = if transfer.member.is_nil() {
        String::new()
    } else {
        transfer.member.to_string()
    };
    proto::Transfer {
        id: transfer.id.to_string(),
        member,
        member_name: transfer.member_name,
        from: transfer.from.0.to_string(),
        from_name: transfer.from.1,
        to: transfer.to.0.to_string(),
        to_name: transfer.to.1,
        state: word(transfer.state.name(), proto::transfer::State::from_str_name),
        reason: transfer.reason,
        decision_number: transfer.decision_number,
        decided_date: written(transfer.decided_on),
        due_date: written(transfer.due_on),
        overdue: transfer.overdue,
        steps: transfer.steps.into_iter().map(step).collect(),
    }
}

fn step(taken: Taken) -> proto::transfer::Step {
    proto::transfer::Step {
        step: taken.step,
        by_name: taken.by_name,
        time: Some(Timestamp::from(taken.at)),
        note: taken.note,
    }
}

pub(super) fn transfers(keys: &Keys, listed: Listed<Transfer>) -> proto::ListTransfersResponse {
    proto::ListTransfersResponse {
        next_page_token: pages::token(keys, TRANSFERS, listed.next.as_deref()),
        transfers: listed.rows.into_iter().map(transfer).collect(),
    }
}
