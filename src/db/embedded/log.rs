//! What Postgres writes on its standard error, read line by line.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Enough to tell why a start failed.
const KEPT: usize = 30;

/// The last lines of one server.
#[derive(Debug, Clone, Default)]
pub(super) struct Tail(Arc<Mutex<VecDeque<String>>>);

impl Tail {
    /// Reads to the end in a thread of its own: a full pipe would stop Postgres.
    pub(super) fn follow(&self, source: impl Read + Send + 'static) -> std::io::Result<()> {
        let tail = self.clone();
        thread::Builder::new()
            .name("postgres-log".to_owned())
            .spawn(move || tail.read(source))?;
        Ok(())
    }

    /// The last lines as one text.
    pub(super) fn text(&self) -> String {
        let lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter().map(String::as_str).collect::<Vec<_>>().join("\n")
    }

    fn read(&self, source: impl Read) {
        for line in BufReader::new(source).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).into_owned();
            if line.contains("FATAL") || line.contains("PANIC") {
                tracing::warn!(target: "postgres", "{line}");
            } else {
                tracing::debug!(target: "postgres", "{line}");
            }
            let mut lines = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if lines.len() == KEPT {
                lines.pop_front();
            }
            lines.push_back(line);
        }
    }
}
