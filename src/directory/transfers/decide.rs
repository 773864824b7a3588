//! How a transfer goes from hand to hand, and by when. It has no ends but its own: being late is none.

use crate::access::Action;
use crate::regulations::Calendar;
use chrono::{Days, NaiveDate};

/// How far a transfer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Asked for.
    Requested,
    /// The branch agrees.
    BranchConfirmed,
    /// Its committee has decided.
    CommitteeIntroduced,
    /// The slip was handed over.
    UnderWay,
    /// The committee there has the slip.
    Received,
    /// At home in the new branch.
    Completed,
    /// Somebody said no.
    Refused,
    /// Taken back.
    Withdrawn,
}

/// What somebody does with a transfer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The branch confirms.
    Confirm,
    /// The committee introduces.
    Introduce,
    /// The committee hands over the slip.
    HandOver,
    /// The committee there receives it.
    Receive,
    /// The branch there takes the member in.
    Complete,
    /// Whoever would take the next step says no.
    Refuse,
    /// The side it starts from takes it back.
    Withdraw,
}

/// Which branch a step is taken at, and what one must be allowed to do there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    From,
    To,
}

impl State {
    /// Every state, in the order of the contract.
    pub const ALL: [Self; 8] = [
        Self::Requested,
        Self::BranchConfirmed,
        Self::CommitteeIntroduced,
        Self::UnderWay,
        Self::Received,
        Self::Completed,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// As stored and as written in the contract.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Requested => "REQUESTED",
            Self::BranchConfirmed => "BRANCH_CONFIRMED",
            Self::CommitteeIntroduced => "COMMITTEE_INTRODUCED",
            Self::UnderWay => "UNDER_WAY",
            Self::Received => "RECEIVED",
            Self::Completed => "COMPLETED",
            Self::Refused => "REFUSED",
            Self::Withdrawn => "WITHDRAWN",
        }
    }

    /// Whether any step is left.
    pub(super) const fn is_open(self) -> bool {
        !matches!(self, Self::Completed | Self::Refused | Self::Withdrawn)
    }
}

impl Step {
    /// Every step.
    pub const ALL: [Self; 7] = [
        Self::Confirm,
        Self::Introduce,
        Self::HandOver,
        Self::Receive,
        Self::Complete,
        Self::Refuse,
        Self::Withdraw,
    ];

    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Confirm => "CONFIRM",
            Self::Introduce => "INTRODUCE",
            Self::HandOver => "HAND_OVER",
            Self::Receive => "RECEIVE",
            Self::Complete => "COMPLETE",
            Self::Refuse => "REFUSE",
            Self::Withdraw => "WITHDRAW",
        }
    }
}

/// Where a step leads; none when it is not the one to take.
pub(super) const fn next(state: State, step: Step) -> Option<State> {
    match (step, state) {
        (Step::Confirm, State::Requested) => Some(State::BranchConfirmed),
        (Step::Introduce, State::BranchConfirmed) => Some(State::CommitteeIntroduced),
        (Step::HandOver, State::CommitteeIntroduced) => Some(State::UnderWay),
        (Step::Receive, State::UnderWay) => Some(State::Received),
        (Step::Complete, State::Received) => Some(State::Completed),
        (Step::Refuse, state) if state.is_open() => Some(State::Refused),
        (
            Step::Withdraw,
            State::Requested | State::BranchConfirmed | State::CommitteeIntroduced | State::UnderWay,
        ) => Some(State::Withdrawn),
        _ => None,
    }
}

