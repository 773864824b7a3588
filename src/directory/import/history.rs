//! The dated rows of members who are new: class, activity, memberships.

use super::facts::{Resolved, Whereabouts};
use crate::base::{Clock, Id, Result, ids};
use crate::directory::words::{Activity, Class, Exemption, Relation};
use chrono::NaiveDate;
use sqlx::PgConnection;
use sqlx::postgres::types::PgRange;
use std::ops::Bound;

/// Dated rows, as columns.
#[derive(Debug, Default)]
pub(super) struct History {
    classes: Column,
    activities: Column,
    exemptions: Vec<String>,
    memberships: Column,
    membership_ids: Vec<Id>,
    organizations: Vec<Id>,
}

/// Whose row, which word, which days.
#[derive(Debug, Default)]
struct Column {
    members: Vec<Id>,
    words: Vec<String>,
    days: Vec<PgRange<NaiveDate>>,
}

impl Column {
    /// Adds a row from one day until before another; nothing when no day lies between.
    fn push(&mut self, member: Id, word: &str, from: NaiveDate, until: Option<NaiveDate>) -> bool {
        if until.is_some_and(|until| until <= from) {
            return false;
        }
        self.members.push(member);
        self.words.push(word.to_owned());
        self.days.push(PgRange {
            start: Bound::Included(from),
            end: until.map_or(Bound::Unbounded, Bound::Excluded),
        });
        true
    }
}

impl History {
    /// Adds what a row says of a new member. The home membership begins with the party membership, or with the branch
    /// where that is younger: the file does not know of earlier branches.
    pub(super) fn push(&mut self, row: &Resolved, member: Id, (clock, today): (&Clock, NaiveDate)) {
        let facts = &row.facts;
        let joined = facts.joined_date.unwrap_or(today);
        let probation = Class::Probationary.name();
        self.classes.push(member, probation, joined, facts.official_date);
        if let Some(official) = facts.official_date {
            self.classes.push(member, Class::Official.name(), official, None);
        }
        let (activity, exemption, since) = facts.activity.unwrap_or((Activity::Active, None, None));
        self.activity(member, (Activity::Active, None), joined, since);
        if let Some(from) = since {
            self.activity(member, (activity, exemption), from, None);
        }
        let home = row.home.id;
        self.membership(clock, (member, home, Relation::Home), joined.max(row.home.from));
        if let Whereabouts::Elsewhere(stay) = &facts.stay {
            self.membership(clock, (member, home, Relation::TemporarilyOut), stay.from);
            if let Some(branch) = row.stays_in {
                self.membership(clock, (member, branch, Relation::TemporarilyIn), stay.from);
            }
        }
    }

    fn activity(
        &mut self,
        member: Id,
        (activity, exemption): (Activity, Option<Exemption>),
        from: NaiveDate,
        until: Option<NaiveDate>,
    ) {
        if self.activities.push(member, activity.name(), from, until) {
            self.exemptions
                .push(exemption.map_or("", Exemption::name).to_owned());
        }
    }

    fn membership(
        &mut self,
        clock: &Clock,
        (member, organization, relation): (Id, Id, Relation),
        from: NaiveDate,
    ) {
        if self.memberships.push(member, relation.name(), from, None) {
            self.membership_ids.push(ids::new(clock));
            self.organizations.push(organization);
        }
    }

    /// Writes the rows.
    pub(super) async fn insert(&self, conn: &mut PgConnection) -> Result<()> {
        sqlx::query!(
            "insert into directory.classes (member, class, during)
             select member, class, during
             from unnest($1::uuid[], $2::text[], $3::daterange[]) as rows (member, class, during)",
            &self.classes.members,
            &self.classes.words,
            &self.classes.days,
        )
        .execute(&mut *conn)
        .await?;
        sqlx::query!(
            "insert into directory.activities (member, activity, exemption, during)
             select member, activity, nullif(exemption, ''), during
             from unnest($1::uuid[], $2::text[], $3::text[], $4::daterange[])
                 as rows (member, activity, exemption, during)",
            &self.activities.members,
            &self.activities.words,
            &self.exemptions,
            &self.activities.days,
        )
        .execute(&mut *conn)
        .await?;
        sqlx::query!(
            "insert into directory.memberships (id, member, organization, relation, during)
             select id, member, organization, relation, during
             from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::daterange[])
                 as rows (id, member, organization, relation, during)",
            &self.membership_ids,
            &self.memberships.members,
            &self.organizations,
            &self.memberships.words,
            &self.memberships.days,
        )
        .execute(conn)
        .await?;
        Ok(())
    }
}
