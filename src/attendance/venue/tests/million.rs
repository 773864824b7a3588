//! A million codes that no room shows now, and the honest ones among them.

use super::*;
use std::thread;

/// Codes that must be refused.
const WRONG: u64 = 1_000_000;
/// Of how many one is typed by hand: sixty-two steps are tried for each of those.
const TYPED: u64 = 1_000;
/// Of how many one is followed by an honest one.
const HONEST: u64 = 50;
/// Meetings that are held at the same time.
const ROOMS: u32 = 16;
/// Steps shown by each room before and after now.
const STEPS: std::ops::RangeInclusive<i64> = -200..=200;

/// What went wrong.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wrongs {
    accepted: u64,
    turned_away: u64,
}

/// Rooms with everything they have shown and will show, and with what another house would show in their name.
struct Court {
    now: DateTime<Utc>,
    rooms: Vec<Venue>,
    shown: Vec<Vec<Shown>>,
    abroad: Vec<Vec<Shown>>,
}

impl Court {
    fn convene() -> Self {
        let now = DateTime::from_timestamp(1_700_000_005, 0).unwrap();
        let at = |step: i64| now + TimeDelta::seconds(step * i64::from(STEP_SECONDS));
        let all = |room: &Venue| STEPS.map(|step| room.show(at(step))).collect();
        let rooms: Vec<Venue> = (0..ROOMS).map(|number| room(number.into())).collect();
        let other_house = Keys::new([8; 32]);
        let abroad = rooms.iter().map(|room| Venue::new(&other_house, room.meeting));
        Self {
            now,
            shown: rooms.iter().map(all).collect(),
            abroad: abroad.map(|room| all(&room)).collect(),
            rooms,
        }
    }

    /// What a room shows some steps from now.
    fn shown(&self, room: u32, step: i64) -> &Shown {
        &self.shown[index(room)][index(step - STEPS.start())]
    }

    fn hold(&self, judge: Judge, wrong: u64) -> Wrongs {
        let threads = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        thread::scope(|scope| {
            let share = |first| move || self.hear(judge, (0..wrong).skip(first).step_by(threads));
            let judges: Vec<_> = (0..threads).map(|first| scope.spawn(share(first))).collect();
            judges.into_iter().fold(Wrongs::default(), |sum, judge| {
                let part = judge.join().unwrap();
                Wrongs {
                    accepted: sum.accepted + part.accepted,
                    turned_away: sum.turned_away + part.turned_away,
                }
            })
        })
    }

    fn hear(&self, judge: Judge, numbers: impl Iterator<Item = u64>) -> Wrongs {
        let mut wrongs = Wrongs::default();
        for number in numbers {
            let dice = mixed(number);
            let room = below(dice, ROOMS);
            let code = self.wrong(number, room, mixed(dice));
            if judge(&self.rooms[index(room)], self.now, &code) != Verdict::Refused {
                wrongs.accepted += 1;
            }
            if number.is_multiple_of(HONEST) && !self.is_heard(judge, room, mixed(dice), number) {
                wrongs.turned_away += 1;
            }
        }
        wrongs
    }

    /// A code that says nothing about being in this room now.
    fn wrong(&self, number: u64, room: u32, dice: u64) -> String {
        let fresh = i64::from(below(dice, 4)) - 2;
        let other = (room + 1 + below(dice >> 8, ROOMS - 1)) % ROOMS;
        let expired = -61 - i64::from(below(dice, 139));
        let ahead = 2 + i64::from(below(dice, 198));
        if number.is_multiple_of(TYPED) {
            return match (number / TYPED) % 4 {
                0 => typed::spell(bytes(dice), SHORT_LENGTH),
                1 => self.shown(room, expired).short_code.clone(),
                2 => self.shown(room, ahead).short_code.clone(),
                _ => self.shown(other, fresh).short_code.clone(),
            };
        }
        let here = &self.shown(room, fresh).code;
        match number % 8 {
            0 => with_mac(here, bytes(dice)),
            1 => altered(here, 24 + index(below(dice >> 8, 16)), 1 << below(dice >> 16, 8)),
            2 => self.shown(room, expired).code.clone(),
            3 => self.shown(room, ahead).code.clone(),
            4 => self.shown(other, fresh).code.clone(),
            5 => in_the_name_of(&self.rooms[index(room)], &self.shown(other, fresh).code),
            6 => self.abroad[index(room)][index(fresh - STEPS.start())]
                .code
                .clone(),
            _ => with_step_of(here, &self.shown(room, expired).code),
        }
    }

