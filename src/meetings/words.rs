//! What the branch is told about a meeting, and in which words.

use super::Meeting;
use crate::base::vietnam;
use crate::notices;

/// What the branch is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// There will be a meeting.
    Called,
    /// The meeting or its agenda is other than it was.
    Changed,
    /// It was put off.
    Postponed,
    /// It was called off.
    Cancelled,
}

impl News {
    /// The kind of notice that carries it.
    pub(super) const fn kind(self) -> notices::Kind {
        match self {
            Self::Called => notices::Kind::MeetingCalled,
            Self::Changed | Self::Postponed => notices::Kind::MeetingChanged,
            Self::Cancelled => notices::Kind::MeetingCancelled,
        }
    }

    /// Title and text.
    pub(super) fn words(self, meeting: &Meeting) -> (String, String) {
        let (title, branch, reason) = (&meeting.title, &meeting.organization_name, &meeting.change_reason);
        let (time, place) = (vietnam::written(meeting.starts_at), &meeting.place);
        match self {
            Self::Called => (
                format!("Mời họp: {title}"),
                format!(
                    "{branch} mời đồng chí dự họp lúc {time}, tại {place}. Đề nghị đồng chí trả lời sẽ dự hoặc xin vắng."
                ),
            ),
            Self::Changed => (
                format!("Thay đổi: {title}"),
                format!(
                    "{branch} thay đổi nội dung cuộc họp. Cuộc họp bắt đầu lúc {time}, tại {place}. Đề nghị đồng chí \
                     xem lại chương trình."
                ),
            ),
            Self::Postponed => (
                format!("Hoãn họp: {title}"),
                format!(
                    "{branch} hoãn cuộc họp sang lúc {time}, tại {place}. Lý do: {reason}. Đề nghị đồng chí trả lời \
                     lại sẽ dự hoặc xin vắng."
                ),
            ),
            Self::Cancelled => (
                format!("Hủy họp: {title}"),
                format!("{branch} hủy cuộc họp lúc {time}. Lý do: {reason}."),
            ),
        }
    }
}
