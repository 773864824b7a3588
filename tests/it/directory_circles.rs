//! No organisation stands under itself: not by one statement, and not by two halves written at once.

use sqlx::{Connection, Executor, PgConnection};
use uuid::Uuid;

use crate::support::postgres::Database;

const A: Uuid = Uuid::from_u128(1);
const B: Uuid = Uuid::from_u128(2);
const C: Uuid = Uuid::from_u128(3);

async fn three(database: &Database) -> PgConnection {
    let mut owner = database.owner().await;
    for id in [A, B, C] {
        sqlx::query(
            "insert into directory.organizations (id, kind, during, created_at) values ($1, 'PROVINCE', '[2020-01-01,)', now())",
        )
        .bind(id)
        .execute(&mut owner)
        .await
        .unwrap();
    }
    owner
}

async fn hang(conn: &mut PgConnection, child: Uuid, parent: Uuid, during: &str) -> Result<(), String> {
    let hung = sqlx::query(
        "insert into directory.organization_edges (child, parent, during) values ($1, $2, $3::text::daterange)",
    )
    .bind(child)
    .bind(parent)
    .bind(during)
    .execute(conn)
    .await;
    hung.map(drop).map_err(|error| {
        let error = error.into_database_error().unwrap();
        error.constraint().unwrap_or_default().to_owned()
    })
}

#[tokio::test]
async fn a_circle_is_refused_on_the_days_it_would_close() {
    let database = Database::fresh().await;
    let mut owner = three(&database).await;
    hang(&mut owner, A, B, "[2020-01-01,2021-01-01)").await.unwrap();
    hang(&mut owner, B, C, "[2020-06-01,)").await.unwrap();
    let refused = Err("organization_edges_no_circle".to_owned());
    assert_eq!(hang(&mut owner, C, A, "[2020-12-31,)").await, refused);
    hang(&mut owner, C, A, "[2021-01-01,)").await.unwrap();
    assert_eq!(hang(&mut owner, A, B, "[2030-01-01,2030-01-02)").await, refused);
    assert_eq!(
        hang(&mut owner, B, A, "[2019-01-01,2020-01-01)").await,
        Err("organization_edges_within_existence".to_owned())
    );
}

#[tokio::test]
async fn nobody_stands_under_two_parents_on_one_day() {
    let database = Database::fresh().await;
    let mut owner = three(&database).await;
    hang(&mut owner, A, B, "[2020-01-01,2021-01-01)").await.unwrap();
    let refused = Err("organization_edges_once".to_owned());
    assert_eq!(hang(&mut owner, A, C, "[2020-12-31,)").await, refused);
    hang(&mut owner, A, C, "[2021-01-01,)").await.unwrap();
}

#[tokio::test]
async fn two_halves_of_a_circle_written_at_once_do_not_meet() {
    let database = Database::fresh().await;
    drop(three(&database).await);
    let (mut one, mut other) = (database.owner().await, database.owner().await);
    let mut first = one.begin().await.unwrap();
    let mut second = other.begin().await.unwrap();
    hang(&mut first, A, B, "[2020-01-01,)").await.unwrap();
    // The second half waits for the first one's end, and then sees it.
    let (hung, ()) = tokio::join!(hang(&mut second, B, A, "[2020-01-01,)"), async {
        first.commit().await.unwrap();
    });
    assert_eq!(hung, Err("organization_edges_no_circle".to_owned()));
}

#[tokio::test]
async fn without_waiting_for_each_other_they_would_meet() {
    let database = Database::fresh().await;
    let mut owner = three(&database).await;
    owner
        .execute("create or replace function directory.lock_tree() returns void language sql return null")
        .await
        .unwrap();
    let (mut one, mut other) = (database.owner().await, database.owner().await);
    let mut first = one.begin().await.unwrap();
    let mut second = other.begin().await.unwrap();
    hang(&mut first, A, B, "[2020-01-01,)").await.unwrap();
    assert_eq!(hang(&mut second, B, A, "[2020-01-01,)").await, Ok(()));
    first.commit().await.unwrap();
    second.commit().await.unwrap();
}