    /// Whether a code that the room has shown is taken for what it is.
    fn is_heard(&self, judge: Judge, room: u32, dice: u64, number: u64) -> bool {
        let behind = i64::from(below(dice, 62)) - 1;
        let due = if behind <= 2 { Verdict::Fresh } else { Verdict::Old };
        let shown = self.shown(room, -behind);
        let code = if number.is_multiple_of(TYPED) {
            &shown.short_code
        } else {
            &shown.code
        };
        judge(&self.rooms[index(room)], self.now, code) == due
    }
}

#[test]
fn of_a_million_wrong_codes_none_is_taken_and_of_the_honest_ones_each() {
    let court = Court::convene();
    assert_eq!(court.hold(Venue::judge, WRONG), Wrongs::default());

    let some = WRONG / 100;
    let wider: Judge = |venue, now, code| match venue.judge(now, code) {
        Verdict::Refused => venue.judge(now - TimeDelta::seconds(10), code),
        known @ (Verdict::Fresh | Verdict::Old) => known,
    };
    assert!(
        court.hold(wider, some).accepted > 0,
        "a window wider by a step is found out"
    );
    let later: Judge = |venue, now, code| venue.judge(now + TimeDelta::seconds(10), code);
    assert!(court.hold(later, some).turned_away > 0, "so is one that is moved");
    let trusting: Judge = |venue, now, code| match Claim::read(code) {
        Some(Claim::Scanned { meeting, step, .. }) if meeting == venue.meeting => age(step_of(now) - step),
        _ => venue.judge(now, code),
    };
    assert!(
        court.hold(trusting, some).accepted > 0,
        "and one who does not look at the signature"
    );
}

#[test]
fn a_clock_that_is_set_takes_nothing_old_for_new() {
    let room = room(1);
    let shown_at = DateTime::from_timestamp(1_700_000_005, 0).unwrap();
    let shown = room.show(shown_at);
    let after = |seconds| room.judge(shown_at + TimeDelta::seconds(seconds), &shown.code);
    assert_eq!(
        after(-10),
        Verdict::Fresh,
        "set back by a step, or behind the instance that showed it"
    );
    assert_eq!(
        after(-20),
        Verdict::Refused,
        "further back: until the clock catches up"
    );
    assert_eq!(after(20), Verdict::Fresh, "set forward by two steps");
    assert_eq!(after(60), Verdict::Old, "further: it waits for the secretary");
    assert_eq!(after(3_600), Verdict::Refused);
    assert_eq!(after(-3_600), Verdict::Refused);
}

#[test]
fn when_the_key_of_the_house_changes_during_a_meeting_the_next_code_on_the_screen_is_good() {
    let meeting = Id::from_u128(1);
    let (before, after) = (
        Venue::new(&Keys::new([7; 32]), meeting),
        Venue::new(&Keys::new([8; 32]), meeting),
    );
    let changed_at = DateTime::from_timestamp(1_700_000_005, 0).unwrap();
    for seconds in 0..700 {
        let now = changed_at + TimeDelta::seconds(seconds);
        let shown = after.show(now);
        for code in [&shown.code, &shown.short_code] {
            assert_eq!(after.judge(now, code), Verdict::Fresh);
            assert_eq!(
                before.judge(now, code),
                Verdict::Refused,
                "nobody who kept the old key is fooled"
            );
        }
        let stale = before.show(changed_at);
        assert_eq!(
            after.judge(now, &stale.code),
            Verdict::Refused,
            "who stole the old key has nothing"
        );
        assert_eq!(after.judge(now, &stale.short_code), Verdict::Refused);
    }
}

fn with_mac(code: &str, mac: [u8; 16]) -> String {
    let bytes = URL_SAFE_NO_PAD.decode(code).unwrap();
    URL_SAFE_NO_PAD.encode([&bytes[..24], &mac].concat())
}

fn in_the_name_of(room: &Venue, code: &str) -> String {
    let bytes = URL_SAFE_NO_PAD.decode(code).unwrap();
    URL_SAFE_NO_PAD.encode([room.meeting.as_bytes(), &bytes[16..]].concat())
}

/// The step of now with the signature of an old one.
fn with_step_of(now: &str, old: &str) -> String {
    let [now, old] = [now, old].map(|code| URL_SAFE_NO_PAD.decode(code).unwrap());
    URL_SAFE_NO_PAD.encode([&now[..24], &old[24..]].concat())
}

fn bytes(dice: u64) -> [u8; 16] {
    ((u128::from(dice) << 64) | u128::from(mixed(dice))).to_be_bytes()
}

fn below(dice: u64, sides: u32) -> u32 {
    u32::try_from(dice % u64::from(sides)).unwrap()
}

fn index<N: TryInto<usize, Error: std::fmt::Debug>>(number: N) -> usize {
    number.try_into().unwrap()
}

/// Looks drawn, and is the same on every machine.
fn mixed(number: u64) -> u64 {
    let mut state = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}
