//! Counting anew what changed: whatever changes a count leaves a note in the same transaction, and here it is worked off.

use super::store::recounts;
use crate::access::doors::Worker;
use crate::base::{Id, Result, vietnam};

/// Notes about members looked at in one transaction.
const NOTES: i64 = 500;
/// Organisations counted in one transaction: well within the time a statement has.
const ORGANIZATIONS: i64 = 200;

/// Counts some of what changed; says whether more is left. One instance of the house counts at a time.
pub async fn recount(door: &Worker) -> Result<bool> {
    let today = vietnam::day_of(door.clock().now());
    if !recounts::are_left(&mut *door.look().await?, today).await? {
        return Ok(false);
    }
    let mut errand = door.begin().await?;
    let (now, today) = (errand.now(), errand.today());
    let conn = errand.conn();
    if !recounts::alone(conn).await? {
        return Ok(false);
    }
    recounts::take_time(conn).await?;
    recounts::spread(conn, today, NOTES).await?;
    let organizations = recounts::take(conn, today, ORGANIZATIONS).await?;
    recounts::write(conn, &organizations, today).await?;
    let left = recounts::are_left(conn, today).await?;
    if !left {
        recounts::mark(conn, now).await?;
    }
    errand.commit(()).await?;
    Ok(left)
}

/// Looks whether the parts of every tree make the whole: of a nation too long for whoever asks, so each hour beforehand.
pub async fn check_parts(door: Worker, _nobody: Id) -> Result<()> {
    let mut errand = door.begin().await?;
    let today = errand.today();
    recounts::take_time(errand.conn()).await?;
    recounts::write_differing(errand.conn(), today).await?;
    errand.commit(()).await?;
    Ok(())
}
