//! The header adds up to the roster whatever happened, and no rate passes its base.

use super::*;
use crate::base::Id;
use proptest::prelude::*;
use proptest::sample::select;

const STATES: [State; 8] = [
    State::Expected,
    State::Present,
    State::Late,
    State::AbsentExcused,
    State::Absent,
    State::Exempt,
    State::TemporarilyOut,
    State::Pending,
];

fn any_rows() -> impl Strategy<Value = Vec<(Rostered, State)>> {
    let row = (
        select(Class::ALL),
        select(Activity::ALL),
        select(Relation::ALL),
        select(&STATES[..]),
    );
    prop::collection::vec(row, 0..40).prop_map(|rows| {
        rows.into_iter()
            .map(|(class, activity, relation, state)| (standing(class, activity, relation), state))
            .collect()
    })
}

fn standing(class: Class, activity: Activity, relation: Relation) -> Rostered {
    Rostered {
        member: Id::nil(),
        class,
        activity,
        relation,
    }
}

proptest! {
    #[test]
    fn the_header_adds_up_to_the_roster(rows in any_rows()) {
        let whole = header(rows.clone());
        prop_assert_eq!(usize::try_from(whole.total().all()).unwrap(), rows.len());
        let (here, there) = rows.split_at(rows.len() / 2);
        let parts = header(here.to_vec()).total().and(header(there.to_vec()).total());
        prop_assert_eq!(parts, whole.total());
    }

    #[test]
    fn no_rate_passes_its_base(rows in any_rows()) {
        for base in [Base::Obliged, Base::ObligedLessExcused] {
            let (came, counted) = rate(base, rows.clone());
            prop_assert!(came <= counted);
            prop_assert_eq!(came, header(rows.clone()).attended.all());
        }
        prop_assert!(rate(Base::ObligedLessExcused, rows.clone()).1 <= rate(Base::Obliged, rows).1);
    }
}

#[test]
fn a_branch_is_counted_as_a_careful_secretary_would() {
    let (active, exempt) = (Activity::Active, Activity::Exempt);
    let rows = [
        (standing(Class::Official, active, Relation::Home), State::Present),
        (
            standing(Class::Official, active, Relation::Home),
            State::AbsentExcused,
        ),
        (standing(Class::Probationary, active, Relation::Home), State::Late),
        (
            standing(Class::Official, active, Relation::TemporarilyIn),
            State::Absent,
        ),
        (standing(Class::Official, exempt, Relation::Home), State::Present),
        (standing(Class::Official, exempt, Relation::Home), State::Exempt),
        (
            standing(Class::Official, Activity::Suspended, Relation::Home),
            State::Exempt,
        ),
        (
            standing(Class::Official, active, Relation::TemporarilyOut),
            State::TemporarilyOut,
        ),
    ];
    let sums = header(rows);
    let kinds = |official, probationary, temporarily_in, exempt, temporarily_out| Kinds {
        official,
        probationary,
        temporarily_in,
        exempt,
        temporarily_out,
    };
    assert_eq!(sums.total(), kinds(2, 1, 1, 3, 1));
    assert_eq!(sums.attended, kinds(1, 1, 0, 1, 0));
    assert_eq!(sums.absent_excused, kinds(1, 0, 0, 0, 0));
    assert_eq!(sums.absent, kinds(0, 0, 1, 0, 0));
    assert_eq!(rate(Base::Obliged, rows), (3, 5));
    assert_eq!(rate(Base::ObligedLessExcused, rows), (3, 4));
}
