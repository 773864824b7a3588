//! One embedded server for the whole test process, and a fresh database for each test.
//!
//! The data folder stays for the next run. A database migrated once is the template; a clone takes some ten
//! milliseconds. A thread of its own does all the making and dropping, so no test's runtime has to outlive its end.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::OnceLock;
use std::thread;

use sotay::db::embedded::{APPLICATION, OWNER, Options, SUPERUSER, Server};
use sotay::db::{self, DbConfig, Durability};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use tokio::sync::{mpsc, oneshot};

/// A database of one test, dropped with this.
pub(crate) struct Database {
    name: String,
    owner_url: String,
    app_url: String,
    wishes: mpsc::UnboundedSender<Wish>,
}

impl Database {
    /// A clone of the migrated template.
    pub(crate) async fn fresh() -> Self {
        static WISHES: OnceLock<mpsc::UnboundedSender<Wish>> = OnceLock::new();
        let wishes = WISHES.get_or_init(landlord);
        let (answer, database) = oneshot::channel();
        wishes.send(Wish::Make(answer)).unwrap();
        database
            .await
            .expect("the shared Postgres is not there; its error stands above")
    }

    /// The address as the owner, who may look at everything.
    pub(crate) fn owner_url(&self) -> &str {
        &self.owner_url
    }

    /// How the service connects.
    pub(crate) fn config(&self) -> DbConfig {
        DbConfig {
            url: self.app_url.clone(),
            role: None,
            connections: Some(4),
            durability: Durability::NotForTests,
        }
    }

    /// A connection of the owner, for looking behind the scenes.
    pub(crate) async fn owner(&self) -> PgConnection {
        PgConnection::connect(self.owner_url()).await.unwrap()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // When the landlord is gone, the next run sweeps.
        drop(self.wishes.send(Wish::Drop(self.name.clone())));
    }
}

enum Wish {
    Make(oneshot::Sender<Database>),
    Drop(String),
}

fn landlord() -> mpsc::UnboundedSender<Wish> {
    let (wishes, inbox) = mpsc::unbounded_channel();
    let again = wishes.clone();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(serve(inbox, again));
    });
    wishes
}

async fn serve(mut inbox: mpsc::UnboundedReceiver<Wish>, wishes: mpsc::UnboundedSender<Wish>) {
    let server = start().await;
    let mut admin = PgConnection::connect(&server.url(SUPERUSER, "postgres"))
        .await
        .unwrap();
    sweep(&mut admin).await;
    let template = template(&server, &mut admin).await;
    let mut number = 0;
    while let Some(wish) = inbox.recv().await {
        match wish {
            Wish::Make(answer) => {
                number += 1;
                let name = format!("it_{number}");
                run(
                    &mut admin,
                    format!("create database {name} template {template} owner {OWNER} strategy file_copy"),
                )
                .await;
                // A test that was cancelled meanwhile hands it back by dropping it.
                drop(answer.send(Database {
                    owner_url: server.url(OWNER, &name),
                    app_url: server.url(APPLICATION, &name),
                    name,
                    wishes: wishes.clone(),
                }));
            }
            Wish::Drop(name) => run(&mut admin, format!("drop database {name} with (force)")).await,
        }
    }
}

/// The first folder that no other test process uses.
async fn start() -> Server {
    let user = rustix::process::geteuid().as_raw();
    for index in 0..100 {
        let options = Options {
            folder: std::env::temp_dir().join(format!("sotay-it-{user}-{index}")),
            binaries: None,
            durable: false,
        };
        match Server::start(options).await {
            Ok(server) => return server,
            Err(error) if error.english().contains("is in use by process") => {}
            Err(error) => panic!("{error}"),
        }
    }
    panic!("a hundred test processes at once?");
}

async fn sweep(admin: &mut PgConnection) {
    for name in names(admin, r"it\_%").await {
        run(admin, format!("drop database {name} with (force)")).await;
    }
}

/// The template's name tells which migrations it has seen; older ones go.
async fn template(server: &Server, admin: &mut PgConnection) -> String {
    let wanted = format!("template_{:016x}", hash_of_migrations());
    let mut present = false;
    for name in names(admin, r"template\_%").await {
        if name == wanted {
            present = true;
        } else {
            run(admin, format!("drop database {name} with (force)")).await;
        }
    }
    if !present {
        // Under another name until it is done: a killed run must not leave half a template.
        run(admin, format!("create database it_template owner {OWNER}")).await;
        let url = server.url(OWNER, "it_template");
        db::migrate(&url, Durability::NotForTests)
            .await
            .unwrap_or_else(|error| panic!("{error}"));
        run(admin, format!("alter database it_template rename to {wanted}")).await;
    }
    wanted
}

fn hash_of_migrations() -> u64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        file.hash(&mut hasher);
        std::fs::read(file).unwrap().hash(&mut hasher);
    }
    hasher.finish()
}

async fn names(admin: &mut PgConnection, pattern: &str) -> Vec<String> {
    sqlx::query_scalar("select datname::text from pg_database where datname like $1")
        .bind(pattern)
        .fetch_all(admin)
        .await
        .unwrap()
}

async fn run(admin: &mut PgConnection, statement: String) {
    admin.execute(AssertSqlSafe(statement)).await.unwrap();
}
