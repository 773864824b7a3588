//! Stored steps of adoption say on every day what the rows say: before, while and after they are counted.

use chrono::NaiveDate;
use sotay::access::Gate;
use sotay::access::doors::Worker;
use sotay::adoption::{self, Desk};
use sotay::base::secrets::Keys;
use sotay::base::{Clock, vietnam};
use sotay::db::Db;
use sqlx::{AssertSqlSafe, Executor, PgConnection};

use crate::adoption_events::EVENTS;
use crate::adoption_recount::{EVERYWHERE, asks, fractions, recount};
use crate::adoption_rows::{Rows, day, organization, year};
use crate::adoption_store::store;
use crate::support::postgres::Database;

/// Days on which a month, a quarter, a stay begins or ends, and some in between.
const DAYS: [(u32, u32); 6] = [(3, 31), (4, 1), (5, 20), (6, 20), (10, 3), (12, 31)];

/// A town with its books.
struct Town {
    database: Database,
    gate: Gate,
    desk: Desk,
    rows: Rows,
}

#[tokio::test]
async fn every_figure_is_right_before_while_and_after_the_steps_are_counted() {
    let town = Town::of(4).await;
    town.agrees("nothing is stored yet").await;
    town.counts(5).await;
    town.agrees("some branches are stored").await;
    while town.counts(4).await > 0 {}
    assert_eq!(town.notes().await, 0);
    town.agrees("everything is stored").await;
}

#[tokio::test]
async fn whatever_happens_shows_at_once_and_is_stored_rightly() {
    let mut town = Town::of(5).await;
    while town.counts(100).await > 0 {}
    for (what, happens) in EVENTS {
        let sql = happens(&mut town.rows);
        town.runs(&sql).await;
        assert!(town.notes().await > 0, "nobody noted that {what}");
        town.agrees(what).await;
        while town.counts(100).await > 0 {}
        town.agrees(&format!("{what}, stored")).await;
    }
}

#[tokio::test]
async fn rows_alone_are_counted_when_too_much_is_out_of_date() {
    let town = Town::of(6).await;
    while town.counts(100).await > 0 {}
    town.runs(
        "update adoption.steps set roster = roster + 1;
         insert into adoption.stale (organization, since)
         select gen_random_uuid(), '2023-01-01' from generate_series(1, 3000)",
    )
    .await;
    town.agrees("too many notes").await;
    town.runs(
        "with more as (
             insert into directory.organizations (id, kind, during, created_at)
             select gen_random_uuid(), 'BRANCH', '[2030-01-01,)', now() from generate_series(1, 3000)
             returning id)
         insert into access.closure (ancestor, descendant, depth)
         select '00000000-0000-0000-0000-000000000001', id, 1 from more",
    )
    .await;
    let refused = asks(&town.desk, EVERYWHERE, organization(1), day(12, 31))
        .await
        .unwrap_err();
    assert_eq!(refused.code(), tonic::Code::Unavailable);
}

#[tokio::test]
async fn a_wrong_step_and_a_missing_note_would_be_found_out() {
    let town = Town::of(7).await;
    while town.counts(100).await > 0 {}
    assert_eq!(town.mistakes().await, [""; 0]);
    for figure in [
        "roster",
        "obliged",
        "issued",
        "activated",
        "phoneless",
        "branches",
        "active",
        "attended",
        "met",
        "regular_afterwards",
        "thematic_afterwards",
    ] {
        let wrong = format!(
            "update adoption.steps set {figure} = {figure} + 1 where organization = '{}'",
            organization(4)
        );
        town.runs(&wrong).await;
        assert!(!town.mistakes().await.is_empty(), "{figure}");
        town.runs(&wrong.replace('+', "-")).await;
    }
    town.runs("alter table identity.accounts disable trigger adoption_notes_insert")
        .await;
    let mut town = town;
    let sql = (EVENTS[0].1)(&mut town.rows);
    town.runs(&sql).await;
    assert!(!town.mistakes().await.is_empty());
}

impl Town {
    async fn of(seed: u64) -> Self {
        let database = Database::fresh().await;
        let rows = year(seed);
        store(&mut database.owner().await, &rows).await;
        let db = Db::connect(&database.config()).await.unwrap();
        let gate = Gate::new(
            db,
            Clock::standing(vietnam::start_of(day(12, 31))),
            Keys::new([7; 32]),
        );
        let desk = Desk::new(gate.clone());
        Self {
            database,
            gate,
            desk,
            rows,
        }
    }

    /// The crew counts so many organisations; how many there were.
    async fn counts(&self, most: i64) -> usize {
        let mut errand = Worker::new(&self.gate).begin().await.unwrap();
        let counted = adoption::keep_up(&mut errand, most).await.unwrap();
        errand.commit(()).await.unwrap();
        counted
    }

    async fn agrees(&self, when: &str) {
        assert_eq!(self.mistakes().await, [""; 0], "{when}");
    }

    /// Where the answer is not what the rows say.
    async fn mistakes(&self) -> Vec<String> {
        let mut mistakes = Vec::new();
        for (month, number) in DAYS {
            let asked: NaiveDate = day(month, number);
            for (id, _, _) in &self.rows.organizations {
                let answer = asks(&self.desk, EVERYWHERE, *id, asked)
                    .await
                    .map(|report| fractions(&report));
                let counted = recount(&self.rows, *id, asked);
                // More than the whole is a fault and no answer.
                match answer {
                    Ok(answer) if answer == counted => {}
                    Ok(answer) => mistakes.push(format!("{id} on {asked}: {answer:?}, not {counted:?}")),
                    Err(fault) => mistakes.push(format!("{id} on {asked}: {fault}")),
                }
            }
        }
        mistakes
    }

    async fn notes(&self) -> i64 {
        sqlx::query_scalar("select count(*) from adoption.stale")
            .fetch_one(&mut self.owner().await)
            .await
            .unwrap()
    }

    async fn runs(&self, sql: &str) {
        self.owner()
            .await
            .execute(AssertSqlSafe(sql.to_owned()))
            .await
            .unwrap();
    }

    async fn owner(&self) -> PgConnection {
        self.database.owner().await
    }
}
