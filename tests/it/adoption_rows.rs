//! A year of a small district, made up row by row: organisations that move, members who are transferred and exempted,
//! meetings and what was said at them.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use sotay::base::{Id, ids, vietnam};
use std::collections::BTreeSet;
use uuid::Uuid;

use crate::adoption_recount::recount;
use crate::cancellation::Dice;

/// From a day up to, and without, another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span(pub(crate) NaiveDate, pub(crate) NaiveDate);

/// Everything that adoption is counted from.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    pub(crate) organizations: Vec<(Id, &'static str, Span)>,
    pub(crate) edges: Vec<(Id, Id, Span)>,
    pub(crate) members: Vec<(Id, &'static str)>,
    pub(crate) seats: Vec<(Id, Id, Span)>,
    pub(crate) exemptions: Vec<(Id, Span)>,
    pub(crate) accounts: Vec<(Id, DateTime<Utc>)>,
    pub(crate) codes: Vec<(Id, DateTime<Utc>)>,
    pub(crate) days: BTreeSet<(Id, NaiveDate)>,
    pub(crate) meetings: Vec<Met>,
    pub(crate) said: Vec<Said>,
}

/// A meeting that was opened, and perhaps closed.
#[derive(Clone, Debug)]
pub(crate) struct Met {
    pub(crate) id: Id,
    pub(crate) organization: Id,
    pub(crate) kind: &'static str,
    pub(crate) opened_at: DateTime<Utc>,
    pub(crate) closed_at: Option<DateTime<Utc>>,
    /// Held without us and written down later.
    pub(crate) is_afterwards: bool,
    pub(crate) roster: Vec<Id>,
}

/// One word about a member at a meeting.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    pub(crate) meeting: Id,
    pub(crate) event: Id,
    pub(crate) member: Id,
    pub(crate) kind: &'static str,
    pub(crate) method: &'static str,
    pub(crate) disposition: &'static str,
    pub(crate) occurred_at: DateTime<Utc>,
}

/// Takes something away from the rows.
type Forgets = fn(&mut Rows);

#[test]
fn a_count_that_forgets_anything_would_be_found_out() {
    let rows = year(1);
    let forgetful: [(&str, Forgets); 8] = [
        ("moves of branches", |rows| {
            rows.edges.iter_mut().for_each(|(_, _, span)| *span = ever());
        }),
        ("transfers", |rows| {
            rows.seats.iter_mut().for_each(|(_, _, span)| *span = ever());
        }),
        ("exemptions", |rows| rows.exemptions.clear()),
        ("codes", |rows| rows.codes.clear()),
        ("days of use", |rows| rows.days.clear()),
        ("the secretary", |rows| {
            rows.said.retain(|said| said.method == "VENUE_CODE");
        }),
        ("what was written down afterwards", |rows| {
            rows.meetings.iter_mut().for_each(|met| met.is_afterwards = false);
        }),
        ("kinds of meetings", |rows| {
            rows.meetings.iter_mut().for_each(|met| met.kind = "REGULAR");
        }),
    ];
    for (forgotten, forget) in forgetful {
        let mut doctored = year(1);
        forget(&mut doctored);
        let is_found_out = (1..=12).any(|month| {
            let asked = day(month, 15);
            let organizations = &rows.organizations;
            organizations
                .iter()
                .any(|(id, _, _)| recount(&rows, *id, asked) != recount(&doctored, *id, asked))
        });
        assert!(is_found_out, "nobody would notice that {forgotten} are forgotten");
    }
}

impl Span {
    pub(crate) fn holds(self, day: NaiveDate) -> bool {
        self.0 <= day && day < self.1
    }
}

/// The district; the committees are 2 to 4, an intermediate one below the last is 5, the branches are 11 to 19.
pub(crate) fn organization(number: u128) -> Id {
    Uuid::from_u128(number)
}

pub(crate) fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, month, day).unwrap()
}

/// The same rows for the same seed.
pub(crate) fn year(seed: u64) -> Rows {
    let mut rows = Rows::default();
    let dice = &mut Dice(seed);
    rows.tree();
    for number in 0..90 {
        rows.life(dice, number);
    }
    for month in 1..=12 {
        for branch in 11..=19 {
            rows.meet(dice, month, organization(branch));
        }
    }
    rows
}

fn ever() -> Span {
    Span(
        NaiveDate::from_ymd_opt(2020, 1, 1).unwrap(),
        NaiveDate::from_ymd_opt(2099, 1, 1).unwrap(),
    )
}

fn any_day(dice: &mut Dice) -> NaiveDate {
    day(1, 1) + Days::new(dice.roll(365))
}

/// Any minute of a day in Vietnam, the first and the last included.
fn any_moment(dice: &mut Dice) -> DateTime<Utc> {
    let minutes = [0, 1, 600, 1_170, 1_439][usize::try_from(dice.roll(5)).unwrap()];
    vietnam::start_of(any_day(dice)) + TimeDelta::minutes(minutes)
}

