//! What goes in: named texts. Reading them from disk is the rim's work.

use std::collections::BTreeMap;

/// The texts of one API.
#[derive(Debug, Clone, Default)]
pub struct Input {
    /// Every text by name; a name is a relative path with `/` between folders, without `.` and `..` parts.
    pub files: BTreeMap<String, String>,
    /// Names of the documents, in order. Several become one API.
    pub documents: Vec<String>,
    /// Names of the overlays, applied in order to each document.
    pub overlays: Vec<String>,
    /// The folder below which `$ref`s may point to, as a name; the empty name is all. Without one: the folder common to all documents.
    pub ref_root: Option<String>,
    /// What stands before a name when it is shown to a person (`../api/`), so that an editor finds the file.
    pub prefix: String,
}
