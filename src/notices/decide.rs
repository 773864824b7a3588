//! Whom a notice reaches: pure, beside the lists that ask the same of the database.

use super::cursor::Fingerprint;
use super::{Counts, Shown};
use crate::access::policy::SMALLEST_GROUP;
use crate::base::secrets::Keys;
use crate::base::{Id, ids, vietnam};
use chrono::{DateTime, NaiveDate, Utc};

/// A member and what the member belongs to.
#[derive(Clone, Debug)]
pub(super) struct Reader {
    pub member: Id,
    pub chain: Chain,
}

/// Every organisation a member has belonged to until today, and all that stood above each of them at that time.
#[derive(Clone, Debug, Default)]
pub(super) struct Chain(pub Vec<Stretch>);

/// One organisation for some days, the last of them excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub organization: Id,
    /// None: since ever.
    pub from: Option<NaiveDate>,
    /// None: to this day.
    pub to: Option<NaiveDate>,
    /// The member's own branch, and not what stands above it.
    pub own: bool,
}

/// To which organisation a notice went, and for which days.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sent {
    pub organization: Id,
    pub below: bool,
    pub at: DateTime<Utc>,
    pub stands_until: Option<DateTime<Utc>>,
}

/// The stretches as columns, for a query that takes them all at once.
#[derive(Clone, Debug, Default)]
pub(super) struct Columns {
    pub organizations: Vec<Id>,
    /// No notice of the stretch has a lesser id.
    pub first: Vec<Id>,
    /// Every notice of the stretch has a lesser id.
    pub before: Vec<Id>,
    /// When the stretch began.
    pub since: Vec<DateTime<Utc>>,
    pub own: Vec<bool>,
}

impl Chain {
    /// Whether a notice to an organisation reaches who belonged to all this.
    pub(super) fn is_reached(&self, sent: &Sent) -> bool {
        self.0.iter().any(|stretch| stretch.is_reached(sent))
    }

    /// The same for as long as nothing of it changes.
    pub(super) fn fingerprint(&self, keys: &Keys) -> Fingerprint {
        let told = format!("{:?}", self.0);
        let mut fingerprint = Fingerprint::default();
        let mac = keys.mac("notices chain", &[told.as_bytes()]);
        for (byte, from) in fingerprint.iter_mut().zip(mac) {
            *byte = from;
        }
        fingerprint
    }

    pub(super) fn columns(&self) -> Columns {
        let mut columns = Columns::default();
        for stretch in &self.0 {
            let since = stretch.from.map_or(DateTime::UNIX_EPOCH, vietnam::start_of);
            let before = stretch.to.map(|to| ids::least_at(vietnam::start_of(to)));
            columns.organizations.push(stretch.organization);
            columns.first.push(ids::least_at(since));
            columns.before.push(before.unwrap_or(Id::max()));
            columns.since.push(since);
            columns.own.push(stretch.own);
        }
        columns
    }
}

/// What may be shown of counts: a group small enough to be told apart only to who may see its names anyway.
pub(super) fn shown(counts: Counts, sees_names: bool) -> Shown {
    let is_withheld = !sees_names && (1..SMALLEST_GROUP).contains(&counts.expected);
    Shown {
        counts: if is_withheld { Counts::default() } else { counts },
        is_withheld,
    }
}

impl Stretch {
    fn is_reached(&self, sent: &Sent) -> bool {
        let written = vietnam::day_of(sent.at);
        let last = sent.stands_until.map_or(written, vietnam::day_of).max(written);
        self.organization == sent.organization
            && (self.own || sent.below)
            && self.from.is_none_or(|from| from <= last)
            && self.to.is_none_or(|to| written < to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_are_counted_only_for_who_may_see_their_names() {
        let of = |expected| Counts {
            expected,
            read: expected,
            ..Counts::default()
        };
        for few in 1..5 {
            assert!(shown(of(few), false).is_withheld);
            assert_eq!(shown(of(few), false).counts, Counts::default());
            assert_eq!(shown(of(few), true).counts, of(few));
        }
        for enough in [0, 5, 100] {
            assert!(!shown(of(enough), false).is_withheld);
        }
    }
}
