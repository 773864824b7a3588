//! The application's pool: sessions that cannot write by accident and never keep a forgotten transaction.
//!
//! A request that is cancelled while `begin` is on its way leaves its connection inside a transaction, and the next
//! write on that connection would be acknowledged and lost. Three things stand against it, each enough alone: mutations
//! run in a task of their own (the gate sees to that), a connection is rolled back when it comes home, and sessions are
//! read-only outside an explicit `begin read write`.

use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPool, PgPoolOptions};
use sqlx::{Connection, Executor, Postgres, Transaction};

use super::embedded::{APPLICATION, DATABASE, Server};
use super::{Durability, Unready, checks};

/// How long a request waits for a connection before it is told to come back later.
const ACQUIRE: Duration = Duration::from_millis(700);
/// A connection that rested longer is asked whether it still lives before it is handed out.
const RESTED: Duration = Duration::from_secs(1);
const MOST_CONNECTIONS: u32 = 20;
/// One that listens, and one for each job at work.
const QUEUE_CONNECTIONS: u32 = 4;
/// One for each batch of check-ins under way, and one that is on its way home.
const RESERVED_CONNECTIONS: u32 = 3;

/// Statements here are short: compiling one takes longer than running it.
const SESSION: &str = "
set statement_timeout = '3s';
set lock_timeout = '1s';
set idle_in_transaction_session_timeout = '5s';
set timezone = 'UTC';
set client_min_messages = 'error';
set jit = off;
";
const READ_ONLY: &str = "set default_transaction_read_only = on";
/// A batch is of any size, and one plan serves all of them. Nobody in it waits long for a row that somebody else holds:
/// its halves are tried apart then.
const IN_RESERVE: &str = "set plan_cache_mode = force_generic_plan; set lock_timeout = '250ms'";
/// Opens a transaction where none was forgotten, so that the server has nothing to warn of; fails on a server that
/// takes no writes any more, and the pool then drops the connection.
const ROLL_BACK: &str = "begin read write; rollback";

/// How the application reaches its database.
#[derive(Debug, Clone)]
pub struct DbConfig {
    /// The address, with the user that signs in.
    pub url: String,
    /// The role to step into after signing in, when the address names another.
    pub role: Option<&'static str>,
    /// Connections at most; two for each core up to twenty when not set.
    pub connections: Option<u32>,
    /// Whether a server that may lose rows is refused.
    pub durability: Durability,
}

impl DbConfig {
    /// For a server that somebody else runs: sign in as the address says, then step down.
    pub fn external(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            role: Some(APPLICATION),
            connections: None,
            durability: Durability::Demanded,
        }
    }

    /// For our own server.
    pub fn embedded(server: &Server) -> Self {
        Self {
            url: server.url(APPLICATION, DATABASE),
            role: None,
            connections: None,
            durability: Durability::Demanded,
        }
    }

    fn most_connections(&self) -> u32 {
        let cores =
            std::thread::available_parallelism().map_or(1, |cores| u32::try_from(cores.get()).unwrap_or(1));
        self.connections.unwrap_or((cores * 2).min(MOST_CONNECTIONS))
    }

    fn options(&self) -> Result<PgConnectOptions, Unready> {
        let options: PgConnectOptions = self.url.parse().map_err(unreachable)?;
        Ok(options.application_name("sotay"))
    }
}

/// What stands between a cancelled request and a lost row, as far as the pool is concerned.
#[derive(Debug, Clone, Copy)]
pub struct Protections {
    roll_back_on_release: bool,
    read_only_by_default: bool,
    in_reserve: bool,
}

impl Protections {
    /// What every service runs with.
    pub const ALL: Self = Self {
        roll_back_on_release: true,
        read_only_by_default: true,
        in_reserve: false,
    };

    /// The same for the reserve.
    const RESERVE: Self = Self {
        in_reserve: true,
        ..Self::ALL
    };

    /// For the job queue, which writes in single statements of its own making and waits for them.
    const QUEUE: Self = Self {
        roll_back_on_release: true,
        read_only_by_default: false,
        in_reserve: false,
    };

    /// For the test that shows each protection to be worth having; a service without them loses rows.
    pub const fn sabotaged(roll_back_on_release: bool, read_only_by_default: bool) -> Self {
        Self {
            roll_back_on_release,
            read_only_by_default,
            in_reserve: false,
        }
    }
}

