//! Pure decisions: what a refresh token is worth, what a typed code is worth, how long a guesser waits.

use super::codes;
use crate::base::vietnam;
use chrono::{DateTime, TimeDelta, Utc};

/// How long after a code was used the same code and password still open a session: the answer may have been lost.
pub(super) const RETRY: TimeDelta = TimeDelta::minutes(10);

/// What a session looks like when a refresh token is presented to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chain {
    /// The counter of the token that may be presented now.
    pub counter: i64,
    /// Whether the access token that came with that counter was seen: then its holder has the newer pair.
    pub successor_seen: bool,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
    /// Whether it was ended.
    pub ended: bool,
}

/// What a presented refresh token leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Worth {
    /// The present one: the next pair follows.
    Rotate,
    /// One behind, and nobody used what came after it: the answer was lost, so the present pair is given again.
    Again,
    /// Older than that: two hold the same chain, so nobody keeps it.
    Replayed,
    /// Nothing to continue.
    Ended,
}

/// What a refresh token is worth.
pub(super) fn refresh(presented: i64, chain: Chain, now: DateTime<Utc>) -> Worth {
    if chain.ended || chain.expires_at <= now {
        return Worth::Ended;
    }
    match chain.counter.checked_sub(presented) {
        Some(0) => Worth::Rotate,
        Some(1) if !chain.successor_seen => Worth::Again,
        Some(behind) if behind > 0 => Worth::Replayed,
        // Ahead of us: the database was set back. Signing in again is safer than guessing.
        Some(_) | None => Worth::Ended,
    }
}

/// A slip as it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slip {
    /// Until when it can be used.
    pub expires_at: DateTime<Utc>,
    /// Wrong codes typed for it so far.
    pub wrong_tries: i32,
    /// When it was used.
    pub used_at: Option<DateTime<Utc>>,
}

/// What a typed code is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opens {
    /// It activates.
    Account,
    /// It did so minutes ago: with the same password it gives a session again.
    SessionAgain,
    /// Nothing, and the try counts.
    Nothing,
}

/// What a typed code is worth for a member's slip.
pub(super) fn code(fits: bool, slip: Slip, now: DateTime<Utc>) -> Opens {
    match slip.used_at {
        _ if !fits => Opens::Nothing,
        Some(used_at) if now < used_at + RETRY => Opens::SessionAgain,
        Some(_) => Opens::Nothing,
        None if slip.wrong_tries >= codes::TRIES || slip.expires_at <= now => Opens::Nothing,
        None => Opens::Account,
    }
}

/// How many wrong tries of today still count.
pub(super) fn counted(wrong: i32, last_at: DateTime<Utc>, now: DateTime<Utc>) -> i32 {
    if vietnam::day_of(last_at) == vietnam::day_of(now) {
        wrong
    } else {
        0
    }
}

