//! What a sync did, or would do, file by file.

use std::fmt::{self, Write};

use similar::{ChangeTag, TextDiff};

/// What a sync did, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SyncReport {
    /// By path. Files that are as they should be are not in it.
    pub changes: Vec<Change>,
    /// How many files are as they should be.
    pub unchanged: usize,
}

impl SyncReport {
    /// Whether the output is in step.
    pub fn is_in_step(&self) -> bool {
        self.changes.is_empty()
    }

    /// Every change as a unified diff, in a form that a person reads and `patch` understands.
    pub fn diff(&self) -> String {
        self.changes.iter().map(Change::diff).collect()
    }
}

/// A file that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Relative to the output folder.
    pub path: String,
    /// What is wrong with it.
    pub kind: ChangeKind,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeKind {
    /// It is not there.
    Missing {
        /// What it should hold.
        new: String,
    },
    /// It holds something else.
    Stale {
        /// What it holds.
        old: String,
        /// What it should hold.
        new: String,
    },
    /// An earlier run wrote it, and it is no longer generated.
    Orphan,
}

impl Change {
    fn diff(&self) -> String {
        let path = &self.path;
        match &self.kind {
            ChangeKind::Missing { new } => {
                format!("{self}\n--- /dev/null\n+++ b/{path}\n{}", hunks("", new))
            }
            ChangeKind::Stale { old, new } => {
                format!("{self}\n--- a/{path}\n+++ b/{path}\n{}", hunks(old, new))
            }
            ChangeKind::Orphan => format!("{self}\n"),
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.kind {
            ChangeKind::Missing { .. } => "missing",
            ChangeKind::Stale { .. } => "stale",
            ChangeKind::Orphan => "orphan",
        };
        write!(f, "{word}: {}", self.path)
    }
}

/// A whole new file says little: the first lines of it are enough.
const NEW_FILE_LINES: usize = 10;

fn hunks(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut text = String::new();
    if old.is_empty() {
        let lines = new.lines().count();
        for line in new.lines().take(NEW_FILE_LINES) {
            let _ = writeln!(text, "+{line}");
        }
        if lines > NEW_FILE_LINES {
            let _ = writeln!(text, "... and {} more lines", lines - NEW_FILE_LINES);
        }
        return text;
    }
    for hunk in diff.unified_diff().context_radius(2).iter_hunks() {
        let _ = writeln!(text, "{}", hunk.header());
        for change in hunk.iter_changes() {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            let _ = writeln!(text, "{sign}{}", change.value().trim_end_matches('\n'));
        }
    }
    text
}
