//! Stands between the house and its database and writes down which statements are run with which values, so that
//! `pgbench` can run the very same ones.

use super::literal::Value;
use sqlx::postgres::PgConnectOptions;
use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::unix::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{UnixListener, UnixStream};

/// Asks for an encrypted connection; the greeting proper follows.
const SSL_REQUEST: u32 = 80_877_103;

/// A statement as it was prepared, and the values it was run with.
pub(crate) struct Statement {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

type Notes = Arc<Mutex<Option<Vec<Statement>>>>;

/// A socket that leads to the database.
pub(crate) struct Recorder {
    folder: PathBuf,
    notes: Notes,
}

/// A prepared statement and the types of its values.
struct Prepared {
    sql: String,
    types: Vec<u32>,
}

impl Recorder {
    /// Listens in a folder of its own in front of the server that this address leads to.
    pub(crate) fn before(url: &str) -> Self {
        let options: PgConnectOptions = url.parse().unwrap();
        let name = format!(".s.PGSQL.{}", options.get_port());
        let server = options.get_socket().unwrap().join(&name);
        let folder = std::env::temp_dir().join(format!("sotay-recorder-{}", std::process::id()));
        std::fs::create_dir(&folder).unwrap();
        let listener = UnixListener::bind(folder.join(name)).unwrap();
        let notes = Notes::default();
        tokio::spawn({
            let notes = Arc::clone(&notes);
            async move {
                loop {
                    let (client, _) = listener.accept().await.unwrap();
                    let server = UnixStream::connect(&server).await.unwrap();
                    pass(client, server, Arc::clone(&notes));
                }
            }
        });
        Self { folder, notes }
    }

    /// The same address, through the recorder.
    pub(crate) fn url(&self, url: &str) -> String {
        let (user, rest) = url.split_once('@').unwrap();
        let (_, place) = rest.split_once(':').unwrap();
        let host = self.folder.to_str().unwrap().replace('/', "%2F");
        format!("{user}@{host}:{place}")
    }

    pub(crate) fn begin(&self) {
        *self.notes.lock().unwrap() = Some(Vec::new());
    }

    /// What was run since `begin`, in order.
    pub(crate) fn end(&self) -> Vec<Statement> {
        self.notes.lock().unwrap().take().unwrap()
    }

    pub(crate) fn leave(self) {
        std::fs::remove_dir_all(self.folder).unwrap();
    }
}

fn pass(client: UnixStream, server: UnixStream, notes: Notes) {
    let (from_client, mut to_client) = client.into_split();
    let (mut from_server, to_server) = server.into_split();
    tokio::spawn(async move { copy(&mut from_server, &mut to_client).await });
    tokio::spawn(listen(from_client, to_server, notes));
}

/// Hands on every message and reads the two that matter: a statement prepared, and one run with its values. The
/// connection ends with an error when one side goes.
async fn listen(mut client: OwnedReadHalf, mut server: OwnedWriteHalf, notes: Notes) -> std::io::Result<()> {
    loop {
        let length = client.read_u32().await?;
        let mut body = vec![0; length as usize - 4];
        client.read_exact(&mut body).await?;
        server.write_u32(length).await?;
        server.write_all(&body).await?;
        if body[..4] != SSL_REQUEST.to_be_bytes() {
            break;
        }
    }
    let mut prepared = HashMap::new();
    loop {
        let kind = client.read_u8().await?;
        let length = client.read_u32().await?;
        let mut body = vec![0; length as usize - 4];
        client.read_exact(&mut body).await?;
        match kind {
            b'P' => {
                let (name, statement) = parse(Bytes(&body));
                prepared.insert(name, statement);
            }
            b'B' => {
                if let Some(notes) = &mut *notes.lock().unwrap() {
                    notes.push(bind(Bytes(&body), &prepared));
                }
            }
            _ => {}
        }
        server.write_u8(kind).await?;
        server.write_u32(length).await?;
        server.write_all(&body).await?;
    }
}

fn parse(mut body: Bytes<'_>) -> (String, Prepared) {
    let (name, sql) = (body.string(), body.string());
    let count = body.number::<2>();
    let types = (0..count).map(|_| body.number::<4>()).collect();
    (name, Prepared { sql, types })
}

/// The statement that is run, and with which values.
fn bind(mut body: Bytes<'_>, prepared: &HashMap<String, Prepared>) -> Statement {
    let (_portal, name) = (body.string(), body.string());
    let formats = body.number::<2>();
    for _ in 0..formats {
        assert_eq!(body.number::<2>(), 1, "values are sent in binary");
    }
    let statement = &prepared[&name];
    let count = body.number::<2>();
    Statement {
        sql: statement.sql.clone(),
        values: (0..count as usize)
            .map(|number| Value::of(statement.types[number], body.value()))
            .collect(),
    }
}

/// What is left of a message.
pub(super) struct Bytes<'b>(pub(super) &'b [u8]);

impl<'b> Bytes<'b> {
    fn string(&mut self) -> String {
        let end = self.0.iter().position(|byte| *byte == 0).unwrap();
        let text = std::str::from_utf8(&self.0[..end]).unwrap().to_owned();
        self.0 = &self.0[end + 1..];
        text
    }

    pub(super) fn number<const LENGTH: usize>(&mut self) -> u32 {
        self.take(LENGTH)
            .iter()
            .fold(0, |number, byte| number << 8 | u32::from(*byte))
    }

    /// Four bytes of length and the value; none for null.
    pub(super) fn value(&mut self) -> Option<&'b [u8]> {
        match self.number::<4>() {
            u32::MAX => None,
            length => Some(self.take(length as usize)),
        }
    }

    fn take(&mut self, length: usize) -> &'b [u8] {
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        taken
    }
}
