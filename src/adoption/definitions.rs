//! What each measure counts, of what: the words that stand beside every rate.

use super::{Duty, Measure};
use crate::base::Text;

/// The definition of a measure.
pub(super) const fn of(measure: Measure) -> Text {
    match measure {
        Measure::Obliged => Text::new(
            "Số đảng viên không thuộc diện miễn công tác và sinh hoạt đảng, trên tổng số đảng viên; mỗi đảng viên tính một lần, tại chi bộ sinh hoạt chính thức.",
            "Members who are not exempt, of all members; each counted once, at the home branch.",
        ),
        Measure::AccountIssued => Text::new(
            "Số đảng viên không được miễn đã được cấp mã kích hoạt hoặc đã có tài khoản, trên số đảng viên không được miễn.",
            "Members not exempt who were given an activation code or have an account, of members not exempt.",
        ),
        Measure::Activated => Text::new(
            "Số đảng viên không được miễn đã kích hoạt tài khoản, trên số đảng viên không được miễn.",
            "Members not exempt who activated their account, of members not exempt.",
        ),
        Measure::ActiveThisCycle => Text::new(
            "Số đảng viên không được miễn có dùng ứng dụng trong tháng, từ ngày 01 đến ngày báo cáo, trên số đảng viên không được miễn.",
            "Members not exempt who used the app in the calendar month up to the day of the report, of members not exempt.",
        ),
        Measure::CheckedInByApp => Text::new(
            "Số lượt dự họp trong tháng do đảng viên tự điểm danh bằng điện thoại của mình, trên tổng số lượt dự họp trong tháng.",
            "Attendances of the month known by the member's own phone, of all attendances of the month.",
        ),
        Measure::BranchesMetInApp => Text::new(
            "Số chi bộ đã tổ chức xong trên ứng dụng một cuộc sinh hoạt thường kỳ (kể cả kết hợp chuyên đề) trong tháng, trên tổng số chi bộ; cuộc họp ghi nhận sau không tính.",
            "Branches that ran a regular (or combined) meeting in the app in the month, of all branches; one written down afterwards does not count.",
        ),
        Measure::Assisted => Text::new(
            "Số lượt dự họp trong tháng do người khác ghi giúp, trên tổng số lượt dự họp trong tháng.",
            "Attendances of the month recorded by someone else, of all attendances of the month.",
        ),
        Measure::NoSmartphone => Text::new(
            "Số đảng viên không được miễn không có điện thoại thông minh, trên số đảng viên không được miễn.",
            "Members not exempt who have no smartphone, of members not exempt.",
        ),
    }
}

/// The definition of a duty.
pub(super) const fn of_duty(duty: Duty) -> Text {
    match duty {
        Duty::RegularThisMonth => Text::new(
            "Số chi bộ đã họp thường kỳ (kể cả kết hợp chuyên đề) trong tháng, từ ngày 01 đến ngày báo cáo, trên tổng số chi bộ; họp riêng chuyên đề không thay cho họp thường kỳ.",
            "Branches that held a regular (or combined) meeting in the month up to the day of the report, of all branches; a thematic one does not stand for it.",
        ),
        Duty::ThematicThisQuarter => Text::new(
            "Số chi bộ đã sinh hoạt chuyên đề (riêng hoặc kết hợp với thường kỳ) trong quý, đến ngày báo cáo, trên tổng số chi bộ.",
            "Branches that held a thematic meeting (of its own or combined) in the quarter up to the day of the report, of all branches.",
        ),
    }
}
