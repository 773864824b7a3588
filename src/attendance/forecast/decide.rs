//! The reckoning of a forecast, in thousandths of a person, so that nothing is rounded before the end. Pure.

use crate::directory::words::{Activity, Class, Relation};
use crate::meetings::{Answer, Decision};

/// One whole person.
const WHOLE: i64 = 1000;

/// Whether the number of the rule itself is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// More than so many of a hundred.
    MoreThan,
    /// So many of a hundred at least.
    AtLeast,
}

/// What is known of one of those who are called.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    pub(super) class: Class,
    pub(super) activity: Activity,
    pub(super) relation: Relation,
    pub(super) answer: Option<Answer>,
    pub(super) decision: Option<Decision>,
    /// Past meetings that expected the member, and how many of them the member came to.
    pub(super) past: (i64, i64),
}

/// How many will come, and whether it is enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forecast {
    /// Whom the meeting calls.
    pub called: i32,
    /// Say that they come.
    pub will_attend: i32,
    /// Stay away with leave.
    pub absence_accepted: i32,
    /// Ask to stay away.
    pub absence_undecided: i32,
    /// Were told to come.
    pub absence_declined: i32,
    /// Have not said.
    pub silent: i32,
    /// How many will be there.
    pub expected: i32,
    /// Official members with a vote.
    pub entitled: i32,
    /// How many of those will be there.
    pub expected_entitled: i32,
    /// How many of those it takes.
    pub needed: i32,
    /// Whether it will be reached.
    pub will_be_reached: bool,
}

pub(super) fn reckon(called: &[Known], threshold: Threshold, percent: i32) -> Forecast {
    let habit = habit(called);
    let mut forecast = Forecast::default();
    let (mut coming, mut entitled_coming) = (0, 0);
    for known in called {
        let chance = chance(known, habit);
        coming += chance;
        forecast.called += 1;
        *counted(&mut forecast, known) += 1;
        if is_entitled(known) {
            forecast.entitled += 1;
            entitled_coming += chance;
        }
    }
    forecast.expected = rounded(coming);
    forecast.expected_entitled = rounded(entitled_coming);
    forecast.needed = needed(forecast.entitled, threshold, percent);
    forecast.will_be_reached = forecast.entitled > 0 && forecast.expected_entitled >= forecast.needed;
    forecast
}

/// How many of those entitled it takes, in whole people.
fn needed(entitled: i32, threshold: Threshold, percent: i32) -> i32 {
    let hundredths = i64::from(entitled) * i64::from(percent);
    let needed = match threshold {
        Threshold::MoreThan => hundredths / 100 + 1,
        Threshold::AtLeast => (hundredths + 99) / 100,
    };
    i32::try_from(needed).unwrap_or(i32::MAX)
}

/// How often those who have a past came, taken together. Where nobody has one, nothing speaks against coming.
fn habit(called: &[Known]) -> i64 {
    let (expected, came) = called.iter().fold((0, 0), |(expected, came), known| {
        (expected + known.past.0, came + known.past.1)
    });
    share(expected, came).unwrap_or(WHOLE)
}

/// The chance that somebody comes: a word counts for what it says, silence and a wish that was not granted as the past
/// lets expect. Who need not come is expected only on the own word.
fn chance(known: &Known, habit: i64) -> i64 {
    match (known.answer, known.decision) {
        (Some(Answer::WillAttend), _) => WHOLE,
        (Some(Answer::AskAbsence), Some(Decision::Declined)) | (None, _) if is_obliged(known) => {
            share(known.past.0, known.past.1).unwrap_or(habit)
        }
        (Some(Answer::AskAbsence) | None, _) => 0,
    }
}

fn share(expected: i64, came: i64) -> Option<i64> {
    (came * WHOLE).checked_div(expected)
}

fn is_obliged(known: &Known) -> bool {
    known.activity == Activity::Active && known.relation != Relation::TemporarilyOut
}

/// Who has a vote there: official and at home. An exempt member counts when coming, one away with leave does not.
fn is_entitled(known: &Known) -> bool {
    let is_excused = known.decision == Some(Decision::Accepted);
    let counts = match known.activity {
        Activity::Active => !is_excused,
        Activity::Exempt => known.answer == Some(Answer::WillAttend),
        Activity::Suspended | Activity::Detained => false,
    };
    counts && known.class == Class::Official && known.relation == Relation::Home
}

fn counted<'a>(forecast: &'a mut Forecast, known: &Known) -> &'a mut i32 {
    match (known.answer, known.decision) {
        (Some(Answer::WillAttend), _) => &mut forecast.will_attend,
        (Some(Answer::AskAbsence), Some(Decision::Accepted)) => &mut forecast.absence_accepted,
        (Some(Answer::AskAbsence), Some(Decision::Declined)) => &mut forecast.absence_declined,
        (Some(Answer::AskAbsence), None) => &mut forecast.absence_undecided,
        (None, _) => &mut forecast.silent,
    }
}

fn rounded(thousandths: i64) -> i32 {
    i32::try_from((thousandths + WHOLE / 2) / WHOLE).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests;
