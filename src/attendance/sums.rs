//! What stands in the header of the minutes, and the rate: each member is counted once, by kind. Pure.

use super::State;
use crate::base::{Result, Text};
use crate::directory::Rostered;
use crate::directory::words::{Activity, Class, Relation};
use anyhow::anyhow;

/// How many stand where. Disjoint; together they are the frozen roster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// [`State::Expected`].
    pub expected: i32,
    /// [`State::Present`].
    pub present: i32,
    /// [`State::Late`].
    pub late: i32,
    /// [`State::AbsentExcused`].
    pub absent_excused: i32,
    /// [`State::Absent`].
    pub absent: i32,
    /// [`State::Exempt`].
    pub exempt: i32,
    /// [`State::TemporarilyOut`].
    pub temporarily_out: i32,
    /// [`State::Pending`].
    pub pending: i32,
    /// Of those who came, who left before the end; in no sum.
    pub left_early: i32,
    /// In the room without being called; in no sum.
    pub guests: i32,
}

/// Members by kind. Each is of one kind: who is away for a time before who is exempt before who is here for a time, and
/// the rest by class. Who is suspended or detained stands with the exempt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds {
    /// Official, at home and active.
    pub official: i32,
    /// On probation, at home and active.
    pub probationary: i32,
    /// Here for a time.
    pub temporarily_in: i32,
    /// Exempt.
    pub exempt: i32,
    /// Away for a time.
    pub temporarily_out: i32,
}

/// The header of the minutes. The parts add up to the roster.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// Came, late or not.
    pub attended: Kinds,
    /// Absent with a reason.
    pub absent_excused: Kinds,
    /// Absent without one.
    pub absent: Kinds,
    /// Need not come, and did not.
    pub not_obliged: Kinds,
    /// Nothing is known yet, or it waits for the secretary.
    pub unheard: Kinds,
}

/// Who is in the denominator of the rate: the rule of a dated rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Everybody who has to come, and of the exempt and those away whoever came.
    Obliged,
    /// The same without who is absent with a reason.
    ObligedLessExcused,
}

/// A rate with everything that says what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// How many of the base came.
    pub numerator: i32,
    /// The base.
    pub denominator: i32,
    /// Which base.
    pub base: Base,
    /// The document that sets the base.
    pub source: String,
}

/// Sums up a roster.
pub(super) fn header(rows: impl IntoIterator<Item = (Rostered, State)>) -> Header {
    let mut header = Header::default();
    for (standing, state) in rows {
        let part = match state {
            State::Present | State::Late => &mut header.attended,
            State::AbsentExcused => &mut header.absent_excused,
            State::Absent => &mut header.absent,
            State::Exempt | State::TemporarilyOut => &mut header.not_obliged,
            State::Expected | State::Pending => &mut header.unheard,
        };
        *part.of(standing) += 1;
    }
    header
}

/// How many of the base came, and the base.
pub(super) fn rate(base: Base, rows: impl IntoIterator<Item = (Rostered, State)>) -> (i32, i32) {
    let (mut came, mut counted) = (0, 0);
    for (standing, state) in rows {
        let is_there = matches!(state, State::Present | State::Late);
        let is_excused = base == Base::ObligedLessExcused && state == State::AbsentExcused;
        if is_there || (is_obliged(standing) && !is_excused) {
            counted += 1;
        }
        if is_there {
            came += 1;
        }
    }
    (came, counted)
}

fn is_obliged(standing: Rostered) -> bool {
    standing.activity == Activity::Active && standing.relation != Relation::TemporarilyOut
}

impl Counts {
    /// Everybody on the roster.
    pub const fn roster(&self) -> i32 {
        self.expected
            + self.present
            + self.late
            + self.absent_excused
            + self.absent
            + self.exempt
            + self.temporarily_out
            + self.pending
    }
}

impl Kinds {
    /// All of them.
    pub const fn all(&self) -> i32 {
        self.official + self.probationary + self.temporarily_in + self.exempt + self.temporarily_out
    }

    fn of(&mut self, standing: Rostered) -> &mut i32 {
        match (standing.relation, standing.activity, standing.class) {
            (Relation::TemporarilyOut, _, _) => &mut self.temporarily_out,
            (_, Activity::Exempt | Activity::Suspended | Activity::Detained, _) => &mut self.exempt,
            (Relation::TemporarilyIn, Activity::Active, _) => &mut self.temporarily_in,
            (Relation::Home | Relation::ResidenceLink, Activity::Active, Class::Official) => {
                &mut self.official
            }
            (Relation::Home | Relation::ResidenceLink, Activity::Active, Class::Probationary) => {
                &mut self.probationary
            }
        }
    }

    /// Kind by kind together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            official: self.official + other.official,
            probationary: self.probationary + other.probationary,
            temporarily_in: self.temporarily_in + other.temporarily_in,
            exempt: self.exempt + other.exempt,
            temporarily_out: self.temporarily_out + other.temporarily_out,
        }
    }
}

impl Header {
    /// The whole roster.
    pub const fn total(&self) -> Kinds {
        self.attended
            .and(self.absent_excused)
            .and(self.absent)
            .and(self.not_obliged)
            .and(self.unheard)
    }
}

impl Base {
    /// The base that the number of the rule set stands for.
    pub fn read(number: i32) -> Result<Self> {
        match number {
            1 => Ok(Self::Obliged),
            2 => Ok(Self::ObligedLessExcused),
            other => Err(anyhow!("no base of the rate is numbered {other}").into()),
        }
    }

    /// Who is in it, in words.
    pub const fn definition(self) -> Text {
        match self {
            Self::Obliged => Text::new(
                "Số đảng viên có mặt (kể cả đến muộn, về sớm), trên số đảng viên phải dự họp; đảng viên được miễn sinh hoạt hoặc đang sinh hoạt tạm thời nơi khác chỉ tính khi có mặt; không tính khách.",
                "Members present (late or left early included), of the members who have to come; the exempt and those away for a time count only when they came; guests never.",
            ),
            Self::ObligedLessExcused => Text::new(
                "Số đảng viên có mặt (kể cả đến muộn, về sớm), trên số đảng viên phải dự họp trừ người vắng có lý do; đảng viên được miễn sinh hoạt hoặc đang sinh hoạt tạm thời nơi khác chỉ tính khi có mặt; không tính khách.",
                "Members present (late or left early included), of the members who have to come less those absent with a reason; the exempt and those away for a time count only when they came; guests never.",
            ),
        }
    }
}

#[cfg(test)]
mod tests;
