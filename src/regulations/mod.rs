//! Numbers of the domain: dated, with their source, never in code.

mod calendar;
mod local;

pub use calendar::{Calendar, calendar};
pub use local::{InForce, NewNumber, in_force, set as set_local};

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
    /// Hours before the planned start from which a meeting may be opened.
    EarlyOpeningHours,
    /// Hours back to which the beginning of a meeting may lie when it is opened.
    LateOpeningHours,
    /// Hours after its end until a meeting that nobody closed is closed by itself.
    ForgottenClosingHours,
    /// Days back to which a meeting held elsewhere may lie when it is written down.
    RecordAfterwardsDays,
    /// Who is in the base of the rate of attendance: 1 for who has to come, and of the exempt and those away whoever
    /// came; 2 for the same less who is absent with a reason.
    RateBase,
    /// Least minutes of a regular meeting.
    RegularMinutes,
    /// Least minutes of a regular and a thematic meeting held together.
    CombinedMinutes,
    /// Days before a meeting by which its papers are there.
    PapersDaysBefore,
    /// Days before a meeting by which members are told.
    NoticeDaysBefore,
    /// Minutes by which the points of an agenda may exceed the planned length.
    AgendaOverrunMinutes,
    /// Regular meetings a branch owes a month.
    RegularPerMonth,
    /// Thematic meetings a branch owes a quarter.
    ThematicPerQuarter,
    /// Meetings its committee owes a month.
    CommitteePerMonth,
    /// The committee meets before the branch does: one for yes.
    CommitteeMeetsBefore,
    /// Official members from which on a branch elects a committee.
    CommitteeFromOfficial,
    /// Official members that a branch has at least.
    OfficialLeast,
    /// A thematic meeting is joined with the regular one only: one for yes.
    ThematicJoinsRegularOnly,
    /// A resolution takes more than so many of a hundred of those entitled.
    MajorityPercent,
    /// Of a hundred of those entitled so many must be there; off unless a committee sets it.
    QuorumPercent,
    /// Past meetings that a forecast looks back on.
    ForecastMeetings,
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
    pub const ALL: [Self; 28] = [
        Self::LateGraceMinutes,
        Self::SealingHours,
        Self::EarlyOpeningHours,
        Self::LateOpeningHours,
        Self::ForgottenClosingHours,
        Self::RecordAfterwardsDays,
        Self::RateBase,
        Self::RegularMinutes,
        Self::CombinedMinutes,
        Self::PapersDaysBefore,
        Self::NoticeDaysBefore,
        Self::AgendaOverrunMinutes,
        Self::RegularPerMonth,
        Self::ThematicPerQuarter,
        Self::CommitteePerMonth,
        Self::CommitteeMeetsBefore,
        Self::CommitteeFromOfficial,
        Self::OfficialLeast,
        Self::ThematicJoinsRegularOnly,
        Self::MajorityPercent,
        Self::QuorumPercent,
        Self::ForecastMeetings,
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
            Self::EarlyOpeningHours => "EARLY_OPENING_HOURS",
            Self::LateOpeningHours => "LATE_OPENING_HOURS",
            Self::ForgottenClosingHours => "FORGOTTEN_CLOSING_HOURS",
            Self::RecordAfterwardsDays => "RECORD_AFTERWARDS_DAYS",
            Self::RateBase => "RATE_BASE",
            Self::RegularMinutes => "REGULAR_MINUTES",
            Self::CombinedMinutes => "COMBINED_MINUTES",
            Self::PapersDaysBefore => "PAPERS_DAYS_BEFORE",
            Self::NoticeDaysBefore => "NOTICE_DAYS_BEFORE",
            Self::AgendaOverrunMinutes => "AGENDA_OVERRUN_MINUTES",
            Self::RegularPerMonth => "REGULAR_PER_MONTH",
            Self::ThematicPerQuarter => "THEMATIC_PER_QUARTER",
            Self::CommitteePerMonth => "COMMITTEE_PER_MONTH",
            Self::CommitteeMeetsBefore => "COMMITTEE_MEETS_BEFORE",
            Self::CommitteeFromOfficial => "COMMITTEE_FROM_OFFICIAL",
            Self::OfficialLeast => "OFFICIAL_LEAST",
            Self::ThematicJoinsRegularOnly => "THEMATIC_JOINS_REGULAR_ONLY",
            Self::MajorityPercent => "MAJORITY_PERCENT",
            Self::QuorumPercent => "QUORUM_PERCENT",
            Self::ForecastMeetings => "FORECAST_MEETINGS",
            Self::ProbationMonths => "PROBATION_MONTHS",
            Self::EarlierProbationMonths => "EARLIER_PROBATION_MONTHS",
            Self::StayMonthsLeast => "STAY_MONTHS_LEAST",
            Self::StayMonthsBelow => "STAY_MONTHS_BELOW",
            Self::StudyMonthsMost => "STUDY_MONTHS_MOST",
            Self::TransferWorkingDays => "TRANSFER_WORKING_DAYS",
        }
    }
}

impl Rule {
    /// Whether committees set it for themselves and those below.
    pub const fn is_local(self) -> bool {
        matches!(
            self,
            Self::RegularMinutes
                | Self::CombinedMinutes
                | Self::PapersDaysBefore
                | Self::NoticeDaysBefore
                | Self::AgendaOverrunMinutes
                | Self::QuorumPercent
        )
    }

    /// Whether it counts of a hundred.
    pub const fn is_share(self) -> bool {
        matches!(self, Self::MajorityPercent | Self::QuorumPercent)
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
