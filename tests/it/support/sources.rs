//! The text of this repository, by path. A guard test reads it; its sabotaged twin reads a doctored copy.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock, OnceLock};

use super::code::{self, Token};

/// Files of the repository: their paths from its root, and what stands in them.
#[derive(Clone)]
pub(crate) struct Sources(BTreeMap<String, Arc<File>>);

/// One file.
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) text: String,
    tokens: OnceLock<Vec<Token>>,
}

impl File {
    fn new(path: &str, text: String) -> Arc<Self> {
        Arc::new(Self {
            path: path.to_owned(),
            text,
            tokens: OnceLock::new(),
        })
    }

    /// What stands in it, as Rust.
    pub(crate) fn tokens(&self) -> &[Token] {
        self.tokens.get_or_init(|| code::tokens(&self.path, &self.text))
    }
}

impl Sources {
    /// Every file below these folders whose name ends so.
    pub(crate) fn read(folders: &[&str], ending: &str) -> Self {
        let mut found = BTreeMap::new();
        for folder in folders {
            gather(folder, ending, &mut found);
        }
        assert!(!found.is_empty(), "nothing to read in {folders:?}");
        Self(found)
    }

    /// The service's own code.
    pub(crate) fn of_the_service() -> Self {
        static SERVICE: LazyLock<Sources> = LazyLock::new(|| Sources::read(&["src"], ".rs"));
        SERVICE.clone()
    }

    /// These files and those.
    pub(crate) fn and(mut self, more: Self) -> Self {
        self.0.extend(more.0);
        self
    }

    /// A copy with one more file, or with another text in place of a file's own.
    pub(crate) fn with(&self, path: &str, text: &str) -> Self {
        let mut copy = self.clone();
        copy.0.insert(path.to_owned(), File::new(path, text.to_owned()));
        copy
    }

    /// A copy in which something stands at the end of a file.
    pub(crate) fn with_added(&self, path: &str, more: &str) -> Self {
        self.with(path, &format!("{}\n{more}\n", self.file(path).text))
    }

    /// One of them.
    pub(crate) fn file(&self, path: &str) -> &File {
        self.0.get(path).unwrap_or_else(|| panic!("there is no {path}"))
    }

    /// All of them, in the order of their paths.
    pub(crate) fn files(&self) -> impl Iterator<Item = &File> {
        self.0.values().map(AsRef::as_ref)
    }
}

/// What a checker says about a doctored copy that it does not say about the original.
pub(crate) fn noticed(
    check: impl Fn(&Sources) -> Vec<String>,
    doctored: &Sources,
    original: &Sources,
) -> Vec<String> {
    let known = check(original);
    let mut noticed = check(doctored);
    noticed.retain(|complaint| !known.contains(complaint));
    noticed
}

fn gather(folder: &str, ending: &str, found: &mut BTreeMap<String, Arc<File>>) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for entry in fs::read_dir(root.join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            gather(&path, ending, found);
        } else if path.ends_with(ending) {
            let file = File::new(&path, fs::read_to_string(entry.path()).unwrap());
            found.insert(path, file);
        }
    }
}

/// The module of the ladder that a file of the service belongs to: `meetings` for `src/meetings/store.rs`.
pub(crate) fn module_of(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap_or(path);
    let first = inside.split('/').next().unwrap();
    first.strip_suffix(".rs").unwrap_or(first)
}

/// The ladder: the modules in the order in which `src/lib.rs` lists them, from the ground up.
pub(crate) fn ladder(sources: &Sources) -> Vec<String> {
    sources
        .file("src/lib.rs")
        .text
        .lines()
        .filter_map(|line| {
            let line = line.strip_prefix("pub ").unwrap_or(line);
            line.strip_prefix("mod ")?.strip_suffix(';').map(str::to_owned)
        })
        .collect()
}
