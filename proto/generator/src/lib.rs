//! Writes the contract crate from annotated protos.
//!
//! ```no_run
//! # fn main() -> sotay_generator::Result<()> {
//! let contract = sotay_generator::read("proto".as_ref(), &[])?;
//! contract.write("out".as_ref())
//! # }
//! ```
//!
//! [`read`] compiles every proto under `proto/sotay` and reads its annotations into services and calls that are sound, or
//! says which file, message and field it cannot carry: nothing that a proto says is silently ignored. [`Contract::write`]
//! then emits messages with their JSON and gRPC traits, and, from the calls, validation, the guard, REST routes, the list
//! of methods, `OpenAPI` and the descriptors. Every step is a file of this crate that reads the same calls.

mod error;
mod names;
mod compile;
mod options;
mod rules;
mod fields;
mod template;
mod http;
mod codes;
mod calls;
mod messages;
mod validate;
mod methods;
mod guard;
mod routes;
mod emit;
mod openapi;
mod breaking;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use prost_reflect::DescriptorPool;

pub use error::{Error, Result};

/// The snapshot of the landed contract, beside the protos. `cargo run -p sotay-generator --bin renew -- proto` renews it.
pub const SNAPSHOT: &str = "contract.binpb";

/// A contract that was read and found sound.
#[derive(Debug)]
pub struct Contract {
    compiled: compile::Compiled,
    services: Vec<calls::Service>,
}

/// Reads the contract under `home/sotay`; what it imports is looked up in `home`, then in `includes`.
pub fn read(home: &Path, includes: &[&Path]) -> Result<Contract> {
    let compiled = compile::compile(home, includes)?;
    calls::all_carried(&compiled.pool)?;
    let services = calls::read(&compiled.pool)?;
    Ok(Contract { compiled, services })
}

impl Contract {
    /// Writes everything into `out`; `contract.rs` includes the rest.
    pub fn write(&self, out: &Path) -> Result<()> {
        let files = self.compiled.pool.files();
        let packages: BTreeSet<String> = files
            .map(|file| file.package_name().to_owned())
            .filter(|package| names::is_ours(package))
            .collect();
        messages::write(&self.compiled.set, out)?;
        emit::file(&out.join("descriptors.binpb"), &self.compiled.encoded)?;
        emit::file(
            &out.join("openapi.json"),
            openapi::document(&self.compiled.pool, &self.services)?,
        )?;
        emit::write(&self.services, &packages, out)
    }

    /// Compares with the contract as it last landed, which [`Contract::snapshot`] wrote to `path`: what clients rely on may
    /// neither go nor change.
    pub fn only_grows(&self, path: &Path) -> Result<()> {
        let landed = std::fs::read(path).map_err(|source| Error::file(path, source))?;
        let landed = DescriptorPool::decode(landed.as_slice()).map_err(|source| Error::Snapshot {
            path: path.to_owned(),
            source,
        })?;
        let changes = breaking::changes(&landed, &self.compiled.pool)?;
        if changes.is_empty() {
            return Ok(());
        }
        Err(Error::Breaking {
            snapshot: path.to_owned(),
            changes,
        })
    }

    /// The contract without its comments, to compare the next one with.
    pub fn snapshot(&self) -> &[u8] {
        &self.compiled.bare
    }

    /// The protos that were read, for a build script to watch.
    pub fn files(&self) -> &[PathBuf] {
        &self.compiled.files
    }
}
