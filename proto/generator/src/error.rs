//! Why the contract could not be generated.

use std::path::{Path, PathBuf};

use prost_reflect::{FieldDescriptor, MessageDescriptor, MethodDescriptor};

/// Why the contract could not be generated. The texts are read by whoever edits a proto.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The protos do not compile.
    #[error("the protos do not compile: {0:?}")]
    Protos(#[from] protox::Error),
    /// A proto says something that the generator does not know or that cannot be.
    #[error("{place}: {what}")]
    Refused {
        /// File, then message and field, or service and method.
        place: String,
        /// What is wrong there.
        what: String,
    },
    /// The contract lost or changed something that clients rely on.
    #[error("the contract may only grow, but compared with {snapshot}:\n  {}", .changes.join("\n  "))]
    Breaking {
        /// The file that holds the landed contract.
        snapshot: PathBuf,
        /// What was lost or changed.
        changes: Vec<String>,
    },
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The snapshot of the landed contract is no descriptor set.
    #[error("{path}: {source}")]
    Snapshot {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: prost_reflect::DescriptorError,
    },
    /// One of the code generators underneath failed.
    #[error("generating messages: {0}")]
    Messages(#[from] std::io::Error),
    /// Generated code is no Rust: a fault of the generator.
    #[error("generated code does not parse: {0}")]
    Tokens(#[from] syn::Error),
}

/// What every step of the generator answers.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    pub(crate) fn file(path: &Path, source: std::io::Error) -> Self {
        Self::File {
            path: path.to_owned(),
            source,
        }
    }

    pub(crate) fn at(file: &str, name: &str, what: impl Into<String>) -> Self {
        Self::Refused {
            place: format!("{file}: {name}"),
            what: what.into(),
        }
    }

    pub(crate) fn field(field: &FieldDescriptor, what: impl Into<String>) -> Self {
        Self::at(field.parent_file().name(), field.full_name(), what)
    }

    pub(crate) fn message(message: &MessageDescriptor, what: impl Into<String>) -> Self {
        Self::at(message.parent_file().name(), message.full_name(), what)
    }

    pub(crate) fn method(method: &MethodDescriptor, what: impl Into<String>) -> Self {
        Self::at(method.parent_file().name(), method.full_name(), what)
    }
}
