//! One rule at a time.

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A regular meeting of a branch with a committee that keeps every rule.
fn blameless() -> Facts {
    Facts {
        kind: Kind::Regular,
        starts_at: at("2026-03-04T12:30:00Z"),
        ends_at: at("2026-03-04T14:00:00Z"),
        opened_at: None,
        closed_at: None,
        told_at: Some(at("2026-03-01T01:00:00Z")),
        papers_at: Some(at("2026-03-03T12:30:00Z")),
        agenda_minutes: 90,
        officials: 20,
        is_last_month: true,
        is_branch: true,
        has_regular: true,
        has_thematic: true,
        has_committee: true,
        committee_before: true,
        is_joined: false,
    }
}

fn rules() -> HashMap<Rule, InForce> {
    [
        (Rule::RegularMinutes, 90),
        (Rule::CombinedMinutes, 120),
        (Rule::PapersDaysBefore, 1),
        (Rule::NoticeDaysBefore, 2),
        (Rule::AgendaOverrunMinutes, 0),
        (Rule::RegularPerMonth, 1),
        (Rule::ThematicPerQuarter, 1),
        (Rule::CommitteeMeetsBefore, 1),
        (Rule::CommitteeFromOfficial, 9),
        (Rule::OfficialLeast, 3),
        (Rule::ThematicJoinsRegularOnly, 1),
    ]
    .into_iter()
    .map(|(rule, value)| {
        let in_force = InForce {
            value,
            source: "HD 42".to_owned(),
            since: None,
            organization: None,
        };
        (rule, in_force)
    })
    .collect()
}

fn found(facts: Facts) -> Vec<(Finding, i64)> {
    find(&facts, &rules())
        .into_iter()
        .map(|found| (found.finding, found.is))
        .collect()
}

#[test]
fn a_blameless_meeting_has_nothing_beside_it() {
    assert_eq!(found(blameless()), []);
}

#[test]
fn one_minute_short_is_short_and_the_real_length_counts_once_it_is_known() {
    let planned = Facts {
        ends_at: at("2026-03-04T13:59:00Z"),
        agenda_minutes: 0,
        ..blameless()
    };
    assert_eq!(found(planned), [(Finding::PlannedTooShort, 89)]);
    let held = Facts {
        opened_at: Some(at("2026-03-04T12:35:00Z")),
        closed_at: Some(at("2026-03-04T14:05:00Z")),
        ..planned
    };
    assert_eq!(found(held), []);
    let cut = Facts {
        closed_at: Some(at("2026-03-04T13:35:00Z")),
        ..held
    };
    assert_eq!(found(cut), [(Finding::HeldTooShort, 60)]);
    let combined = Facts {
        kind: Kind::Combined,
        ..blameless()
    };
    assert_eq!(found(combined), [(Finding::PlannedTooShort, 90)]);
}

#[test]
fn a_second_late_is_late() {
    let papers = Facts {
        papers_at: Some(at("2026-03-03T12:30:01Z")),
        ..blameless()
    };
    assert_eq!(found(papers), [(Finding::PapersLate, 0)]);
    let notice = Facts {
        told_at: Some(at("2026-03-02T12:30:01Z")),
        ..blameless()
    };
    assert_eq!(found(notice), [(Finding::NoticeLate, 1)]);
    let afterwards = Facts {
        told_at: Some(at("2026-03-05T12:30:01Z")),
        ..blameless()
    };
    assert_eq!(found(afterwards), [(Finding::NoticeLate, 0)]);
}

#[test]
fn an_agenda_that_takes_longer_than_the_evening_is_told() {
    assert_eq!(
        found(Facts {
            agenda_minutes: 95,
            ..blameless()
        }),
        [(Finding::AgendaTooLong, 5)]
    );
}

#[test]
fn a_thematic_meeting_joins_only_the_regular_one_and_does_not_take_its_place() {
    let thematic = Facts {
        kind: Kind::Thematic,
        ..blameless()
    };
    assert_eq!(found(thematic), []);
    let alone = Facts {
        has_regular: false,
        ..thematic
    };
    assert_eq!(found(alone), [(Finding::ThematicIsNoRegular, 0)]);
    assert_eq!(
        found(Facts {
            is_joined: true,
            ..thematic
        }),
        [(Finding::ThematicJoined, 0)]
    );
}

#[test]
fn a_quarter_that_ends_without_a_thematic_meeting_is_told_in_its_last_month() {
    let without = Facts {
        has_thematic: false,
        ..blameless()
    };
    assert_eq!(found(without), [(Finding::NoThematicThisQuarter, 0)]);
    assert_eq!(
        found(Facts {
            is_last_month: false,
            ..without
        }),
        []
    );
}

#[test]
fn a_committee_meets_first_where_there_is_one() {
    let without = Facts {
        committee_before: false,
        ..blameless()
    };
    assert_eq!(found(without), [(Finding::CommitteeNotBefore, 0)]);
    assert_eq!(
        found(Facts {
            has_committee: false,
            ..without
        }),
        []
    );
    let eight = Facts {
        kind: Kind::Committee,
        officials: 8,
        ..blameless()
    };
    assert_eq!(found(eight), [(Finding::NoCommittee, 8)]);
    assert_eq!(
        found(Facts {
            officials: 9,
            ..eight
        }),
        []
    );
}

#[test]
fn a_branch_of_two_is_told_of_at_its_own_meetings_only() {
    let two = Facts {
        officials: 2,
        ..blameless()
    };
    assert_eq!(found(two), [(Finding::TooFewOfficial, 2)]);
    for other in [
        Facts { officials: 3, ..two },
        Facts {
            kind: Kind::PartyCell,
            ..two
        },
        Facts {
            is_branch: false,
            ..two
        },
    ] {
        assert_eq!(found(other), []);
    }
}

#[test]
fn a_rule_that_is_not_in_force_finds_nothing() {
    let short = Facts {
        ends_at: at("2026-03-04T12:31:00Z"),
        agenda_minutes: 0,
        ..blameless()
    };
    let mut rules = rules();
    rules.remove(&Rule::RegularMinutes);
    assert_eq!(find(&short, &rules), []);
}
