//! Notices on the wire.

use super::{Inbox, Kind, Notice};
use sotay_proto::notices::v1 as proto;

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
