//! What comes out: a set of files, and how it is brought to disk.
//!
//! Only [`sync()`] touches the disk, and it never removes a file that it did not write.

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

    fn insert(&mut self, path: impl Into<String>, text: String, ownership: Ownership) {
        self.files.insert(path.into(), File { text, ownership });
    }
}