impl Rows {
    /// Branch 13 moves from committee 2 to 3 in June, 15 is dissolved in September, 18 is founded in April.
    fn tree(&mut self) {
        let (moved, founded, dissolved) = (day(6, 15), day(4, 1), day(9, 1));
        self.organizations.push((organization(1), "DISTRICT", ever()));
        for number in 2..=4 {
            self.organizations
                .push((organization(number), "GRASSROOTS_COMMITTEE", ever()));
            self.edges.push((organization(number), organization(1), ever()));
        }
        self.organizations
            .push((organization(5), "INTERMEDIATE_COMMITTEE", ever()));
        self.edges.push((organization(5), organization(4), ever()));
        for number in 11..=19_u128 {
            let span = match number {
                15 => Span(ever().0, dissolved),
                18 => Span(founded, ever().1),
                _ => ever(),
            };
            let parent = match number {
                11..=13 => 2,
                14 | 15 => 3,
                16 | 17 => 5,
                18 => 4,
                _ => 1,
            };
            self.organizations.push((organization(number), "BRANCH", span));
            if number == 13 {
                self.edges
                    .push((organization(13), organization(2), Span(ever().0, moved)));
                self.edges
                    .push((organization(13), organization(3), Span(moved, ever().1)));
            } else {
                self.edges
                    .push((organization(number), organization(parent), span));
            }
        }
    }

    /// A member with a branch, perhaps a transfer, an exemption, a slip, an account and days of use.
    fn life(&mut self, dice: &mut Dice, number: u128) {
        let member = Uuid::from_u128(1_000 + number);
        let phone = ["OWN", "SHARED", "NONE"][usize::try_from(dice.roll(3)).unwrap()];
        self.members.push((member, phone));
        let (first, second) = (11 + u128::from(dice.roll(9)), 11 + u128::from(dice.roll(9)));
        let moved = any_day(dice);
        self.seats
            .push((member, organization(first), Span(ever().0, moved)));
        let is_dissolved = second == 15 && moved >= day(9, 1);
        if dice.roll(5) > 0 && !is_dissolved {
            self.seats
                .push((member, organization(second), Span(moved, ever().1)));
        }
        if dice.roll(4) == 0 {
            let from = any_day(dice);
            self.exemptions
                .push((member, Span(from, from + Days::new(1 + dice.roll(200)))));
        }
        for _ in 0..dice.roll(3) {
            self.codes.push((member, any_moment(dice)));
        }
        if dice.roll(3) > 0 {
            self.accounts.push((member, any_moment(dice)));
        }
        for _ in 0..dice.roll(12) {
            self.days.insert((member, any_day(dice)));
        }
    }

    /// A meeting on the third of the month, at times in its first or last hour.
    fn meet(&mut self, dice: &mut Dice, month: u32, branch: Id) {
        let begin = match dice.roll(5) {
            0 => vietnam::start_of(day(month, 1)),
            1 => vietnam::end_of(vietnam::month_end(day(month, 1))) - TimeDelta::minutes(30),
            _ => vietnam::start_of(day(month, 3)) + TimeDelta::minutes(1_170),
        };
        let held_on = vietnam::day_of(begin);
        let roster: Vec<Id> = self
            .seats
            .iter()
            .filter(|(_, seat, span)| *seat == branch && span.holds(held_on))
            .map(|(member, _, _)| *member)
            .collect();
        let met = Met {
            id: ids::at(begin),
            organization: branch,
            kind: ["REGULAR", "COMBINED", "THEMATIC"][usize::try_from(dice.roll(3)).unwrap()],
            opened_at: begin,
            closed_at: (dice.roll(5) > 0).then(|| begin + TimeDelta::minutes(90)),
            is_afterwards: false,
            roster,
        };
        let met = Met {
            is_afterwards: met.closed_at.is_some()
                && (branch.as_u128() + u128::from(month)).is_multiple_of(4),
            ..met
        };
        for member in met.roster.clone() {
            self.say(dice, &met, member);
        }
        self.meetings.push(met);
    }

    fn say(&mut self, dice: &mut Dice, met: &Met, member: Id) {
        let mut scanned = false;
        for _ in 0..dice.roll(4) {
            let (kind, method, disposition) = match dice.roll(6) {
                0..=2 if !scanned => ("ENTER", "VENUE_CODE", "RECORDED"),
                3 => ("ENTER", "BY_SECRETARY", "RECORDED"),
                4 => ("EXCUSE", "BY_SECRETARY", "RECORDED"),
                _ => ("ABSENT", "BY_SECRETARY", "RECORDED"),
            };
            scanned |= method == "VENUE_CODE";
            self.said.push(Said {
                meeting: met.id,
                event: Uuid::from_u128(u128::try_from(self.said.len()).unwrap() + 1),
                member,
                kind,
                method,
                disposition,
                occurred_at: met.opened_at + TimeDelta::minutes(i64::try_from(dice.roll(20)).unwrap()),
            });
        }
    }
}
