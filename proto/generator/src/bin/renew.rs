//! Renews the snapshot of the landed contract: `cargo run -p sotay-generator --bin renew -- proto`.
//!
//! It refuses where the contract did not only grow. A contract that nobody uses yet may be broken on purpose: remove the
//! snapshot first, and say why in the commit.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use sotay_generator::{Error, Result};

fn main() -> ExitCode {
    let Some(home) = std::env::args_os().nth(1) else {
        return say("which folder holds the contract? renew -- proto");
    };
    match renew(Path::new(&home)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => say(&error.to_string()),
    }
}

fn renew(home: &Path) -> Result<()> {
    let contract = sotay_generator::read(home, &[])?;
    let path = home.join(sotay_generator::SNAPSHOT);
    if path.exists() {
        contract.only_grows(&path)?;
    }
    std::fs::write(&path, contract.snapshot()).map_err(|source| Error::File { path, source })
}

fn say(words: &str) -> ExitCode {
    // Nobody is left to tell when this fails.
    drop(writeln!(std::io::stderr(), "{words}"));
    ExitCode::FAILURE
}
