//! A server that somebody else runs: signed in as its administrator decided, stepped down to the application.

use sotay::db::embedded::{APPLICATION, DATABASE, SUPERUSER, Server};
use sotay::db::{Db, DbConfig, Durability, Protections, Unready, migrate, open_pool};
use sqlx::{Executor, PgConnection};

use crate::postgres_start::{Folder, owner};
use crate::support::postgres::Database;

/// Stands in for a server of the district's computing centre: one login, one database, no other rights.
async fn given(folder: &Folder) -> (Server, PgConnection) {
    let server = folder.start().await;
    owner(&server.url(SUPERUSER, DATABASE))
        .await
        .execute("drop owned by sotay_app")
        .await
        .unwrap();
    let mut admin = owner(&server.url(SUPERUSER, "postgres")).await;
    for statement in [
        "drop owned by sotay_app",
        "drop role sotay_app",
        "create role lan login",
        "create database lan owner lan",
    ] {
        admin.execute(statement).await.unwrap();
    }
    (server, admin)
}

fn config(server: &Server) -> DbConfig {
    DbConfig {
        durability: Durability::NotForTests,
        ..DbConfig::external(server.url("lan", "lan"))
    }
}

async fn migrated(server: &Server) -> Result<(), Unready> {
    migrate(&server.url("lan", "lan"), Durability::NotForTests).await
}

#[tokio::test]
async fn a_login_that_may_make_no_roles_is_told_what_the_administrator_has_to_run() {
    let folder = Folder::new("given");
    let (server, mut admin) = given(&folder).await;

    let refused = migrated(&server).await.unwrap_err();
    assert!(
        refused
            .english()
            .contains("create role sotay_app; grant sotay_app to"),
        "{refused}"
    );
    assert!(refused.vietnamese().contains("quản trị viên"), "{refused}");

    admin
        .execute("create role sotay_app; grant sotay_app to lan")
        .await
        .unwrap();
    migrated(&server).await.unwrap();
    let pool = open_pool(&config(&server), Protections::ALL).await.unwrap();
    let user: String = sqlx::query_scalar("select current_user::text")
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(user, APPLICATION);
    let refused = pool
        .execute("begin read write; create table access.t ()")
        .await
        .unwrap_err();
    assert_eq!(refused.as_database_error().unwrap().code().unwrap(), "42501");
    pool.close().await;
    server.stop().await;
}

#[tokio::test]
async fn a_login_that_may_make_roles_does_it_itself() {
    let folder = Folder::new("creator");
    let (server, mut admin) = given(&folder).await;
    admin.execute("alter role lan createrole").await.unwrap();
    migrated(&server).await.unwrap();
    Db::connect(&config(&server)).await.unwrap().close().await;
    server.stop().await;
}

#[tokio::test]
async fn a_server_that_is_not_there_is_said_to_be_so() {
    let refused = Db::connect(&DbConfig::external("postgres://nobody@127.0.0.1:1/none"))
        .await
        .unwrap_err();
    assert!(
        refused.english().contains("Cannot connect to the database"),
        "{refused}"
    );
}

#[tokio::test]
async fn a_session_is_held_short() {
    let database = Database::fresh().await;
    let pool = open_pool(&database.config(), Protections::ALL).await.unwrap();
    let mut settings = Vec::new();
    for name in [
        "default_transaction_read_only",
        "statement_timeout",
        "lock_timeout",
        "idle_in_transaction_session_timeout",
        "timezone",
    ] {
        let setting: String = sqlx::query_scalar("select current_setting($1)")
            .bind(name)
            .fetch_one(&pool)
            .await
            .unwrap();
        settings.push(setting);
    }
    assert_eq!(settings, ["on", "3s", "1s", "5s", "UTC"]);
}
