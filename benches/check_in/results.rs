//! What a run came to: a table for people, kept as `benches/RESULTS.md`, and one line for programs.

use std::fmt::Write;
use std::path::Path;

/// One line of the table.
struct Measured {
    what: &'static str,
    is: String,
    must: &'static str,
    holds: bool,
}

/// Everything that was measured, in the order of the table.
#[derive(Default)]
pub(crate) struct Results {
    lines: Vec<Measured>,
    numbers: Vec<(&'static str, f64)>,
}

impl Results {
    /// A line of the table with what it must reach.
    pub(crate) fn line(&mut self, what: &'static str, is: String, (must, holds): (&'static str, bool)) {
        println!("{what}: {is}{}", if holds { "" } else { "  (missed)" });
        self.lines.push(Measured {
            what,
            is,
            must,
            holds,
        });
    }

    /// A number of the last line.
    pub(crate) fn number(&mut self, name: &'static str, value: f64) {
        self.numbers.push((name, value));
    }

    /// The last line.
    pub(crate) fn json(&self) -> String {
        let numbers: Vec<String> = self
            .numbers
            .iter()
            .map(|(name, value)| format!(r#""{name}":{value:.3}"#))
            .collect();
        format!("{{{}}}", numbers.join(","))
    }

    /// Prints the table and keeps it.
    pub(crate) fn keep(&self, about: &str) {
        let mut table = format!(
            "# What `cargo bench --bench check_in` came to\n\n{about}\n\n| measure | is | must reach | |\n|---|---|---|---|\n"
        );
        for line in &self.lines {
            let holds = if line.holds { "yes" } else { "**missed**" };
            writeln!(table, "| {} | {} | {} | {holds} |", line.what, line.is, line.must).unwrap();
        }
        writeln!(table, "\n`{}`", self.json()).unwrap();
        println!("\n{table}");
        let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/RESULTS.md");
        std::fs::write(kept, table).unwrap();
    }
}

/// The middle of three.
pub(crate) fn median(mut three: [f64; 3]) -> f64 {
    three.sort_unstable_by(f64::total_cmp);
    three[1]
}

/// The machine, in a line.
pub(crate) fn machine(postgres: &str) -> String {
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    let cpu = read("/proc/cpuinfo");
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("an unnamed processor", |name| {
            name.trim_start_matches(['\t', ' ', ':'])
        });
    let memory = read("/proc/meminfo");
    let kib: f64 = memory
        .split_whitespace()
        .nth(1)
        .map_or(0.0, |kib| kib.parse().unwrap());
    let kernel = read("/proc/sys/kernel/osrelease");
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    format!(
        "{cores} cores of {model}, {:.0} GiB, Linux {}, Postgres {postgres} with fsync, full_page_writes and \
         synchronous_commit on; service, load and database share the machine.",
        kib / 1024.0 / 1024.0,
        kernel.trim(),
    )
}
