//! Notices on the wire.

use super::{Inbox, Kind, Notice, Publication, Receipts, Shown};
use crate::base::{Refused, Result, Text, Violation};
use sotay_proto::notices::v1 as proto;

/// Reads what an officer publishes.
pub(super) fn publication(input: proto::PublishNoticeRequest) -> Result<Publication> {
    let expires_at = input
        .expire_time
        .as_ref()
        .map(|given| given.time().ok_or_else(out_of_range))
        .transpose()?;
    Ok(Publication {
        expires_at,
        acknowledge_needed: input.acknowledge_needed,
        below: match input.audience() {
            proto::publish_notice_request::Audience::Organization => false,
            proto::publish_notice_request::Audience::Below
            | proto::publish_notice_request::Audience::Unspecified => true,
        },
        title: input.title,
        body: input.body,
    })
}

fn out_of_range() -> Refused {
    Refused::invalid(vec![Violation::new(
        "expireTime",
        Text::new("Thời điểm không hợp lệ.", "Not a moment in time."),
    )])
}

impl From<Receipts> for proto::Receipts {
    fn from(receipts: Receipts) -> Self {
        let parts = receipts.parts.into_iter().map(|part| proto::ReceiptPart {
            organization: part.organization.to_string(),
            organization_name: part.name,
            counts: Some(counts(part.shown)),
        });
        let members = receipts.members.into_iter().map(|row| proto::ReceiptRow {
            member: row.member.to_string(),
            name: row.name,
            delivered: row.is_delivered,
            read_time: row.read_at.map(Into::into),
            acknowledge_time: row.acknowledged_at.map(Into::into),
        });
        Self {
            organization: receipts.organization.to_string(),
            counts: Some(counts(receipts.whole)),
            parts: parts.collect(),
            members: members.collect(),
        }
    }
}

fn counts(shown: Shown) -> proto::ReceiptCounts {
    let number = |count: i64| i32::try_from(count).unwrap_or(i32::MAX);
    proto::ReceiptCounts {
        expected: number(shown.counts.expected),
        delivered: number(shown.counts.delivered),
        read: number(shown.counts.read),
        acknowledged: number(shown.counts.acknowledged),
        withheld: shown.is_withheld,
    }
}

impl From<Notice> for proto::Notice {
    fn from(notice: Notice) -> Self {
        Self {
            id: notice.id.to_string(),
            kind: proto::notice::Kind::from(notice.kind).into(),
            title: notice.title,
            body: notice.body,
            create_time: Some(notice.created_at.into()),
            read_time: notice.read_at.map(Into::into),
            meeting: notice
                .meeting
                .map(|meeting| meeting.to_string())
                .unwrap_or_default(),
            organization: notice
                .organization
                .map(|organization| organization.to_string())
                .unwrap_or_default(),
            acknowledge_needed: notice.acknowledge_needed,
            acknowledge_time: notice.acknowledged_at.map(Into::into),
            expire_time: notice.expires_at.map(Into::into),
            recall_time: notice.recalled_at.map(Into::into),
            recall_reason: notice.recall_reason,
        }
    }
}

impl From<Kind> for proto::notice::Kind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::MeetingCalled => Self::MeetingCalled,
            Kind::MeetingChanged => Self::MeetingChanged,
            Kind::MeetingCancelled => Self::MeetingCancelled,
            Kind::Account => Self::Account,
            Kind::General => Self::General,
        }
    }
}

impl From<Inbox> for proto::ListMyNoticesResponse {
    fn from(inbox: Inbox) -> Self {
        Self {
            notices: inbox.notices.into_iter().map(Into::into).collect(),
            next_since: inbox.next_since,
            next_page_token: inbox.next_page,
        }
    }
}
