//! Which step follows in which state. Pure.

use super::State;

/// What is done to a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Edit it or its agenda.
    Edit,
    /// Tell the branch.
    Issue,
    /// Name who leads it and who takes the minutes.
    NamePeople,
    /// Answer the call.
    Reply,
    /// Decide about a wish to stay away.
    Decide,
    /// Put it off to another time.
    Postpone,
    /// Call it off.
    Cancel,
    /// Begin, and freeze the roster.
    Open,
    /// End.
    Close,
    /// Say what became of a point of the agenda.
    Settle,
}

/// The state after a step, or `None` where the step does not fit.
pub const fn next(state: State, step: Step) -> Option<State> {
    match (state, step) {
        (State::Draft, Step::Edit | Step::NamePeople) => Some(State::Draft),
        (State::Draft, Step::Issue)
        | (State::Issued, Step::Edit | Step::NamePeople | Step::Reply | Step::Decide | Step::Postpone) => {
            Some(State::Issued)
        }
        (State::Draft | State::Issued, Step::Cancel) => Some(State::Cancelled),
        (State::Issued, Step::Open) | (State::Open, Step::NamePeople | Step::Decide | Step::Settle) => {
            Some(State::Open)
        }
        (State::Open, Step::Close) | (State::Closed, Step::Settle) => Some(State::Closed),
        (
            State::Draft,
            Step::Reply | Step::Decide | Step::Postpone | Step::Open | Step::Close | Step::Settle,
        )
        | (State::Issued, Step::Issue | Step::Close | Step::Settle)
        | (State::Cancelled, Step::Settle)
        | (
            State::Open,
            Step::Edit | Step::Issue | Step::Reply | Step::Postpone | Step::Cancel | Step::Open,
        )
        | (
            State::Closed | State::Cancelled,
            Step::Edit
            | Step::NamePeople
            | Step::Issue
            | Step::Reply
            | Step::Decide
            | Step::Postpone
            | Step::Cancel
            | Step::Open
            | Step::Close,
        ) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STEPS: [Step; 10] = [
        Step::Edit,
        Step::Issue,
        Step::NamePeople,
        Step::Reply,
        Step::Decide,
        Step::Postpone,
        Step::Cancel,
        Step::Open,
        Step::Close,
        Step::Settle,
    ];

    fn rank(state: State) -> usize {
        State::ALL.iter().position(|listed| *listed == state).unwrap()
    }

    proptest! {
        #[test]
        fn no_walk_leads_back_and_each_turn_is_taken_once(
            walk in proptest::collection::vec(0..STEPS.len(), 0..40),
        ) {
            let mut state = State::Draft;
            let mut turns = Vec::new();
            for step in walk.into_iter().map(|index| STEPS[index]) {
                let Some(after) = next(state, step) else { continue };
                prop_assert!(rank(after) >= rank(state));
                if after != state {
                    turns.push(step);
                }
                state = after;
            }
            let called_off = turns.last() == Some(&Step::Cancel);
            let held = if called_off { &turns[..turns.len() - 1] } else { &turns[..] };
            prop_assert!([Step::Issue, Step::Open, Step::Close].starts_with(held));
            prop_assert!(!called_off || held.len() <= 1, "what has begun is not called off");
        }
    }

    #[test]
    fn a_meeting_goes_one_way() {
        let path = [Step::Issue, Step::Reply, Step::Open, Step::Close];
        let end = path
            .into_iter()
            .fold(State::Draft, |state, step| next(state, step).unwrap());
        assert_eq!(end, State::Closed);
    }

    #[test]
    fn what_is_over_stays_as_it_is() {
        for step in STEPS {
            let settled = (step == Step::Settle).then_some(State::Closed);
            assert_eq!(next(State::Closed, step), settled);
            assert_eq!(next(State::Cancelled, step), None);
        }
    }
}
