//! The calls of the inbox.

use super::{IssuedPlace, NoticePlace, wire};
use crate::access::{Action, Gate, Oneself};
use crate::base::{Refused, Text, Violation, ids};
use crate::directory::OrganizationPlace;
use crate::edge::{read, write};
use sotay_proto::notices::v1::{self as proto, notices_server::Notices};
use tonic::{Request, Response, Status};

/// Where the calls of the inbox are answered.
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

#[tonic::async_trait]
impl Notices for Desk {
    async fn list_my_notices(
        &self,
        request: Request<proto::ListMyNoticesRequest>,
    ) -> Result<Response<proto::ListMyNoticesResponse>, Status> {
        read(&self.gate, request, |enter, input| async move {
            if !input.since.is_empty() && !input.page_token.is_empty() {
                return Err(two_lists().into());
            }
            let mut visit = enter.to(Action::BeOneself, Oneself).await?;
            let inbox = if input.since.is_empty() {
                super::newest(&mut visit, input.page_size, &input.page_token).await?
            } else {
                super::since(&mut visit, input.page_size, &input.since).await?
            };
            Ok(inbox.into())
        })
        .await
    }

    async fn read_notice(
        &self,
        request: Request<proto::ReadNoticeRequest>,
    ) -> Result<Response<proto::Notice>, Status> {
        write(&self.gate, request, |enter, input| async move {
            let notice = ids::parse("notice", &input.notice)?;
            let mut visit = enter.to(Action::ReadNotice, NoticePlace(notice)).await?;
            let notice = super::read(&mut visit, notice).await?;
            visit.commit(notice.into()).await
        })
        .await
    }

    async fn acknowledge_notice(
        &self,
        request: Request<proto::AcknowledgeNoticeRequest>,
    ) -> Result<Response<proto::Notice>, Status> {
        write(&self.gate, request, |enter, input| async move {
            let notice = ids::parse("notice", &input.notice)?;
            let mut visit = enter.to(Action::ReadNotice, NoticePlace(notice)).await?;
            let notice = super::acknowledge(&mut visit, notice).await?;
            visit.commit(notice.into()).await
        })
        .await
    }

    async fn confirm_notices(
        &self,
        request: Request<proto::ConfirmNoticesRequest>,
    ) -> Result<Response<proto::ConfirmNoticesResponse>, Status> {
        write(&self.gate, request, |enter, input| async move {
            let mut visit = enter.to(Action::BeOneself, Oneself).await?;
            super::confirm(&mut visit, &input.since).await?;
            visit.commit(proto::ConfirmNoticesResponse {}).await
        })
        .await
    }

    async fn publish_notice(
        &self,
        request: Request<proto::PublishNoticeRequest>,
    ) -> Result<Response<proto::Notice>, Status> {
        write(&self.gate, request, |enter, input| async move {
            let organization = ids::parse("organization", &input.organization)?;
            let place = OrganizationPlace(organization);
            let mut visit = enter.to(Action::PublishNotice, place).await?;
            let notice = super::publish(&mut visit, wire::publication(input)?).await?;
            visit.commit(notice.into()).await
        })
        .await
    }

    async fn recall_notice(
        &self,
        request: Request<proto::RecallNoticeRequest>,
    ) -> Result<Response<proto::Notice>, Status> {
        write(&self.gate, request, |enter, input| async move {
            let notice = ids::parse("notice", &input.notice)?;
            let place = IssuedPlace { notice, part: None };
            let mut visit = enter.to(Action::RecallNotice, place).await?;
            let notice = super::recall(&mut visit, notice, &input.reason).await?;
            visit.commit(notice.into()).await
        })
        .await
    }

    async fn get_receipts(
        &self,
        request: Request<proto::GetReceiptsRequest>,
    ) -> Result<Response<proto::Receipts>, Status> {
        read(&self.gate, request, |enter, input| async move {
            let notice = ids::parse("notice", &input.notice)?;
            let part = Some(&input.organization)
                .filter(|part| !part.is_empty())
                .map(|part| ids::parse("organization", part))
                .transpose()?;
            let place = IssuedPlace { notice, part };
            let mut visit = enter.to(Action::ReadReceipts, place).await?;
            Ok(super::receipts(&mut visit, notice).await?.into())
        })
        .await
    }
}

fn two_lists() -> Refused {
    Refused::invalid(vec![Violation::new(
        "pageToken",
        Text::new(
            "Không đi cùng `since`: `since` để lấy thông báo mới, `pageToken` để xem thông báo cũ hơn.",
            "Does not go with `since`: `since` is for what is new, `pageToken` for what is older.",
        ),
    )])
}
