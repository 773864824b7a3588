//! Brings a database to the present shape: the job queue's tables first, then ours.

use sqlx::migrate::{Migrate, Migrator};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{ConnectOptions, Connection, Executor, PgConnection};

use super::{Durability, Unready, checks};
use std::time::Duration;

/// The schema of the job queue.
pub const JOBS_SCHEMA: &str = "graphile_worker";

static MIGRATIONS: Migrator = sqlx::migrate!();
const TABLE: &str = "_sqlx_migrations";
/// Any number will do that nobody else locks in this database.
const TURN: i64 = 0x0073_6f74_6179;
/// How long whoever waits for its turn does so before it asks again.
const ASK_AGAIN: Duration = Duration::from_millis(200);
/// Rather give up than make everybody else wait behind a table lock that does not come.
const SESSION: &str = "set lock_timeout = '10s'; set statement_timeout = 0";

const ADMIT: &str = "
do $$
begin
    if not exists (select from pg_roles where rolname = 'sotay_app') then
        create role sotay_app;
    end if;
    execute format('grant sotay_app to %I', current_user);
end
$$";

/// Migrates as the owner of the database; one process at a time, the others wait and find nothing left to do.
pub async fn migrate(owner_url: &str, durability: Durability) -> Result<(), Unready> {
    let options: PgConnectOptions = owner_url.parse().map_err(failed)?;
    let mut conn = options.connect().await.map_err(failed)?;
    checks::fit(&mut conn, durability).await?;
    wait_for_turn(&mut conn).await.map_err(failed)?;
    admit_application(&mut conn).await?;
    migrate_jobs(options).await?;
    apply(&mut conn).await?;
    // The lock goes with the session.
    conn.close().await.map_err(failed)
}

/// Asks again and again: whoever waits inside of a statement is waited for by an index that is made concurrently.
async fn wait_for_turn(conn: &mut PgConnection) -> sqlx::Result<()> {
    let mut said = false;
    while !sqlx::query_scalar!(r#"select pg_try_advisory_lock($1) as "ours!""#, TURN)
        .fetch_one(&mut *conn)
        .await?
    {
        if !said {
            tracing::info!("another process is migrating the database; waiting for it");
            said = true;
        }
        tokio::time::sleep(ASK_AGAIN).await;
    }
    conn.execute(SESSION).await.map(drop)
}

/// The application's role is of the cluster, so a database that was handed to us may lack it.
async fn admit_application(conn: &mut PgConnection) -> Result<(), Unready> {
    let may_step_down = sqlx::query_scalar!(
        r#"
        select exists (
            select
            from pg_roles
            where rolname = 'sotay_app'
              and pg_has_role(oid, 'member')) as "may!"
        "#
    )
    .fetch_one(&mut *conn)
    .await
    .map_err(failed)?;
    if may_step_down {
        return Ok(());
    }
    conn.execute(ADMIT).await.map(drop).map_err(not_admitted)
}

async fn migrate_jobs(options: PgConnectOptions) -> Result<(), Unready> {
    let pool = PgPoolOptions::new()
        .max_connections(2)
        .connect_with(options)
        .await
        .map_err(failed)?;
    let migrated = graphile_worker_migrations::migrate(pool.clone(), JOBS_SCHEMA).await;
    pool.close().await;
    migrated.map_err(failed)
}

async fn apply(conn: &mut PgConnection) -> Result<(), Unready> {
    conn.ensure_migrations_table(TABLE).await.map_err(failed)?;
    let applied = conn.list_applied_migrations(TABLE).await.map_err(failed)?;
    let done = |version| applied.iter().any(|migration| migration.version == version);
    let pending: Vec<_> = MIGRATIONS
        .iter()
        .filter(|migration| !done(migration.version))
        .collect();
    for (number, migration) in pending.iter().enumerate() {
        tracing::info!(
            "migration {} of {}: {}",
            number + 1,
            pending.len(),
            migration.description
        );
        MIGRATIONS
            .run_to(migration.version, &mut *conn)
            .await
            .map_err(failed)?;
    }
    // Also compares what was applied long ago with what it should have been.
    MIGRATIONS.run(conn).await.map_err(failed)
}

fn failed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Unready {
    Unready::new("Không nâng cấp được cơ sở dữ liệu", "Cannot migrate the database").because(error)
}

fn not_admitted(error: sqlx::Error) -> Unready {
    Unready::new(
        "Người dùng trong DATABASE_URL không tạo được vai trò sotay_app. Hãy nhờ quản trị viên Postgres chạy: \
         create role sotay_app; grant sotay_app to <người dùng>;",
        "The user of DATABASE_URL cannot create the role sotay_app. Have a Postgres administrator run: \
         create role sotay_app; grant sotay_app to <user>;",
    )
    .because(error)
}
