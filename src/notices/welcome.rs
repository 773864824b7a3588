//! The notice that an account is in use: whoever did not activate it hears of it.

use super::{Addressee, Kind, NewNotice, store};
use crate::base::{Id, Result, vietnam};
use chrono::{DateTime, Utc};
use sqlx::PgConnection;

/// Tells a member that the account was activated on a device. The notice carries the session's id, so that being told
/// twice writes it once.
pub async fn welcome(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
    (session, member): (Id, Id),
    device: &str,
) -> Result<()> {
    let device = if device.is_empty() {
        "một thiết bị không đặt tên"
    } else {
        device
    };
    let notice = NewNotice {
        kind: Kind::Account,
        to: Addressee::Member(member),
        meeting: None,
        title: "Tài khoản đã được kích hoạt".to_owned(),
        body: format!(
            "Kích hoạt lúc {} trên {device}. Nếu không phải đồng chí, hãy báo ngay cho bí thư chi bộ.",
            vietnam::written(now)
        ),
    };
    if store::exists(conn, session).await? {
        return Ok(());
    }
    store::insert_notice(conn, session, now, &notice).await
}
