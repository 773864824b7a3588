//! What an event is worth depends on what it proves, and on nothing else that came in.

use super::*;
use proptest::prelude::*;

const MEMBER: Rights = Rights {
    attends: true,
    records: false,
    runs: false,
};
const SECRETARY: Rights = Rights {
    attends: true,
    records: true,
    runs: true,
};
const STRANGER: Rights = Rights {
    attends: false,
    records: false,
    runs: false,
};

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_700_000_000, 0).unwrap()
}

fn minute(minute: i64) -> DateTime<Utc> {
    start() + TimeDelta::minutes(minute)
}

fn sent(sort: Sort, at: i64) -> Sent {
    Sent {
        event: Id::from_u128(1),
        meeting: Id::from_u128(2),
        member: None,
        sort,
        refers_to: (sort == Sort::Void).then(|| Id::from_u128(9)),
        code: String::new(),
        claimed_at: minute(at),
        offset_ms: 0,
        corrected_at: minute(at),
        reason: String::new(),
        reason_kind: None,
    }
}

fn around(rights: Rights) -> Around {
    Around {
        sender: Id::from_u128(3),
        rights,
        shown_at: None,
        span: Some((minute(-60), minute(300))),
        now: minute(600),
    }
}

fn scanned(at: i64, shown: i64, rights: Rights) -> Judged {
    let sent = Sent {
        code: "mã".to_owned(),
        ..sent(Sort::Enter, at)
    };
    let around = Around {
        shown_at: Some(minute(shown)),
        ..around(rights)
    };
    judge(&sent, &around)
}

#[test]
fn a_scan_without_signal_waits_however_good_the_code() {
    let own = scanned(1, 1, MEMBER);
    assert_eq!(own.doubts, [Doubt::OnlyNotBefore]);
    assert_eq!((own.method, own.about), (Method::Offline, Some(Id::from_u128(3))));
    assert_eq!(
        scanned(1, 1, SECRETARY).method,
        Method::Offline,
        "a secretary scans as everybody does"
    );
    assert_eq!(
        scanned(5, 10, MEMBER).doubts,
        [Doubt::BeforeCode, Doubt::OnlyNotBefore]
    );
    assert_eq!(
        scanned(21, 10, MEMBER).doubts,
        [Doubt::LongAfterCode, Doubt::OnlyNotBefore]
    );
    let none = judge(&sent(Sort::Enter, 1), &around(MEMBER));
    assert_eq!(none.doubts, [Doubt::NoCode, Doubt::OnlyNotBefore]);
    let wrong = Sent {
        code: "2345-6789".to_owned(),
        ..sent(Sort::Enter, 1)
    };
    assert_eq!(
        judge(&wrong, &around(MEMBER)).doubts,
        [Doubt::CodeWrong, Doubt::OnlyNotBefore]
    );
    assert_eq!(
        judge(&sent(Sort::Leave, 1), &around(MEMBER)).doubts,
        [Doubt::OnlyNotBefore]
    );
}

#[test]
fn nobody_came_before_the_code_was_shown() {
    assert_eq!(scanned(5, 10, MEMBER).at, minute(10));
    assert_eq!(scanned(12, 10, MEMBER).at, minute(12));
}

#[test]
fn the_secretarys_phone_speaks_as_the_secretary_and_nobody_elses_does() {
    for sort in [
        Sort::Enter,
        Sort::Leave,
        Sort::Excuse,
        Sort::Absent,
        Sort::Void,
        Sort::Open,
        Sort::Close,
    ] {
        let of_lan = Sent {
            member: sort.is_about_somebody().then(|| Id::from_u128(7)),
            ..sent(sort, 1)
        };
        let officer = judge(&of_lan, &around(SECRETARY));
        assert_eq!(
            (officer.method, officer.doubts),
            (Method::BySecretary, Vec::new()),
            "{sort:?}"
        );
        let member = judge(&of_lan, &around(MEMBER));
        assert_eq!(member.method, Method::Assisted, "{sort:?}");
        assert!(member.doubts.contains(&Doubt::SaidByAnother), "{sort:?}");
        let may_say = matches!(sort, Sort::Enter | Sort::Leave);
        assert_eq!(member.doubts.contains(&Doubt::NotAnOfficer), !may_say, "{sort:?}");
        assert_eq!(
            judge(&of_lan, &around(STRANGER)).doubts[0],
            Doubt::PlaceUnknown,
            "{sort:?}"
        );
    }
}

#[test]
fn who_records_but_does_not_run_neither_opens_nor_closes() {
    let minutes_taker = Rights {
        runs: false,
        ..SECRETARY
    };
    assert_eq!(
        judge(&sent(Sort::Open, 1), &around(minutes_taker)).doubts[0],
        Doubt::NotAnOfficer
    );
}

#[test]
fn what_is_late_ahead_or_far_from_the_plan_waits() {
    let of_lan = |at| Sent {
        member: Some(Id::from_u128(7)),
        ..sent(Sort::Enter, at)
    };
    let at = |minutes| Around {
        now: minute(minutes),
        ..around(SECRETARY)
    };
    assert_eq!(judge(&of_lan(0), &at(72 * 60)).doubts, []);
    assert_eq!(judge(&of_lan(0), &at(72 * 60 + 1)).doubts, [Doubt::Late]);
    assert_eq!(judge(&of_lan(12), &at(10)).doubts, []);
    let ahead = judge(&of_lan(13), &at(10));
    assert_eq!((ahead.doubts, ahead.at), (vec![Doubt::ClockAhead], minute(10)));
    assert_eq!(judge(&of_lan(301), &at(600)).doubts, [Doubt::OutOfTime]);
    assert_eq!(judge(&of_lan(-61), &at(600)).doubts, [Doubt::OutOfTime]);
    let void = judge(&sent(Sort::Void, -1000), &at(100_000));
    assert_eq!(
        void.doubts,
        [],
        "when something is taken back makes no difference"
    );
}

proptest! {
    #[test]
    fn only_an_officers_word_ever_counts_unconfirmed(
        at in -200..800_i64, shown in proptest::option::of(-200..800_i64), named: bool, attends: bool, runs: bool,
        kind in 0..7_usize,
    ) {
        let sort = [Sort::Enter, Sort::Leave, Sort::Excuse, Sort::Absent, Sort::Void, Sort::Open, Sort::Close][kind];
        let sent = Sent { member: named.then(|| Id::from_u128(7)), ..sent(sort, at) };
        let rights = Rights { attends, records: false, runs };
        let around = Around { shown_at: shown.map(minute), ..around(rights) };
        let judged = judge(&sent, &around);
        let may = runs && matches!(sort, Sort::Open | Sort::Close);
        prop_assert!(may || judged.disposition() == Disposition::Pending);
    }
}
