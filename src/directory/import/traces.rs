//! What an import leaves in a member's history: the same records that a change by hand leaves, so that it tells who changed
//! what. Which fields changed is kept, their values are not.

use super::fields::Field;
use crate::base::{Clock, Id, Result, ids};
use crate::directory::memberships::{Decider, Entry, What, keep_records};
use chrono::{DateTime, NaiveDate, Utc};
use sqlx::PgConnection;

/// Records to be written.
#[derive(Debug, Default)]
pub(super) struct Traces(Vec<(Id, Trace)>);

#[derive(Debug)]
struct Trace {
    member: Id,
    what: What,
    day: NaiveDate,
    note: String,
}

impl Traces {
    /// The file was corrected in these fields.
    pub(super) fn edited(&mut self, clock: &Clock, whose: (Id, NaiveDate), fields: &[Field]) {
        let names: Vec<_> = fields.iter().map(|field| field.recorded()).collect();
        self.add(clock, whose, What::Edited, names.join(", "));
    }

    /// The standing turned; the record that the span rests on.
    pub(super) fn turned(&mut self, clock: &Clock, whose: (Id, NaiveDate), word: &str) -> Id {
        self.add(clock, whose, What::Standing, word.to_owned())
    }

    /// A stay elsewhere began.
    pub(super) fn left(&mut self, clock: &Clock, whose: (Id, NaiveDate)) {
        self.add(clock, whose, What::StayStarted, String::new());
    }

    /// A stay elsewhere ended.
    pub(super) fn returned(&mut self, clock: &Clock, whose: (Id, NaiveDate)) {
        self.add(clock, whose, What::StayEnded, String::new());
    }

    /// The home moved.
    pub(super) fn moved(&mut self, clock: &Clock, whose: (Id, NaiveDate)) {
        self.add(clock, whose, What::Transferred, String::new());
    }

    fn add(&mut self, clock: &Clock, (member, day): (Id, NaiveDate), what: What, note: String) -> Id {
        let id = ids::new(clock);
        self.0.push((
            id,
            Trace {
                member,
                what,
                day,
                note,
            },
        ));
        id
    }

    /// Writes them in the name of somebody; of nobody for the operator.
    pub(super) async fn keep(
        &self,
        conn: &mut PgConnection,
        written: (Option<Id>, DateTime<Utc>),
    ) -> Result<()> {
        let entries: Vec<_> = self.0.iter().map(|(id, trace)| (*id, trace.entry())).collect();
        if entries.is_empty() {
            return Ok(());
        }
        keep_records(conn, &entries, written).await
    }
}

impl Trace {
    fn entry(&self) -> Entry<'_> {
        Entry {
            member: self.member,
            what: self.what,
            day: self.day,
            decision_number: "",
            decider: Decider::default(),
            note: &self.note,
        }
    }
}
