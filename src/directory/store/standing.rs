//! SQL of the dated dimensions of standing: a turn closes the row in force and opens the next.

use crate::access::grants::days;
use crate::base::{Id, Result};
use crate::db;
use crate::directory::Refusal;
use crate::directory::words::{Activity, Class, Exemption};
use chrono::NaiveDate;
use sqlx::PgConnection;

/// From when a member's standing changes, and by which decision.
#[derive(Clone, Copy, Debug)]
pub(in crate::directory) struct Turn<'a> {
    pub(in crate::directory) member: Id,
    pub(in crate::directory) from: NaiveDate,
    pub(in crate::directory) decision_number: &'a str,
    /// What was written down about it.
    pub(in crate::directory) record: Id,
}

/// Turns as columns.
#[derive(Default)]
struct Columns {
    members: Vec<Id>,
    days: Vec<NaiveDate>,
    decision_numbers: Vec<String>,
    records: Vec<Id>,
}

impl Columns {
    fn push(&mut self, turn: &Turn<'_>) {
        self.members.push(turn.member);
        self.days.push(turn.from);
        self.decision_numbers.push(turn.decision_number.to_owned());
        self.records.push(turn.record);
    }
}

/// Turns the class of members.
pub(in crate::directory) async fn turn_class(
    conn: &mut PgConnection,
    turns: &[Turn<'_>],
    class: Class,
) -> Result<()> {
    let mut columns = Columns::default();
    for turn in turns {
        columns.push(turn);
    }
    sqlx::query!(
        "update directory.classes c
         set during = daterange(lower(c.during), turn.day)
         from unnest($1::uuid[], $2::date[]) as turn (member, day)
         where c.member = turn.member
           and c.during @> turn.day
           and (lower(c.during) is null or lower(c.during) < turn.day)",
        &columns.members,
        &columns.days,
    )
    .execute(&mut *conn)
    .await?;
    let opened = sqlx::query!(
        "insert into directory.classes (member, class, during, decision_number, record)
         select member, $1, daterange(day, null), decision_number, record
         from unnest($2::uuid[], $3::date[], $4::text[], $5::uuid[])
             as turn (member, day, decision_number, record)",
        class.name(),
        &columns.members,
        &columns.days,
        &columns.decision_numbers,
        &columns.records,
    )
    .execute(conn)
    .await;
    db::on_constraint(opened, "classes_once", || Refusal::StandingOverlaps)?;
    Ok(())
}

/// What a member's activity becomes: which, which exemption, and the last day when it is for a time.
pub(in crate::directory) type NewActivity = (Activity, Option<Exemption>, Option<NaiveDate>);

/// Turns the activity of members.
pub(in crate::directory) async fn turn_activity(
    conn: &mut PgConnection,
    turns: &[(Turn<'_>, NewActivity)],
) -> Result<()> {
    let mut columns = Columns::default();
    let (mut activities, mut exemptions, mut spans) = (Vec::new(), Vec::new(), Vec::new());
    for (turn, (activity, exemption, to)) in turns {
        columns.push(turn);
        activities.push(activity.name().to_owned());
        exemptions.push(exemption.map_or("", Exemption::name).to_owned());
        spans.push(days(turn.from, *to));
    }
    sqlx::query!(
        "update directory.activities a
         set during = daterange(lower(a.during), turn.day)
         from unnest($1::uuid[], $2::date[]) as turn (member, day)
         where a.member = turn.member
           and a.during @> turn.day
           and (lower(a.during) is null or lower(a.during) < turn.day)",
        &columns.members,
        &columns.days,
    )
    .execute(&mut *conn)
    .await?;
    let opened = sqlx::query!(
        "insert into directory.activities (member, activity, exemption, during, decision_number, record)
         select member, activity, nullif(exemption, ''), during, decision_number, record
         from unnest($1::uuid[], $2::text[], $3::text[], $4::daterange[], $5::text[], $6::uuid[])
             as turn (member, activity, exemption, during, decision_number, record)",
        &columns.members,
        &activities,
        &exemptions,
        &spans,
        &columns.decision_numbers,
        &columns.records,
    )
    .execute(conn)
    .await;
    db::on_constraint(opened, "activities_once", || Refusal::StandingOverlaps)?;
    Ok(())
}
