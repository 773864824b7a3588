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
    /// It was held without us and written down.
    RecordedAfterwards,
}

impl News {
    /// The kind of notice that carries it.
    pub(super) const fn kind(self) -> notices::Kind {
        match self {
            Self::Called => notices::Kind::MeetingCalled,
            Self::Changed | Self::Postponed | Self::RecordedAfterwards => notices::Kind::MeetingChanged,
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
            Self::RecordedAfterwards => (
                format!("Đã ghi nhận: {title}"),
                format!(
                    "{branch} ghi nhận cuộc họp đã diễn ra lúc {}. Lý do ghi sau: {}. Đề nghị đồng chí xem lại điểm danh \
                     của mình.",
                    vietnam::written(meeting.opened_at.unwrap_or(meeting.starts_at)),
                    meeting.held.recorded_reason
                ),
            ),
            Self::Cancelled => (
                format!("Hủy họp: {title}"),
                format!("{branch} hủy cuộc họp lúc {time}. Lý do: {reason}."),
            ),
        }
    }
}

impl News {
    /// Title and text for the superior who follows the branch.
    pub(super) fn words_to_superiors(self, meeting: &Meeting) -> (String, String) {
        let (title, branch, reason) = (&meeting.title, &meeting.organization_name, &meeting.change_reason);
        let (time, place) = (vietnam::written(meeting.starts_at), &meeting.place);
        let what = match self {
            Self::Called => format!("{branch} triệu tập cuộc họp lúc {time}, tại {place}."),
            Self::Changed => format!("{branch} thay đổi nội dung cuộc họp lúc {time}, tại {place}."),
            Self::Postponed => {
                format!("{branch} hoãn cuộc họp sang lúc {time}, tại {place}. Lý do: {reason}.")
            }
            Self::Cancelled => format!("{branch} hủy cuộc họp lúc {time}. Lý do: {reason}."),
            Self::RecordedAfterwards => format!(
                "{branch} ghi nhận sau cuộc họp dự kiến lúc {time}. Lý do: {}.",
                meeting.held.recorded_reason
            ),
        };
        (
            format!("Để theo dõi: {title}"),
            format!("{what} Đồng chí nhận thông báo này vì được phân công phụ trách chi bộ."),
        )
    }
}

/// What one person is told about a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Personal {
    /// To lead it.
    Chair,
    /// To take the minutes.
    MinutesTaker,
    /// Called to it after others were.
    Called,
    /// Not called to it any more.
    NotCalled,
    /// The wish to stay away was granted.
    Accepted,
    /// The wish to stay away was not granted.
    Declined,
}

impl Personal {
    /// The kind of notice that carries it.
    pub(super) const fn kind(self) -> notices::Kind {
        match self {
            Self::Called => notices::Kind::MeetingCalled,
            Self::NotCalled => notices::Kind::MeetingCancelled,
            Self::Chair | Self::MinutesTaker | Self::Accepted | Self::Declined => {
                notices::Kind::MeetingChanged
            }
        }
    }
}

/// Title and text of what one person is told.
pub(super) fn personal(news: Personal, meeting: &Meeting) -> (String, String) {
    let (title, branch) = (&meeting.title, &meeting.organization_name);
    let (time, place) = (vietnam::written(meeting.starts_at), &meeting.place);
    match news {
        Personal::Called => News::Called.words(meeting),
        Personal::NotCalled => (
            format!("Không triệu tập: {title}"),
            format!("{branch} không triệu tập đồng chí dự cuộc họp lúc {time} nữa."),
        ),
        Personal::Chair => (
            format!("Chủ trì: {title}"),
            format!("{branch} phân công đồng chí chủ trì cuộc họp lúc {time}, tại {place}."),
        ),
        Personal::MinutesTaker => (
            format!("Thư ký: {title}"),
            format!("{branch} phân công đồng chí ghi biên bản cuộc họp lúc {time}, tại {place}."),
        ),
        Personal::Accepted => (
            format!("Đồng ý cho vắng: {title}"),
            format!("Đồng chí được đồng ý cho vắng mặt trong cuộc họp lúc {time} của {branch}."),
        ),
        Personal::Declined => (
            format!("Chưa đồng ý cho vắng: {title}"),
            format!(
                "Đề nghị vắng mặt của đồng chí chưa được đồng ý. {branch} mời đồng chí dự họp lúc {time}, tại {place}."
            ),
        ),
    }
}
