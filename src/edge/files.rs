//! Connections are open files, and the system gives a process few of them unless it asks.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::limits::Limits;

/// Files beside connections: the database's pool, the queue, the metrics listener, logs, files being read.
const BESIDES: u64 = 256;

impl Limits {
    /// Asks the system for as many files as the connections need; where it gives fewer, fewer connections are let in,
    /// so that they are turned away at the door and the database still finds a file to talk through.
    #[must_use]
    pub fn fitted(self) -> Self {
        let wanted = u64::try_from(self.connections)
            .unwrap_or(u64::MAX)
            .saturating_add(BESIDES);
        let room = files(wanted).saturating_sub(BESIDES);
        let connections = usize::try_from(room)
            .unwrap_or(usize::MAX)
            .clamp(1, self.connections);
        if connections < self.connections {
            tracing::warn!(
                connections,
                wanted = self.connections,
                "the limit of open files allows fewer connections"
            );
        }
        Self { connections, ..self }
    }
}

/// The number of files this process may have open, after asking for `wanted`. None of the system's means no limit.
fn files(wanted: u64) -> u64 {
    let now = getrlimit(Resource::Nofile);
    let current = now.current.unwrap_or(u64::MAX);
    let possible = now.maximum.unwrap_or(u64::MAX).min(wanted);
    if current >= possible {
        return current;
    }
    let raised = Rlimit {
        current: Some(possible),
        maximum: now.maximum,
    };
    setrlimit(Resource::Nofile, raised).map_or(current, |()| possible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_fit_the_files_there_are() {
        let wanted = Limits {
            connections: usize::MAX,
            ..Limits::default()
        };
        let fitted = wanted.fitted().connections;
        let files = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
        assert!(fitted >= 1);
        assert!(u64::try_from(fitted).unwrap() <= files.saturating_sub(BESIDES).max(1));
    }
}
