//! Generates the trial contract as `sotay-proto` generates the real one.

use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn generate() -> sotay_generator::Result<()> {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let options = home.join("..");
    for watched in [
        home.join("sotay"),
        options.join("google"),
        options.join("sotay/contract"),
    ] {
        println!("cargo::rerun-if-changed={}", watched.display());
    }
    let contract = sotay_generator::read(home, &[&options])?;
    contract.write(Path::new(&std::env::var_os("OUT_DIR").unwrap_or_default()))
}
