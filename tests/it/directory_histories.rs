//! Whatever becomes of a district, what the service answers is what its dated rows say, for today and for every earlier
//! day, and each finds what is there for him. The rows are worked out anew in `directory_recomputed`, step by step.

use chrono::Days;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use sqlx::{AssertSqlSafe, Executor};

use crate::directory_walks::{Step, Walk, steps};
use crate::directory_witness::{CALLS, Memory, answer, looks_around, remembers};
use crate::support::town::{DISTRICT, EAST, WEST};
use crate::support::wire::Wire;

/// One over each wire.
const HISTORIES: usize = 2;

#[tokio::test]
async fn whatever_happens_today_and_every_earlier_day_are_what_the_rows_say() {
    let mut runner = TestRunner::deterministic();
    let (mut taken, mut carried_out) = (0, 0);
    for number in 0..HISTORIES {
        let history = steps().new_tree(&mut runner).unwrap().current();
        let walk = lives_through(number, &history).await;
        (taken, carried_out) = (taken + walk.taken, carried_out + walk.carried_out);
    }
    assert!(
        carried_out * 3 > taken * 2,
        "{carried_out} of {taken} steps were carried out"
    );
}

async fn lives_through(number: usize, history: &[Step]) -> Walk {
    let mut walk = Walk::begin(Wire::BOTH[number % 2]).await;
    let mut memory = Memory::new();
    for (place, step) in history.iter().enumerate() {
        walk.takes(step).await;
        let seen = looks_around(&mut walk, &mut memory, place).await;
        assert_eq!(
            seen,
            Ok(()),
            "history {number}, step {place}: {:#?}",
            &history[..=place]
        );
    }
    let remembered = remembers(&mut walk, &memory).await;
    assert_eq!(remembered, Ok(()), "history {number}: {history:#?}");
    walk
}

#[tokio::test]
async fn a_line_of_the_projection_that_is_off_would_be_found_out() {
    let mut walk = Walk::begin(Wire::Grpc).await;
    let mut memory = Memory::new();
    assert_eq!(looks_around(&mut walk, &mut memory, 0).await, Ok(()));
    for sabotage in [
        "update access.closure set depth = depth + 1 where depth = 2",
        "update access.closure set depth = depth - 1, keeper = not keeper where depth = 3",
        "delete from access.closure where depth = 1",
    ] {
        walk.owner.execute(AssertSqlSafe(sabotage)).await.unwrap();
        assert!(
            looks_around(&mut walk, &mut memory, 0).await.is_err(),
            "{sabotage}"
        );
    }
}

#[tokio::test]
async fn a_past_that_is_changed_would_be_found_out() {
    let mut walk = Walk::begin(Wire::Rest).await;
    walk.takes(&Step::DaysPass(3)).await;
    let (east, west) = (
        walk.world.organization(EAST).await,
        walk.world.organization(WEST).await,
    );
    let day = walk.today() - Days::new(2);
    for sabotage in [
        format!(
            "update directory.organization_edges set parent = '{}' where child = '{east}'",
            walk.world.organization(DISTRICT).await
        ),
        format!(
            "update directory.memberships set organization = '{west}' where organization = '{east}' and relation = 'HOME'"
        ),
        format!("update directory.organization_names set name = 'Khác' where organization = '{east}'"),
        format!(
            "update access.grants set during = daterange(current_date, null) where organization = '{west}'"
        ),
    ] {
        let mut memory = Memory::new();
        for call in CALLS {
            for organization in [east, west] {
                memory.insert(
                    (call, organization, day),
                    answer(walk.mai(), call, organization, day).await,
                );
            }
        }
        assert_eq!(remembers(&mut walk, &memory).await, Ok(()));
        walk.owner.execute(AssertSqlSafe(sabotage.clone())).await.unwrap();
        assert!(remembers(&mut walk, &memory).await.is_err(), "{sabotage}");
    }
}