/// The application's database.
#[derive(Debug, Clone)]
pub struct Db {
    pool: PgPool,
    /// Check-ins go on when every other connection is taken.
    reserve: PgPool,
}

impl Db {
    /// Opens the pool and makes sure that the server keeps what it acknowledges.
    pub async fn connect(config: &DbConfig) -> Result<Self, Unready> {
        Ok(Self {
            pool: open_pool(config, Protections::ALL).await?,
            reserve: reserve(config).await?,
        })
    }

    /// A connection for statements that only read.
    pub(crate) async fn reading(&self) -> sqlx::Result<Reading> {
        acquire(&self.pool).await
    }

    /// An open transaction that may write.
    pub(crate) async fn writing(&self) -> sqlx::Result<Writing> {
        self.pool.begin_with("begin read write").await
    }

    /// The same from the reserve.
    pub(crate) async fn reserved(&self) -> sqlx::Result<Writing> {
        self.reserve.begin_with("begin read write").await
    }

    /// Waits for the connections that are out and closes them all.
    pub async fn close(&self) {
        self.reserve.close().await;
        self.pool.close().await;
    }
}

/// A connection whose statements cannot write.
pub type Reading = PoolConnection<Postgres>;

/// An open transaction that may write; dropped without a commit it rolls back.
pub type Writing = Transaction<'static, Postgres>;

/// A small pool apart for the job queue, so that the queue and the members never wait for each other.
pub async fn queue_pool(config: &DbConfig) -> Result<PgPool, Unready> {
    let config = DbConfig {
        connections: Some(QUEUE_CONNECTIONS),
        ..config.clone()
    };
    open_pool(&config, Protections::QUEUE).await
}

/// What check-ins keep for themselves.
async fn reserve(config: &DbConfig) -> Result<PgPool, Unready> {
    let config = DbConfig {
        connections: Some(RESERVED_CONNECTIONS),
        ..config.clone()
    };
    open_pool(&config, Protections::RESERVE).await
}

/// The pool under a `Db`. Public for the test that takes protections away; everybody else connects a `Db`.
pub async fn open_pool(config: &DbConfig, protections: Protections) -> Result<PgPool, Unready> {
    let role = config.role;
    let pool = PgPoolOptions::new()
        .max_connections(config.most_connections())
        // All are kept open: a caller who hangs up during a sign-in would make the next one sign in again.
        .min_connections(config.most_connections())
        .acquire_timeout(ACQUIRE)
        .test_before_acquire(false)
        .before_acquire(|conn, meta| {
            Box::pin(async move { Ok(meta.idle_for < RESTED || conn.ping().await.is_ok()) })
        })
        .after_connect(move |conn, _| Box::pin(settle(conn, role, protections)))
        .after_release(move |conn, _| Box::pin(come_home(conn, protections)))
        .connect_with(config.options()?)
        .await
        .map_err(unreachable)?;
    let mut conn = acquire(&pool).await.map_err(unreachable)?;
    checks::fit(&mut conn, config.durability).await?;
    Ok(pool)
}

async fn settle(
    conn: &mut PgConnection,
    role: Option<&'static str>,
    protections: Protections,
) -> sqlx::Result<()> {
    conn.execute(SESSION).await?;
    if protections.read_only_by_default {
        conn.execute(READ_ONLY).await?;
    }
    if protections.in_reserve {
        conn.execute(IN_RESERVE).await?;
    }
    if role == Some(APPLICATION) {
        conn.execute("set role sotay_app").await?;
    }
    Ok(())
}

async fn come_home(conn: &mut PgConnection, protections: Protections) -> sqlx::Result<bool> {
    if protections.roll_back_on_release {
        conn.execute(ROLL_BACK).await?;
    }
    Ok(true)
}

#[expect(
    clippy::disallowed_methods,
    reason = "this is the door that the gate and the listed doors open"
)]
async fn acquire(pool: &PgPool) -> sqlx::Result<PoolConnection<Postgres>> {
    pool.acquire().await
}

fn unreachable(error: sqlx::Error) -> Unready {
    Unready::new(
        "Không kết nối được cơ sở dữ liệu",
        "Cannot connect to the database",
    )
    .because(error)
}
