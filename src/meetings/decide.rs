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
    /// Put down who was in the room.
    Attend,
    /// Open again what was closed.
    Reopen,
    /// Write down what was held without us.
    RecordAfterwards,
}

/// The state after a step, or `None` where the step does not fit.
pub const fn next(state: State, step: Step) -> Option<State> {
    match (step, state) {
        (Step::Edit | Step::NamePeople, State::Draft) => Some(State::Draft),
        (Step::Issue, State::Draft)
        | (Step::Edit | Step::NamePeople | Step::Reply | Step::Decide | Step::Postpone, State::Issued) => {
            Some(State::Issued)
        }
        (Step::Cancel, State::Draft | State::Issued) => Some(State::Cancelled),
        (Step::Open, State::Issued)
        | (Step::NamePeople | Step::Decide | Step::Attend | Step::Settle, State::Open)
        | (Step::Reopen, State::Closed) => Some(State::Open),
        (Step::RecordAfterwards, State::Draft | State::Issued)
        | (Step::Close, State::Open)
        | (Step::Attend | Step::Settle, State::Closed) => Some(State::Closed),
        (
            Step::Edit | Step::Postpone | Step::Reply | Step::Cancel | Step::RecordAfterwards,
            State::Open | State::Closed | State::Cancelled,
        )
        | (Step::NamePeople, State::Closed | State::Cancelled)
        | (Step::Reply | Step::Postpone, State::Draft)
        | (Step::Decide, State::Draft | State::Closed | State::Cancelled)
        | (Step::Issue, State::Issued | State::Open | State::Closed | State::Cancelled)
        | (Step::Open, State::Draft | State::Open | State::Closed | State::Cancelled)
        | (Step::Close, State::Draft | State::Issued | State::Closed | State::Cancelled)
        | (Step::Attend | Step::Settle, State::Draft | State::Issued | State::Cancelled)
        | (Step::Reopen, State::Draft | State::Issued | State::Open | State::Cancelled) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const STEPS: [Step; 13] = [
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
        Step::Attend,
        Step::Reopen,
        Step::RecordAfterwards,
    ];

    fn rank(state: State) -> usize {
        State::ALL.iter().position(|listed| *listed == state).unwrap()
    }

    proptest! {
        #[test]
        fn no_walk_leads_back_save_by_opening_again(
            walk in proptest::collection::vec(0..STEPS.len(), 0..40),
        ) {
            let mut state = State::Draft;
            let mut turns = Vec::new();
            for step in walk.into_iter().map(|index| STEPS[index]) {
                let Some(after) = next(state, step) else { continue };
                prop_assert!(rank(after) >= rank(state) || step == Step::Reopen);
                if after != state {
                    turns.push(step);
                }
                state = after;
            }
            // Only closing and opening again may follow each other for ever.
            let first = turns.iter().position(|turn| *turn == Step::Reopen).unwrap_or(turns.len());
            let again = &turns[first..];
            prop_assert!(again.iter().zip([Step::Reopen, Step::Close].iter().cycle()).all(|(one, other)| one == other));
            let called_off = turns[..first].last() == Some(&Step::Cancel);
            let held = if called_off { &turns[..first - 1] } else { &turns[..first] };
            let ways: [&[Step]; 3] = [
                &[Step::Issue, Step::Open, Step::Close],
                &[Step::Issue, Step::RecordAfterwards],
                &[Step::RecordAfterwards],
            ];
            prop_assert!(ways.iter().any(|way| way.starts_with(held)), "{held:?}");
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
    fn what_is_over_stays_as_it_is_unless_it_is_opened_again() {
        for step in STEPS {
            assert_eq!(next(State::Cancelled, step), None);
            let stays = next(State::Closed, step);
            let expected = [
                (Step::Reopen, State::Open),
                (Step::Attend, State::Closed),
                (Step::Settle, State::Closed),
            ]
            .into_iter()
            .find_map(|(listed, state)| (listed == step).then_some(state));
            assert_eq!(stays, expected, "{step:?}");
        }
    }
}
