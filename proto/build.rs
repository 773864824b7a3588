//! Generates the contract from the protos in this folder. A proto that cannot be carried stops the build with its reason,
//! and so does a contract that lost or changed what clients rely on.

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
    println!("cargo::rerun-if-changed={}", home.join("sotay").display());
    println!("cargo::rerun-if-changed={}", home.join("google").display());
    let contract = sotay_generator::read(home, &[])?;
    let snapshot = home.join(sotay_generator::SNAPSHOT);
    println!("cargo::rerun-if-changed={}", snapshot.display());
    contract.only_grows(&snapshot)?;
    contract.write(Path::new(&std::env::var_os("OUT_DIR").unwrap_or_default()))
}
