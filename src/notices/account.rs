//! Notices about an account: whoever did not activate it, or did not sign in, hears of it.

use super::store::{self, Publishing};
use super::{Addressee, Kind, NewNotice};
use crate::base::{Id, Result, vietnam};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// How a session came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// With the code of a slip.
    Activated,
    /// With the password, on a device that was not known.
    OnNewDevice,
}

impl Begun {
    fn title(self) -> &'static str {
        match self {
            Self::Activated => "Tài khoản đã được kích hoạt",
            Self::OnNewDevice => "Đăng nhập trên thiết bị mới",
        }
    }

    fn body(self, device: &str, at: DateTime<Utc>) -> String {
        let device = if device.is_empty() {
            "một thiết bị không đặt tên"
        } else {
            device
        };
        let at = vietnam::written(at);
        match self {
            Self::Activated => format!(
                "Kích hoạt lúc {at} trên {device}. Nếu không phải đồng chí, hãy báo ngay cho bí thư chi bộ."
            ),
            Self::OnNewDevice => format!(
                "Đăng nhập lúc {at} trên {device}. Nếu không phải đồng chí, hãy đăng xuất thiết bị đó, đổi mật khẩu \
                 và báo ngay cho bí thư chi bộ."
            ),
        }
    }
}

/// Tells a member that a session began on a device. The notice carries the session's id, so that being told twice
/// writes it once.
pub async fn tell_of_session(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    (session, member): (Id, Id),
    (begun, device): (Begun, &str),
) -> Result<()> {
    let notice = NewNotice {
        kind: Kind::Account,
        to: Addressee::Member(member),
        meeting: None,
        stands_until: None,
        title: begun.title().to_owned(),
        body: begun.body(device, now),
    };
    if store::exists(conn, session).await? {
        return Ok(());
    }
    store::insert_notice(conn, (session, now), &notice, Publishing::default()).await
}
