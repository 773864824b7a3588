//! Signing keys through the months: made, published a day before they sign, retired, dropped in an emergency.

use super::ring::{Ring, SigningKey};
use super::store::{self, KeyRow};
use crate::access::doors::Errand;
use crate::base::secrets::{Cell, Keys};
use crate::base::{Id, Result, ids};
use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

/// How long a key signs.
const SIGNS: TimeDelta = TimeDelta::days(90);
/// How long a key is published before it signs: whoever verifies our tokens may cache that long.
const AHEAD: TimeDelta = TimeDelta::hours(24);
/// How long a key is still published after it stopped signing: longer than any token lives.
pub(super) const AFTERGLOW: TimeDelta = TimeDelta::hours(1);

/// Sees to it that a key signs now, and that the next is published in time.
pub async fn ensure(errand: &mut Errand) -> Result<()> {
    store::lock_keys(errand.conn()).await?;
    let now = errand.now();
    let rows = store::keys_in_force(errand.conn(), now).await?;
    match rows.iter().map(|row| row.signs_until).max() {
        Some(last) if last > now + AHEAD => Ok(()),
        Some(last) if last > now => insert(errand, last).await,
        Some(_) | None => insert(errand, now).await,
    }
}

/// Plans a change of keys: the next is published at once and signs from tomorrow on.
pub async fn rotate(errand: &mut Errand) -> Result<()> {
    ensure(errand).await?;
    let change = errand.now() + AHEAD;
    store::retire_keys(errand.conn(), change).await?;
    insert(errand, change).await
}

/// Drops every key and signs with a new one at once: all access tokens die, refresh tokens live on.
pub async fn drop_now(errand: &mut Errand) -> Result<()> {
    store::lock_keys(errand.conn()).await?;
    let now = errand.now();
    store::drop_keys(errand.conn(), now).await?;
    insert(errand, now).await
}

/// Whether [`ensure`] has something to do, as far as memory tells.
pub(super) fn is_due(keys: &[SigningKey], now: DateTime<Utc>) -> bool {
    keys.iter().all(|key| key.signs_until <= now + AHEAD)
}

/// Reads the keys in force into memory; those known already are not opened again.
pub(super) async fn load(
    conn: &mut PgConnection,
    keys: &Keys,
    ring: &Ring,
    now: DateTime<Utc>,
) -> Result<()> {
    let rows = store::keys_in_force(conn, now).await?;
    let opened: Result<Vec<SigningKey>> = rows.iter().map(|row| open(keys, ring, row)).collect();
    ring.replace(opened?);
    Ok(())
}

fn open(keys: &Keys, ring: &Ring, row: &KeyRow) -> Result<SigningKey> {
    if let Some(known) = ring.find(&row.kid.to_string()) {
        return Ok(SigningKey {
            signs_from: row.signs_from,
            signs_until: row.signs_until,
            ..known
        });
    }
    let private = keys.open(cell(row.kid), &row.private_sealed)?;
    Ok(SigningKey::open(
        row.kid.to_string(),
        &private,
        row.signs_from..row.signs_until,
    )?)
}

async fn insert(errand: &mut Errand, signs_from: DateTime<Utc>) -> Result<()> {
    let kid = ids::new(errand.clock());
    let private = SigningKey::generate()?;
    let signs_until = signs_from + SIGNS;
    let key = SigningKey::open(kid.to_string(), &private, signs_from..signs_until)?;
    let row = KeyRow {
        kid,
        private_sealed: errand.keys().seal(cell(kid), &private)?,
        signs_from,
        signs_until,
    };
    let now = errand.now();
    store::insert_key(errand.conn(), &row, &key.public, now).await
}

fn cell(kid: Id) -> Cell<'static> {
    Cell {
        table: "identity.signing_keys",
        column: "private",
        row: kid,
    }
}
