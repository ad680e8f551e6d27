//! What comes out: a set of files, and how it is brought to disk.
//!
//! Only [`sync()`] touches the disk, and it never removes a file that it did not write.

mod cargo;
mod manifest;
mod report;
mod sync;

use std::collections::BTreeMap;

pub use report::{Change, ChangeKind, SyncReport};
pub use sync::{Mode, SyncError, sync};

/// Files by path, relative to the output folder, with `/` between folders.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSet {
    /// By path.
    pub files: BTreeMap<String, File>,
}

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its text.
    pub text: String,
    /// Who owns it after the first write.
    pub ownership: Ownership,
}

/// Who owns a file after the first write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ownership {
    /// The generator: overwritten at every run.
    Generated,
    /// A person: written once, then left alone.
    Scaffold,
    /// A person, but for the features and dependencies without which the rest does not compile: a manifest of Cargo.
    Manifest,
}

impl FileSet {
    /// Adds a generated file.
    pub fn generated(&mut self, path: impl Into<String>, text: String) {
        self.insert(path, text, Ownership::Generated);
    }

    /// Adds a file that is written once.
    pub fn scaffold(&mut self, path: impl Into<String>, text: String) {
        self.insert(path, text, Ownership::Scaffold);
    }

    /// Adds a manifest of Cargo, which is written once and then kept in step where it must be.
    pub fn manifest(&mut self, path: impl Into<String>, text: String) {
        self.insert(path, text, Ownership::Manifest);
    }

    fn insert(&mut self, path: impl Into<String>, text: String, ownership: Ownership) {
        self.files.insert(path.into(), File { text, ownership });
    }
}
