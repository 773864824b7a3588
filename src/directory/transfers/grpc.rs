//! The calls about transfers.

use super::{Step, TransferPlace, Wanted, Words, wire};
use crate::access::{Action, Committed, Gate, Threshold};
use crate::base::pages::Page;
use crate::base::{Result, ids};
use crate::directory::places::{MemberPlace, OrganizationPlace};
use crate::directory::wire::day;
use crate::edge;
use crate::edge::calls::Answer;
use sotay_proto::directory::v1 as proto;
use tonic::Request;

/// Where transfers are followed.
#[derive(Clone, Debug)]
pub struct Desk {
    gate: Gate,
}

impl Desk {
    /// A desk behind a gate.
    pub fn new(gate: Gate) -> Self {
        Self { gate }
    }
}

/// Enters at a transfer and takes a step of it.
async fn step(
    enter: Threshold,
    transfer: &str,
    step: Step,
    words: Words,
) -> Result<Committed<proto::Transfer>> {
    let id = ids::parse("transfer", transfer)?;
    let mut visit = enter.to(Action::FollowTransfer, TransferPlace(id)).await?;
    let taken = super::take(&mut visit, id, step, words).await?;
    visit.commit(wire::transfer(taken)).await
}

fn because(note: String) -> Words {
    Words {
        note,
        ..Words::default()
    }
}

#[tonic::async_trait]
impl proto::transfers_server::Transfers for Desk {
    async fn request_transfer(
        &self,
        request: Request<proto::RequestTransferRequest>,
    ) -> Answer<proto::Transfer> {
        edge::write(&self.gate, request, |enter, input| async move {
            let member = ids::parse("member", &input.member)?;
            let to = ids::parse("to", &input.to)?;
            let mut visit = enter.to(Action::RequestTransfer, MemberPlace(member)).await?;
            let transfer = super::request(&mut visit, member, to, &input.reason).await?;
            visit.commit(wire::transfer(transfer)).await
        })
        .await
    }

    async fn get_transfer(&self, request: Request<proto::GetTransferRequest>) -> Answer<proto::Transfer> {
        edge::read(&self.gate, request, |enter, input| async move {
            let id = ids::parse("transfer", &input.transfer)?;
            let mut visit = enter.to(Action::FollowTransfer, TransferPlace(id)).await?;
            let transfer = super::read(&mut visit, id).await?;
            Ok(wire::transfer(transfer))
        })
        .await
    }

    async fn list_transfers(
        &self,
        request: Request<proto::ListTransfersRequest>,
    ) -> Answer<proto::ListTransfersResponse> {
        edge::read(&self.gate, request, |enter, input| async move {
            let place = OrganizationPlace(ids::parse("organization", &input.organization)?);
            let page = Page::read(enter.keys(), wire::TRANSFERS, input.page_size, &input.page_token)?;
            let wanted = Wanted {
                open: input.open,
                overdue: input.overdue,
            };
            let mut visit = enter.to(Action::FollowTransfer, place).await?;
            let listed = super::list(&mut visit, wanted, &page).await?;
            Ok(wire::transfers(visit.keys(), listed))
        })
        .await
    }

    async fn confirm_transfer(
        &self,
        request: Request<proto::ConfirmTransferRequest>,
    ) -> Answer<proto::Transfer> {
        edge::write(&self.gate, request, |enter, input| async move {
            step(enter, &input.transfer, Step::Confirm, Words::default()).await
        })
        .await
    }

    async fn introduce_transfer(
        &self,
        request: Request<proto::IntroduceTransferRequest>,
    ) -> Answer<proto::Transfer> {
        edge::write(&self.gate, request, |enter, input| async move {
            let words = Words {
                note: String::new(),
                decision_number: input.decision_number,
                day: day("day", &input.day)?,
            };
            step(enter, &input.transfer, Step::Introduce, words).await
        })
        .await
    }

    async fn hand_over_transfer(
        &self,
        request: Request<proto::HandOverTransferRequest>,
    ) -> Answer<proto::Transfer> {
        edge::write(&self.gate, request, |enter, input| async move {
            step(enter, &input.transfer, Step::HandOver, Words::default()).await
        })
        .await
    }

    async fn receive_transfer(
        &self,
        request: Request<proto::ReceiveTransferRequest>,
    ) -> Answer<proto::Transfer> {
        edge::write(&self.gate, request, |enter, input| async move {
            step(enter, &input.transfer, Step::Receive, Words::default()).await
        })
        .await
    }

    async fn complete_transfer(
        &self,
        request: Request<proto::CompleteTransferRequest>,
    ) -> Answer<proto::Transfer> {
        edge::write(&self.gate, request, |enter, input| async move {
            step(enter, &input.transfer, Step::Complete, Words::default()).await
        })
        .await
    }

    async fn refuse_transfer(
        &self,
        request: Request<proto::RefuseTransferRequest>,
    ) -> Answer<proto::Transfer> {
        edge::write(&self.gate, request, |enter, input| async move {
            step(enter, &input.transfer, Step::Refuse, because(input.reason)).await
        })
        .await
    }

    async fn withdraw_transfer(
        &self,
        request: Request<proto::WithdrawTransferRequest>,
    ) -> Answer<proto::Transfer> {
        edge::write(&self.gate, request, |enter, input| async move {
            step(enter, &input.transfer, Step::Withdraw, because(input.reason)).await
        })
        .await
    }
}
