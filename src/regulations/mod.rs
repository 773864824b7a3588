//! Numbers of the domain: dated, with their source, never in code.

mod calendar;

pub use calendar::{Calendar, calendar};

use crate::base::Result;
use anyhow::anyhow;
use chrono::NaiveDate;
use sqlx::PgConnection;

/// A number that some regulation sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rule {
    /// Minutes after the planned start from which an arrival is late.
    LateGraceMinutes,
    /// Hours after closing until attendance is sealed.
    SealingHours,
    /// Least minutes of a regular meeting.
    RegularMinutes,
    /// Least minutes of a regular and a thematic meeting held together.
    CombinedMinutes,
    /// Months of probation from the day of joining.
    ProbationMonths,
    /// The same for admissions before the rule in force: it warns.
    EarlierProbationMonths,
    /// Least months of a stay elsewhere.
    StayMonthsLeast,
    /// Months that a stay elsewhere for work stays below.
    StayMonthsBelow,
    /// Most months of a stay elsewhere for study.
    StudyMonthsMost,
    /// Working days a transfer may take.
    TransferWorkingDays,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 10] = [
        Self::LateGraceMinutes,
        Self::SealingHours,
        Self::RegularMinutes,
        Self::CombinedMinutes,
        Self::ProbationMonths,
        Self::EarlierProbationMonths,
        Self::StayMonthsLeast,
        Self::StayMonthsBelow,
        Self::StudyMonthsMost,
        Self::TransferWorkingDays,
    ];

    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LateGraceMinutes => "LATE_GRACE_MINUTES",
            Self::SealingHours => "SEALING_HOURS",
            Self::RegularMinutes => "REGULAR_MINUTES",
            Self::CombinedMinutes => "COMBINED_MINUTES",
            Self::ProbationMonths => "PROBATION_MONTHS",
            Self::EarlierProbationMonths => "EARLIER_PROBATION_MONTHS",
            Self::StayMonthsLeast => "STAY_MONTHS_LEAST",
            Self::StayMonthsBelow => "STAY_MONTHS_BELOW",
            Self::StudyMonthsMost => "STUDY_MONTHS_MOST",
            Self::TransferWorkingDays => "TRANSFER_WORKING_DAYS",
        }
    }
}

/// What a rule said on a day, and who said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// The number, in the unit of the rule's name.
    pub value: i32,
    /// The document it stands in, or that it is a default of this product.
    pub source: String,
}

/// What a rule said on a day; `None` when nothing was in force then.
pub async fn find(conn: &mut PgConnection, rule: Rule, day: NaiveDate) -> Result<Option<Number>> {
    let number = sqlx::query_as!(
        Number,
        "select value, source
         from regulations.numbers
         where rule = $1
           and during @> $2::date",
        rule.name(),
        day,
    )
    .fetch_optional(conn)
    .await?;
    Ok(number)
}

/// What a rule says on a day, for rules that are always in force.
pub async fn number(conn: &mut PgConnection, rule: Rule, day: NaiveDate) -> Result<Number> {
    let found = find(conn, rule, day).await?;
    found.ok_or_else(|| anyhow!("no {} in force on {day}", rule.name()).into())
}
