//! Whether a server may be trusted with what we acknowledge.

use sqlx::PgConnection;

use super::Unready;

/// The oldest server that is served, in the numbering of `server_version_num`.
const OLDEST: i32 = 150_000;

/// Whether acknowledged rows have to outlive a power cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// A server that may lose rows is refused.
    Demanded,
    /// For tests and for them only.
    NotForTests,
}

/// Refuses a server that is too old or that forgets.
pub(super) async fn fit(conn: &mut PgConnection, durability: Durability) -> Result<(), Unready> {
    let server = sqlx::query!(
        r#"
        select current_setting('server_version') as "version!",
               current_setting('server_version_num')::integer as "number!",
               array(select name
                     from pg_settings
                     where name in ('fsync', 'full_page_writes', 'synchronous_commit')
                       and setting = 'off'
                     order by name) as "off!"
        "#
    )
    .fetch_one(conn)
    .await
    .map_err(|error| {
        Unready::new(
            "Không hỏi được máy chủ Postgres",
            "Cannot question the Postgres server",
        )
        .because(error)
    })?;
    if server.number < OLDEST {
        return Err(too_old(&server.version));
    }
    match durability {
        Durability::Demanded if !server.off.is_empty() => Err(forgetful(&server.off.join(", "))),
        Durability::Demanded | Durability::NotForTests => Ok(()),
    }
}

fn too_old(version: &str) -> Unready {
    Unready::new(
        format!("Cần Postgres 15 trở lên; máy chủ này là {version}"),
        format!("Postgres 15 or newer is needed; this server is {version}"),
    )
}

fn forgetful(off: &str) -> Unready {
    Unready::new(
        format!(
            "Máy chủ Postgres đang tắt {off}: mất điện sẽ mất dữ liệu đã xác nhận. Hãy bật lại rồi khởi động lại"
        ),
        format!(
            "This Postgres server has {off} off: a power cut would lose what was acknowledged. Switch it on and start again"
        ),
    )
}
