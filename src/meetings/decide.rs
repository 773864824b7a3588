//! Which step follows in which state. Pure.

use super::State;

/// What is done to a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Edit it or its agenda.
    Edit,
    /// Tell the branch.
    Issue,
    /// Answer the call.
    Reply,
    /// Begin, and freeze the roster.
    Open,
    /// End.
    Close,
}

/// The state after a step, or `None` where the step does not fit.
pub const fn next(state: State, step: Step) -> Option<State> {
    match (state, step) {
        (State::Draft, Step::Edit) => Some(State::Draft),
        (State::Draft, Step::Issue) | (State::Issued, Step::Edit | Step::Reply) => Some(State::Issued),
        (State::Issued, Step::Open) => Some(State::Open),
        (State::Open, Step::Close) => Some(State::Closed),
        (State::Draft, Step::Reply | Step::Open | Step::Close)
        | (State::Issued, Step::Issue | Step::Close)
        | (State::Open, Step::Edit | Step::Issue | Step::Reply | Step::Open)
        | (
            State::Closed | State::Cancelled,
            Step::Edit | Step::Issue | Step::Reply | Step::Open | Step::Close,
        ) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        for step in [Step::Edit, Step::Issue, Step::Reply, Step::Open, Step::Close] {
            assert_eq!(next(State::Closed, step), None);
            assert_eq!(next(State::Cancelled, step), None);
        }
    }
}