/// Until when a login is closed after so many wrong tries: slowly at first, in the end until tomorrow.
pub(super) fn closed_until(wrong: i32, now: DateTime<Utc>) -> DateTime<Utc> {
    let pause = match wrong {
        ..1 => return now,
        1..3 => 1,
        3..9 => 3,
        9..25 => 5,
        25..100 => 10,
        100.. => return vietnam::end_of(vietnam::day_of(now)),
    };
    now + TimeDelta::seconds(pause)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use proptest::prelude::*;

    fn noon() -> DateTime<Utc> {
        Utc.with_ymd_and_hms(2023, 12, 3, 5, 0, 0).unwrap()
    }

    fn chain(counter: i64, successor_seen: bool) -> Chain {
        Chain {
            counter,
            successor_seen,
            expires_at: noon() + TimeDelta::days(180),
            ended: false,
        }
    }

    #[test]
    fn the_table_of_refreshes() {
        let worth = |presented, seen| refresh(presented, chain(7, seen), noon());
        assert_eq!(worth(7, false), Worth::Rotate);
        assert_eq!(worth(7, true), Worth::Rotate);
        assert_eq!(worth(6, false), Worth::Again);
        assert_eq!(worth(6, true), Worth::Replayed);
        assert_eq!(worth(5, false), Worth::Replayed);
        assert_eq!(worth(8, false), Worth::Ended);
        assert_eq!(worth(i64::MIN, false), Worth::Ended);
        let ended = Chain {
            ended: true,
            ..chain(7, false)
        };
        assert_eq!(refresh(7, ended, noon()), Worth::Ended);
        assert_eq!(refresh(5, ended, noon()), Worth::Ended);
        assert_eq!(
            refresh(7, chain(7, false), noon() + TimeDelta::days(180)),
            Worth::Ended
        );
    }

    /// One phone's view: the refresh token it holds, and whether it ever used the access token beside it.
    #[derive(Clone, Copy, Debug)]
    enum Step {
        /// Presents the token it holds; the answer may be lost on the way back.
        Refresh { lost: bool },
        /// Presents it many times at once; the answers come in any order.
        Storm { at_once: u8 },
        /// Uses its access token.
        Act,
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            any::<bool>().prop_map(|lost| Step::Refresh { lost }),
            (2u8..=64).prop_map(|at_once| Step::Storm { at_once }),
            Just(Step::Act),
        ];
        proptest::collection::vec(step, 1..60)
    }

    /// What the database does with one presented token, as `store::rotate` does it.
    fn present(chain: &mut Chain, presented: i64) -> Option<i64> {
        match refresh(presented, *chain, noon()) {
            Worth::Rotate => {
                chain.counter += 1;
                chain.successor_seen = false;
                Some(chain.counter)
            }
            Worth::Again => Some(chain.counter),
            Worth::Replayed => {
                chain.ended = true;
                None
            }
            Worth::Ended => None,
        }
    }

    proptest! {
        #[test]
        fn a_phone_that_takes_the_newest_answer_is_never_thrown_out(steps in steps()) {
            let mut chain = chain(1, false);
            let mut held = 1;
            for step in steps {
                match step {
                    Step::Refresh { lost } => {
                        let answer = present(&mut chain, held);
                        prop_assert!(answer.is_some());
                        if !lost {
                            held = answer.unwrap();
                        }
                    }
                    Step::Storm { at_once } => {
                        let answers: Vec<_> = (0..at_once).map(|_| present(&mut chain, held)).collect();
                        let all_alike = answers.iter().all(|answer| *answer == Some(chain.counter));
                        prop_assert!(all_alike, "64 at once end in one and the same pair");
                        held = chain.counter;
                    }
                    Step::Act => chain.successor_seen |= held == chain.counter,
                }
                prop_assert!(!chain.ended);
                prop_assert!(held == chain.counter || held == chain.counter - 1);
            }
        }

        #[test]
        fn a_copied_token_does_not_outlive_the_use_of_its_successor(
            behind in 1i64..50,
            counter in 51i64..1000,
            seen: bool,
        ) {
            let mut chain = chain(counter, seen);
            let answer = present(&mut chain, counter - behind);
            let honoured = behind == 1 && !seen;
            prop_assert_eq!(answer, honoured.then_some(counter));
            prop_assert_eq!(chain.ended, !honoured);
            prop_assert_eq!(present(&mut chain, counter).is_some(), honoured);
        }

        #[test]
        fn waiting_only_grows(wrong in 0i32..200) {
            prop_assert!(closed_until(wrong, noon()) <= closed_until(wrong + 1, noon()));
        }
    }

    #[test]
    fn the_table_of_codes() {
        let slip = Slip {
            expires_at: noon(),
            wrong_tries: 0,
            used_at: None,
        };
        let before = noon() - TimeDelta::days(1);
        assert_eq!(code(true, slip, before), Opens::Account);
        assert_eq!(code(false, slip, before), Opens::Nothing);
        assert_eq!(code(true, slip, noon()), Opens::Nothing);
        assert_eq!(
            code(
                true,
                Slip {
                    wrong_tries: 10,
                    ..slip
                },
                before
            ),
            Opens::Nothing
        );
        let used = Slip {
            used_at: Some(before),
            ..slip
        };
        assert_eq!(
            code(true, used, before + TimeDelta::minutes(9)),
            Opens::SessionAgain
        );
        assert_eq!(code(false, used, before + TimeDelta::minutes(9)), Opens::Nothing);
        assert_eq!(code(true, used, before + TimeDelta::minutes(10)), Opens::Nothing);
    }

    #[test]
    fn a_hundred_wrong_tries_close_the_day_and_tomorrow_begins_afresh() {
        assert_eq!(closed_until(0, noon()), noon());
        assert_eq!(closed_until(2, noon()), noon() + TimeDelta::seconds(1));
        assert_eq!(closed_until(99, noon()), noon() + TimeDelta::seconds(10));
        let tomorrow = Utc.with_ymd_and_hms(2023, 12, 3, 17, 0, 0).unwrap();
        assert_eq!(closed_until(100, noon()), tomorrow);
        assert_eq!(counted(100, noon(), tomorrow), 0);
        assert_eq!(counted(100, noon(), noon()), 100);
    }
}
