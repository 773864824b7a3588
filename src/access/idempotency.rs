//! Answers kept under a key: a call that is sent again gets the answer of the first, whatever the network lost.

use crate::base::secrets::{Cell, Keys};
use crate::base::{Error, Id, Kind, Refused, Result, Text, Violation, codes};
use chrono::{DateTime, Utc};
use prost::Message;
use sha2::{Digest, Sha256};
use sqlx::PgConnection;

/// A caller's key for one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    name: String,
    request_hash: Vec<u8>,
}

impl Key {
    /// Longest key accepted, in bytes.
    pub const LONGEST: usize = 200;

    /// A key for one request of one call.
    pub fn new(name: &str, call: &str, request: &[u8]) -> Result<Self, Refused> {
        if name.is_empty() || name.len() > Self::LONGEST {
            return Err(invalid());
        }
        let request_hash = Sha256::new()
            .chain_update(call)
            .chain_update([0])
            .chain_update(request)
            .finalize();
        Ok(Self {
            name: name.to_owned(),
            request_hash: request_hash.to_vec(),
        })
    }

    /// The advisory lock that tells "in flight" from "done".
    fn lock(&self, caller: Id) -> i64 {
        let digest = Sha256::new()
            .chain_update(caller.as_bytes())
            .chain_update(&self.name)
            .finalize();
        let (head, _) = digest
            .split_first_chunk::<8>()
            .map_or(([0; 8], &[][..]), |(head, rest)| (*head, rest));
        i64::from_be_bytes(head)
    }
}

/// Claims the key for this transaction; an earlier answer comes back as [`Error::Replay`].
pub(super) async fn claim(conn: &mut PgConnection, keys: &Keys, caller: Id, key: &Key) -> Result<()> {
    let locked = sqlx::query_scalar!(
        r#"select pg_try_advisory_xact_lock($1) as "locked!""#,
        key.lock(caller)
    )
    .fetch_one(&mut *conn)
    .await?;
    if !locked {
        return Err(in_flight().into());
    }
    let kept = sqlx::query!(
        "select request_hash, answer
         from access.idempotency
         where caller = $1
           and key = $2",
        caller,
        key.name,
    )
    .fetch_optional(conn)
    .await?;
    match kept {
        None => Ok(()),
        Some(kept) if kept.request_hash == key.request_hash => {
            let answer = keys.open(cell(caller), &kept.answer)?;
            Err(Error::Replay(answer.to_vec()))
        }
        Some(_) => Err(reused().into()),
    }
}

/// An answer as it is kept: sealed, since it may be an activation code.
pub(super) fn seal<A: Message>(keys: &Keys, caller: Id, answer: &A) -> Result<Vec<u8>> {
    Ok(keys.seal(cell(caller), &answer.encode_to_vec())?)
}

/// Keeps a sealed answer in the transaction of its effect.
pub(super) async fn keep(
    conn: &mut PgConnection,
    caller: Id,
    key: &Key,
    answer: &[u8],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "insert into access.idempotency (caller, key, request_hash, answer, created_at)
         values ($1, $2, $3, $4, $5)",
        caller,
        key.name,
        key.request_hash,
        answer,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets answers older than `before`; phones do not try that long.
pub async fn forget(conn: &mut PgConnection, before: DateTime<Utc>) -> Result<u64> {
    let done = sqlx::query!("delete from access.idempotency where created_at < $1", before)
        .execute(conn)
        .await?;
    Ok(done.rows_affected())
}

fn cell(caller: Id) -> Cell<'static> {
    Cell {
        table: "access.idempotency",
        column: "answer",
        row: caller,
    }
}

fn invalid() -> Refused {
    Refused::invalid(vec![Violation::new(
        "idempotencyKey",
        Text::new("Dài từ 1 đến 200 ký tự.", "Must have 1 to 200 characters."),
    )])
}

fn in_flight() -> Refused {
    Refused::new(
        Kind::InFlight,
        codes::IN_FLIGHT,
        "Yêu cầu này đang được xử lý. Xin chờ rồi gửi lại với cùng khoá.",
        "This request is being worked on. Wait, then send it again with the same key.",
    )
    .retry_after(std::time::Duration::from_millis(500))
}

fn reused() -> Refused {
    Refused::new(
        Kind::KeyReused,
        codes::KEY_REUSED,
        "Khoá này đã dùng cho một yêu cầu khác. Hãy dùng khoá mới.",
        "This key was used for another request. Use a new key.",
    )
}
