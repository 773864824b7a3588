//! What a finding says to the reader.

use super::{Finding, Found};
use crate::base::Text;

/// The words of a finding, with what is and what the rule wants.
pub fn text(found: &Found) -> Text {
    let (is, wanted) = (found.is, found.in_force.value);
    match found.finding {
        Finding::PlannedTooShort => Text::owned(
            format!("Dự kiến {is} phút; quy định ít nhất {wanted} phút."),
            format!("Planned for {is} minutes; the rule wants at least {wanted}."),
        ),
        Finding::HeldTooShort => Text::owned(
            format!("Đã họp {is} phút; quy định ít nhất {wanted} phút."),
            format!("Held for {is} minutes; the rule wants at least {wanted}."),
        ),
        Finding::AgendaTooLong => Text::owned(
            format!("Tổng thời gian các nội dung vượt thời lượng dự kiến {is} phút."),
            format!("The points of the agenda take {is} minutes longer than the meeting is planned for."),
        ),
        Finding::PapersLate => Text::owned(
            format!("Tài liệu gửi trước {is} ngày; quy định ít nhất {wanted} ngày."),
            format!("Papers came {is} days before; the rule wants at least {wanted}."),
        ),
        Finding::NoticeLate => Text::owned(
            format!("Thông báo họp trước {is} ngày; cần ít nhất {wanted} ngày."),
            format!("Members were told {is} days before; at least {wanted} are wanted."),
        ),
        Finding::ThematicJoined => Text::new(
            "Sinh hoạt chuyên đề không kết hợp với loại cuộc họp khác trong cùng ngày, trừ sinh hoạt thường kỳ.",
            "A thematic meeting is joined with no meeting of the same day but the regular one.",
        ),
        Finding::ThematicIsNoRegular => Text::new(
            "Sinh hoạt chuyên đề không thay sinh hoạt thường kỳ; tháng này chưa có sinh hoạt thường kỳ.",
            "A thematic meeting does not take the place of the regular one, which this month lacks.",
        ),
        Finding::NoRegularThisMonth => Text::new(
            "Tháng này chi bộ chưa có sinh hoạt thường kỳ.",
            "The branch has no regular meeting this month.",
        ),
        Finding::NoThematicThisQuarter => Text::new(
            "Quý này chi bộ chưa có sinh hoạt chuyên đề.",
            "The branch has no thematic meeting this quarter.",
        ),
        Finding::CommitteeNotBefore => Text::new(
            "Chi ủy chưa họp trước cuộc sinh hoạt này.",
            "The committee did not meet before this meeting.",
        ),
        Finding::NoCommittee => Text::owned(
            format!(
                "Chi bộ có {is} đảng viên chính thức; từ {wanted} đảng viên chính thức trở lên mới bầu chi ủy."
            ),
            format!("The branch has {is} official members; it takes {wanted} to elect a committee."),
        ),
        Finding::TooFewOfficial => Text::owned(
            format!("Chi bộ có {is} đảng viên chính thức; quy định ít nhất {wanted}."),
            format!("The branch has {is} official members; the rule wants at least {wanted}."),
        ),
    }
}
