//! Honest codes are accepted, everything else is not; and the test notices when either stops being true.

mod million;

use super::*;
use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

type Judge = fn(&Venue, DateTime<Utc>, &str) -> Verdict;

/// How a code reaches the judge.
#[derive(Clone, Copy, Debug)]
enum Brought {
    Scanned,
    AsLink,
    TypedByHand,
    OfAnotherMeeting,
    OfAnotherMeetingTyped,
    OfAnotherHouse,
    WithAnotherMeetingsName,
    WithLaterStep,
    WithOneBitOfTheMacTurned,
    CutShort,
}

const BROUGHT: [Brought; 10] = [
    Brought::Scanned,
    Brought::AsLink,
    Brought::TypedByHand,
    Brought::OfAnotherMeeting,
    Brought::OfAnotherMeetingTyped,
    Brought::OfAnotherHouse,
    Brought::WithAnotherMeetingsName,
    Brought::WithLaterStep,
    Brought::WithOneBitOfTheMacTurned,
    Brought::CutShort,
];

fn room(meeting: u128) -> Venue {
    Venue::new(&Keys::new([7; 32]), Id::from_u128(meeting))
}

/// The code as it is brought, and whether the room has really shown it.
fn code(brought: Brought, meeting: u128, shown_at: DateTime<Utc>) -> (String, bool) {
    let shown = room(meeting).show(shown_at);
    let other = room(meeting ^ 1).show(shown_at);
    match brought {
        Brought::Scanned => (shown.code, true),
        Brought::AsLink => (format!("https://sotay.example/c/{}", shown.code), true),
        Brought::TypedByHand => {
            let (head, tail) = shown.short_code.split_at(4);
            (format!(" {}-{tail} ", head.to_lowercase()), true)
        }
        Brought::OfAnotherMeeting => (other.code, false),
        Brought::OfAnotherMeetingTyped => (other.short_code, false),
        Brought::OfAnotherHouse => {
            let stranger = Venue::new(&Keys::new([8; 32]), Id::from_u128(meeting));
            (stranger.show(shown_at).code, false)
        }
        Brought::WithAnotherMeetingsName => (altered(&other.code, 15, 1), false),
        Brought::WithLaterStep => (altered(&shown.code, 23, 1), false),
        Brought::WithOneBitOfTheMacTurned => (altered(&shown.code, 39, 0x80), false),
        Brought::CutShort => (shown.code.chars().take(40).collect(), false),
    }
}

fn altered(code: &str, byte: usize, bits: u8) -> String {
    let mut bytes = URL_SAFE_NO_PAD.decode(code).unwrap();
    bytes[byte] ^= bits;
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What an honest reading of the rules says, told in seconds and without the code under test.
fn due(genuine: bool, shown_at: i64, now: i64) -> Verdict {
    let (shown_step, now_step) = (shown_at.div_euclid(10), now.div_euclid(10));
    if !genuine || shown_step > now_step + 1 || shown_step < now_step - 60 {
        Verdict::Refused
    } else if shown_step >= now_step - 2 {
        Verdict::Fresh
    } else {
        Verdict::Old
    }
}

/// Tries a judge on thousands of codes, honest and not.
fn hold_court(judge: Judge) -> Result<(), String> {
    let case = (
        any::<u128>(),
        1_600_000_000..2_000_000_000_i64,
        prop_oneof![-60..700_i64, -40..40_i64, 570..640_i64],
        0..BROUGHT.len(),
    );
    let config = Config {
        cases: 2_000,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new(config)
        .run(&case, |(meeting, shown_at, later, brought)| {
            let at = DateTime::from_timestamp(shown_at, 0).unwrap();
            let now = at + TimeDelta::seconds(later);
            let (code, genuine) = code(BROUGHT[brought], meeting, at);
            let said = judge(&room(meeting), now, &code);
            prop_assert_eq!(
                said,
                due(genuine, shown_at, now.timestamp()),
                "{:?}",
                BROUGHT[brought]
            );
            Ok(())
        })
        .map_err(|error| error.to_string())
}

#[test]
fn honest_codes_are_accepted_and_no_others() {
    hold_court(Venue::judge).unwrap();
}

#[test]
fn a_judge_with_a_wider_window_is_found_out() {
    let lax: Judge = |venue, now, code| match venue.judge(now, code) {
        Verdict::Refused => venue.judge(now - TimeDelta::seconds(10), code),
        known @ (Verdict::Fresh | Verdict::Old) => known,
    };
    hold_court(lax).unwrap_err();
}

#[test]
fn a_judge_who_takes_old_codes_for_fresh_is_found_out() {
    let hasty: Judge = |venue, now, code| match venue.judge(now, code) {
        Verdict::Fresh | Verdict::Old => Verdict::Fresh,
        Verdict::Refused => Verdict::Refused,
    };
    hold_court(hasty).unwrap_err();
}

#[test]
fn a_judge_who_does_not_look_at_the_mac_is_found_out() {
    let trusting: Judge = |venue, now, code| match Claim::read(code) {
        Some(Claim::Scanned { meeting, step, .. }) if meeting == venue.meeting => age(step_of(now) - step),
        _ => venue.judge(now, code),
    };
    hold_court(trusting).unwrap_err();
}

#[test]
fn a_judge_who_does_not_look_at_the_meeting_is_found_out() {
    let blind: Judge = |venue, now, code| match Claim::read(code) {
        Some(Claim::Scanned { meeting, .. }) => Venue::new(&Keys::new([7; 32]), meeting).judge(now, code),
        _ => venue.judge(now, code),
    };
    hold_court(blind).unwrap_err();
}

proptest! {
    #[test]
    fn whatever_is_typed_is_judged_and_refused(typed: String) {
        let now = DateTime::from_timestamp(1_700_000_000, 0).unwrap();
        prop_assert_eq!(room(1).judge(now, &typed), Verdict::Refused);
    }
}

#[test]
fn a_code_lasts_until_the_next_one_is_shown() {
    let room = room(1);
    let at = DateTime::from_timestamp(1_700_000_003, 0).unwrap();
    let shown = room.show(at);
    assert_eq!(shown.valid_until.timestamp(), 1_700_000_010);
    assert_eq!(room.show(shown.valid_until - TimeDelta::microseconds(1)), shown);
    assert_ne!(room.show(shown.valid_until).code, shown.code);
    assert_ne!(room.show(shown.valid_until).short_code, shown.short_code);
    assert_eq!(shown.short_code.len(), 8);
    assert!(
        shown.code.len() < 60,
        "the QR stays coarse enough for an old camera"
    );
}
