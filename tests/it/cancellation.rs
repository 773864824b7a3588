//! Calls that are cancelled at any moment: what was acknowledged is stored, whatever became of the others.
//!
//! The reason stands in `src/db/pool.rs`. Each protection is shown to be enough alone, and the twin without any must
//! lose rows, or these tests would prove nothing.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use sotay::db::{Protections, open_pool};
use sqlx::{Connection, Executor, PgConnection, PgPool};

use crate::support::postgres::Database;

const CALLERS: u64 = 8;
const CALLS: u64 = 500;

/// How the calls of a storm write.
#[derive(Clone, Copy)]
struct Habits {
    /// Half of the writes trust each statement to commit itself.
    autocommit: bool,
    /// A call goes on when its caller has hung up.
    own_task: bool,
}

/// What one caller knows of its calls.
#[derive(Default)]
pub(crate) struct Ledger {
    acknowledged: Vec<i64>,
    pub(crate) cancelled: usize,
}

impl Ledger {
    /// Whether the call was acknowledged, if its caller stayed to hear it.
    pub(crate) fn enter(&mut self, id: i64, acknowledged: Option<bool>) {
        match acknowledged {
            Some(true) => self.acknowledged.push(id),
            Some(false) => {}
            None => self.cancelled += 1,
        }
    }
}

#[tokio::test]
async fn with_all_protections_nothing_acknowledged_is_lost() {
    let habits = Habits {
        autocommit: false,
        own_task: true,
    };
    assert_eq!(lost_in_storm(Protections::ALL, habits, 1).await, 0);
}

#[tokio::test]
async fn rolling_back_at_home_is_enough_alone() {
    let habits = Habits {
        autocommit: true,
        own_task: false,
    };
    assert_eq!(
        lost_in_storm(Protections::sabotaged(true, false), habits, 2).await,
        0
    );
}

#[tokio::test]
async fn writing_only_in_transactions_is_enough_alone() {
    let habits = Habits {
        autocommit: false,
        own_task: false,
    };
    assert_eq!(
        lost_in_storm(Protections::sabotaged(false, true), habits, 3).await,
        0
    );
}

#[tokio::test]
async fn a_task_of_its_own_is_enough_alone() {
    let habits = Habits {
        autocommit: true,
        own_task: true,
    };
    assert_eq!(
        lost_in_storm(Protections::sabotaged(false, false), habits, 4).await,
        0
    );
}

#[tokio::test]
async fn the_twin_without_protections_loses_rows() {
    let habits = Habits {
        autocommit: true,
        own_task: false,
    };
    for seed in 5..15 {
        if lost_in_storm(Protections::sabotaged(false, false), habits, seed).await > 0 {
            return;
        }
    }
    panic!("nothing was lost in ten storms: these tests have no teeth");
}

#[tokio::test]
async fn a_session_does_not_write_outside_of_a_transaction() {
    let (database, pool) = pool(Protections::ALL).await;
    let refused = pool
        .execute("insert into public.ledger values (1)")
        .await
        .unwrap_err();
    assert_eq!(refused.as_database_error().unwrap().code().unwrap(), "25006");
    assert!(stored(&database).await.is_empty());
}

/// Thousands of calls, many cancelled; how many acknowledged rows are missing afterwards.
async fn lost_in_storm(protections: Protections, habits: Habits, seed: u64) -> usize {
    let (database, pool) = pool(protections).await;
    let callers = (0..CALLERS).map(|caller| calls(&pool, habits, seed * CALLERS + caller));
    // Polls only who was woken, so that polls tell how far a call has come.
    let ledgers: Vec<_> = callers.collect::<FuturesUnordered<_>>().collect().await;
    pool.close().await;

    lost(&database, &ledgers).await
}

/// How many acknowledged rows are not there.
pub(crate) async fn lost(database: &Database, ledgers: &[Ledger]) -> usize {
    let stored = stored(database).await;
    let acknowledged: Vec<_> = ledgers.iter().flat_map(|ledger| &ledger.acknowledged).collect();
    let cancelled: usize = ledgers.iter().map(|ledger| ledger.cancelled).sum();
    // A storm in which nothing was cancelled, or everything, would prove nothing.
    assert!(
        acknowledged.len() > 300 && cancelled > 300,
        "{} and {cancelled}",
        acknowledged.len()
    );
    acknowledged
        .iter()
        .filter(|id| stored.binary_search(id).is_err())
        .count()
}

/// One caller, whose calls follow one another.
async fn calls(pool: &PgPool, habits: Habits, seed: u64) -> Ledger {
    let mut dice = Dice(seed);
    let mut ledger = Ledger::default();
    for number in 0..CALLS {
        let id = i64::try_from(seed * CALLS + number).unwrap();
        let in_transaction = !habits.autocommit || dice.roll(2) == 0;
        let call = write(pool.clone(), id, in_transaction);
        let patience = dice.roll(12);
        let answer = if habits.own_task {
            cut(async { tokio::spawn(call).await.unwrap() }, patience).await
        } else {
            cut(call, patience).await
        };
        ledger.enter(id, answer.map(|answer| answer.is_ok()));
    }
    ledger
}

async fn write(pool: PgPool, id: i64, in_transaction: bool) -> sqlx::Result<()> {
    let mut conn = pool.acquire().await?;
    if !in_transaction {
        return insert(&mut conn, id).await;
    }
    let mut transaction = conn.begin_with("begin read write").await?;
    insert(&mut transaction, id).await?;
    transaction.commit().await
}

pub(crate) async fn insert(conn: &mut PgConnection, id: i64) -> sqlx::Result<()> {
    sqlx::query("insert into public.ledger values ($1)")
        .bind(id)
        .execute(conn)
        .await
        .map(drop)
}

/// Drops the future after it has been polled so many times; one call takes some ten.
pub(crate) async fn cut<T>(future: impl Future<Output = T>, polls: u64) -> Option<T> {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(move |context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

async fn pool(protections: Protections) -> (Database, PgPool) {
    let database = ledger_database().await;
    let pool = open_pool(&database.config(), protections).await.unwrap();
    while pool.size() < pool.options().get_max_connections() {
        tokio::task::yield_now().await;
    }
    (database, pool)
}

pub(crate) async fn ledger_database() -> Database {
    let database = Database::fresh().await;
    let table =
        "create table public.ledger (id bigint primary key); grant insert on public.ledger to sotay_app";
    database.owner().await.execute(table).await.unwrap();
    database
}

async fn stored(database: &Database) -> Vec<i64> {
    let mut owner = database.owner().await;
    sqlx::query_scalar("select id from public.ledger order by id")
        .fetch_all(&mut owner)
        .await
        .unwrap()
}

/// Small and the same on every machine.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }
}
