//! Accounts and days of use that are recorded afterwards: by the import of a past, never by a member.

use super::{Hasher, passwords, store};
use crate::access::doors::Errand;
use crate::base::{Id, Result, vietnam};
use crate::directory;
use chrono::{DateTime, NaiveDate, Utc};

/// A hash to enrol with.
pub async fn hash(hasher: &Hasher, password: &str) -> Result<String> {
    hasher.hash(passwords::normal(password)).await
}

/// Opens accounts that were activated at past moments, all with one password hash from [`hash`].
pub async fn enrol(errand: &mut Errand, activated: &[(Id, DateTime<Utc>)], hash: &str) -> Result<()> {
    let (members, moments): (Vec<Id>, Vec<DateTime<Utc>>) = activated.iter().copied().unzip();
    store::set_password(errand.conn(), &members, hash, &moments).await?;
    for (member, moment) in activated {
        directory::mark_activated(errand.conn(), *member, vietnam::day_of(*moment)).await?;
    }
    Ok(())
}

/// Records that members used the app on past days.
pub async fn record_use(errand: &mut Errand, used: &[(Id, NaiveDate)]) -> Result<()> {
    let (members, days): (Vec<Id>, Vec<NaiveDate>) = used.iter().copied().unzip();
    store::insert_activity_days(errand.conn(), &members, &days).await
}
