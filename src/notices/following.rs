//! Notices about what of a member followed a reorganisation.

use super::{Addressee, Kind, NewNotice, queue};
use crate::base::Result;
use crate::directory::{Followed, Matter, Outcome};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Tells a member what became of the own transfer or stay, in the transaction in which it became so.
pub async fn tell_of_following(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    followed: &Followed,
) -> Result<()> {
    let (title, body) = words(followed);
    let notice = NewNotice {
        kind: Kind::Account,
        to: Addressee::Member(followed.member),
        meeting: None,
        stands_until: None,
        title,
        body,
    };
    queue(conn, now, &notice).await?;
    Ok(())
}

fn words(followed: &Followed) -> (String, String) {
    let Followed {
        from,
        to,
        decision_number,
        ..
    } = followed;
    let matter = match followed.matter {
        Matter::Transfer => "Chuyển sinh hoạt đảng",
        Matter::Stay => "Sinh hoạt tạm thời",
    };
    let body = match (followed.matter, followed.outcome) {
        (Matter::Transfer, Outcome::GoesOn) => format!(
            "Theo quyết định {decision_number}, hồ sơ chuyển sinh hoạt của đồng chí nay là từ {from} đến {to}. Các bước \
             đã làm vẫn có giá trị."
        ),
        (Matter::Transfer, Outcome::Arrived) => format!(
            "Theo quyết định {decision_number}, nơi chuyển đi và nơi chuyển đến nay là {to}. Hồ sơ hoàn thành, đồng chí \
             không phải làm thêm gì."
        ),
        (Matter::Transfer, Outcome::Ended) => format!(
            "Theo quyết định {decision_number}, nơi chuyển đến ({to}) không còn. Nếu vẫn cần chuyển, đề nghị đồng chí \
             làm hồ sơ mới."
        ),
        (Matter::Stay, Outcome::GoesOn) => format!(
            "Theo quyết định {decision_number}, đồng chí nay thuộc {from} và sinh hoạt tạm thời tại {to}."
        ),
        (Matter::Stay, Outcome::Arrived) => format!(
            "Theo quyết định {decision_number}, nơi sinh hoạt chính thức và nơi sinh hoạt tạm thời nay là {to}. Thời \
             gian sinh hoạt tạm thời của đồng chí kết thúc."
        ),
        (Matter::Stay, Outcome::Ended) => format!(
            "Theo quyết định {decision_number}, nơi sinh hoạt tạm thời ({to}) không còn. Đồng chí sinh hoạt tại {from}."
        ),
    };
    (format!("{matter}: {from} → {to}"), body)
}
