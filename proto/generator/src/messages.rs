//! Messages, their JSON and the gRPC traits, by prost, pbjson and tonic.

use std::path::Path;

use prost_reflect::prost_types::FileDescriptorSet;

use crate::error::Result;
use crate::names::{self, ROOT};

/// The runtime's well-known types stand in for all of `google.protobuf`.
const KNOWN: (&str, &str) = (".google.protobuf", "::sotay_rest::wkt");

/// Writes `<package>.rs` and `<package>.serde.rs` for every package of ours.
pub(crate) fn write(set: &FileDescriptorSet, out: &Path) -> Result<()> {
    let mut json = pbjson_build::Builder::new();
    json.out_dir(out).extern_path(KNOWN.0, KNOWN.1).emit_fields();
    // The well-known types stay in the set: prost resolves names against it, also those that are mapped elsewhere.
    let mut kept = set.clone();
    kept.file
        .retain(|file| names::is_ours(file.package()) || file.package() == "google.protobuf");
    for file in &kept.file {
        json.register_file_descriptor(file.clone());
    }
    json.build(&[format!(".{ROOT}")])?;
    tonic_prost_build::configure()
        .out_dir(out)
        .compile_well_known_types(true)
        .extern_path(KNOWN.0, KNOWN.1)
        .emit_rerun_if_changed(false)
        .compile_fds_with_config(kept, prost_build::Config::new())?;
    Ok(())
}
