//! The job queue lives in the same database, under the application's role.

use std::time::Duration;

use sotay::access::Gate;
use sotay::access::doors::Worker;
use sotay::base::Clock;
use sotay::base::secrets::Keys;
use sotay::db::{Db, queue_pool};
use sotay::jobs::{Crew, Fact, Listeners, tell};
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::support::postgres::Database;

/// A crew that passes on what it hears, and the door through which facts are left.
async fn crew(database: &Database) -> (Worker, Crew, mpsc::UnboundedReceiver<Uuid>) {
    let db = Db::connect(&database.config()).await.unwrap();
    let door = Worker::new(&Gate::new(db, Clock::system(), Keys::new([7; 32])));
    let (tell, heard) = mpsc::unbounded_channel();
    let listeners = Listeners::new(door.clone()).on(Fact::AccountActivated, move |_, subject| {
        tell.send(subject).unwrap();
        async { Ok(()) }
    });
    let pool = queue_pool(&database.config()).await.unwrap();
    (door, Crew::new(pool, listeners), heard)
}

async fn leave_fact(door: &Worker, subject: u128) {
    let mut errand = door.begin().await.unwrap();
    tell(errand.conn(), Fact::AccountActivated, Uuid::from_u128(subject))
        .await
        .unwrap();
    errand.commit(()).await.unwrap();
}

#[tokio::test]
async fn a_fact_is_told_after_its_transaction_and_not_without() {
    let database = Database::fresh().await;
    let (door, crew, mut heard) = crew(&database).await;

    let mut taken_back = door.begin().await.unwrap();
    tell(taken_back.conn(), Fact::AccountActivated, Uuid::from_u128(1))
        .await
        .unwrap();
    drop(taken_back);
    leave_fact(&door, 2).await;

    crew.drain().await.unwrap();
    assert_eq!(heard.try_recv().unwrap(), Uuid::from_u128(2));
    assert!(heard.try_recv().is_err());
}

#[tokio::test]
async fn a_crew_at_work_hears_of_a_fact_by_itself() {
    let database = Database::fresh().await;
    let (door, crew, mut heard) = crew(&database).await;
    let stop = CancellationToken::new();
    let waiting = async {
        leave_fact(&door, 1).await;
        let fact = tokio::time::timeout(Duration::from_secs(10), heard.recv()).await;
        stop.cancel();
        fact
    };
    let ((), fact) = tokio::join!(crew.work(stop.clone()), waiting);
    assert_eq!(fact.unwrap(), Some(Uuid::from_u128(1)));
}
