//! What comes out: a set of files, and how it is brought to disk.

use std::collections::BTreeMap;

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
        self.files.insert(path.into(), File { text, ownership: Ownership::Generated });
    }

    /// Adds a file that is written once.
    pub fn scaffold(&mut self, path: impl Into<String>, text: String) {
        self.files.insert(path.into(), File { text, ownership: Ownership::Scaffold });
    }
}