/// At which side a step is taken, and by whom: who refuses is who would take the next step.
pub(super) const fn taken_by(state: State, step: Step) -> (Side, Action) {
    match (step, state) {
        (Step::Confirm, _) | (Step::Refuse, State::Requested) => (Side::From, Action::ConfirmTransfer),
        (Step::Introduce | Step::HandOver, _)
        | (Step::Refuse, State::BranchConfirmed | State::CommitteeIntroduced) => {
            (Side::From, Action::IntroduceTransfer)
        }
        (Step::Receive, _) | (Step::Refuse, State::UnderWay) => (Side::To, Action::ReceiveTransfer),
        (Step::Complete | Step::Refuse, _) => (Side::To, Action::CompleteTransfer),
        (Step::Withdraw, _) => (Side::From, Action::FollowTransfer),
    }
}

/// The last day in time: so many working days after the decision. None when the calendar ends before.
pub(super) fn due(decided: NaiveDate, working_days: u32, calendar: &Calendar) -> Option<NaiveDate> {
    let mut day = decided;
    let mut left = working_days;
    while left > 0 {
        day = day.checked_add_days(Days::new(1))?;
        if calendar.is_working(day) {
            left -= 1;
        }
    }
    Some(day)
}

/// Whether a transfer is late on a day.
pub(super) fn is_overdue(state: State, due: Option<NaiveDate>, day: NaiveDate) -> bool {
    state.is_open() && due.is_some_and(|due| day > due)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn sixty_working_days_leave_out_weekends_and_days_off() {
        let plain = Calendar::default();
        assert_eq!(due(day("2023-11-06"), 5, &plain), Some(day("2023-11-13")));
        assert_eq!(due(day("2023-11-05"), 60, &plain), Some(day("2024-01-26")));
        let new_year = Calendar::new([(day("2024-01-01"), false), (day("2024-01-06"), true)]);
        assert_eq!(due(day("2023-12-29"), 1, &new_year), Some(day("2024-01-02")));
        assert_eq!(due(day("2024-01-05"), 1, &new_year), Some(day("2024-01-06")));
    }

    #[test]
    fn late_is_no_end() {
        let due = Some(day("2024-01-26"));
        assert!(!is_overdue(State::UnderWay, due, day("2024-01-26")));
        assert!(is_overdue(State::UnderWay, due, day("2024-01-27")));
        assert!(!is_overdue(State::Completed, due, day("2024-01-27")));
        assert_eq!(next(State::UnderWay, Step::Receive), Some(State::Received));
    }

    #[test]
    fn every_open_state_has_a_step_forward_and_a_way_out() {
        for state in State::ALL {
            let steps: Vec<Step> = Step::ALL
                .into_iter()
                .filter(|step| next(state, *step).is_some())
                .collect();
            if state.is_open() {
                let forward = steps
                    .iter()
                    .any(|step| !matches!(step, Step::Refuse | Step::Withdraw));
                assert!(forward && steps.contains(&Step::Refuse), "{state:?}");
            } else {
                assert_eq!(steps, [], "{state:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_is_tried_in_whatever_order_the_home_moves_once_or_never(
            tried in proptest::collection::vec(select(Step::ALL.to_vec()), 0..60)
        ) {
            let mut state = State::Requested;
            let mut passed = vec![state];
            for step in tried {
                if let Some(next) = next(state, step) {
                    prop_assert!(state.is_open());
                    state = next;
                    passed.push(state);
                }
            }
            let moves = passed.iter().filter(|state| **state == State::Completed).count();
            prop_assert!(moves <= 1);
            if moves == 1 {
                prop_assert_eq!(passed, State::ALL[..6].to_vec());
            }
        }

        #[test]
        fn a_due_day_is_a_working_day_and_later_with_more_days_off(decided in 0_u64..900, off in 0_u64..900) {
            let decided = day("2023-01-01") + Days::new(decided);
            let off = day("2023-01-01") + Days::new(off);
            let plain = due(decided, 60, &Calendar::default()).unwrap();
            let calendar = Calendar::new([(off, false)]);
            let with_a_day_off = due(decided, 60, &calendar).unwrap();
            prop_assert!(calendar.is_working(with_a_day_off));
            prop_assert!(with_a_day_off >= plain);
        }
    }
}
