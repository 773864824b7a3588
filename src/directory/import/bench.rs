//! Where an import works: inside somebody's transaction, whoever opened it.

use crate::access::Visit;
use crate::access::doors::Errand;
use crate::base::secrets::Keys;
use crate::base::{Clock, Id, vietnam};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// A transaction, and what has to be known to write in it.
#[derive(Debug)]
pub(in crate::directory) struct Bench<'a> {
    pub(in crate::directory) conn: &'a mut PgConnection,
    pub(in crate::directory) keys: Keys,
    pub(in crate::directory) clock: Clock,
    pub(in crate::directory) now: DateTime<Utc>,
    /// Who is written down as having said it; nobody for the operator.
    pub(in crate::directory) by: Option<Id>,
}

impl<'a> Bench<'a> {
    /// In the transaction of an errand.
    pub(in crate::directory) fn of_errand(errand: &'a mut Errand) -> Self {
        Self {
            keys: errand.keys().clone(),
            clock: errand.clock().clone(),
            now: errand.now(),
            by: None,
            conn: errand.conn(),
        }
    }

    /// In the transaction of a visit.
    pub(in crate::directory) fn of_visit(visit: &'a mut Visit) -> Self {
        Self {
            keys: visit.keys().clone(),
            clock: visit.clock().clone(),
            now: visit.now(),
            by: Some(visit.caller().member),
            conn: visit.conn(),
        }
    }

    /// The day of the work in Vietnam.
    pub(in crate::directory) fn today(&self) -> NaiveDate {
        vietnam::day_of(self.now)
    }
}
