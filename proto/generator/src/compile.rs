//! Protos on disk become descriptors.

use std::fs;
use std::path::{Path, PathBuf};

use prost_reflect::DescriptorPool;
use prost_reflect::prost_types::FileDescriptorSet;
use protox::Compiler;

use crate::error::{Error, Result};
use crate::names::ROOT;

/// The compiled protos in the three shapes that are needed.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// With options, to be read.
    pub pool: DescriptorPool,
    /// With comments, for the generators of messages.
    pub set: FileDescriptorSet,
    /// Encoded with options, for reflection.
    pub encoded: Vec<u8>,
    /// Encoded with options but without comments, to be compared with the next contract.
    pub bare: Vec<u8>,
    /// Where the protos lie, to be watched by cargo.
    pub files: Vec<PathBuf>,
}

/// Compiles every proto under `home/sotay`; imports are looked up in `home`, then in `includes`.
pub(crate) fn compile(home: &Path, includes: &[&Path]) -> Result<Compiled> {
    let mut files = Vec::new();
    find(&home.join(ROOT), &mut files)?;
    files.sort();
    let mut compiler = Compiler::new(std::iter::once(home).chain(includes.iter().copied()))?;
    compiler
        .include_imports(true)
        .include_source_info(true)
        .open_files(&files)?;
    let (pool, set) = (compiler.descriptor_pool(), compiler.file_descriptor_set());
    let encoded = compiler.encode_file_descriptor_set();
    let bare = compiler.include_source_info(false).encode_file_descriptor_set();
    Ok(Compiled {
        pool,
        set,
        encoded,
        bare,
        files,
    })
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|source| Error::file(folder, source))?;
    for entry in entries {
        let path = entry.map_err(|source| Error::file(folder, source))?.path();
        if path.is_dir() {
            find(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "proto") {
            files.push(path);
        }
    }
    Ok(())
}
