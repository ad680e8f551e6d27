//! The rim around the pure generator: which APIs there are, their texts from disk, the output back to disk.
//!
//! The command line and `xtask` both go through here, so that they cannot differ.

mod census;
mod paths;
mod report;
mod settings;
mod texts;

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::census::Census;
use crate::config::Config;
use crate::diag::{Diagnostic, Severity, Sink};
use crate::input::Input;
use crate::ir::Api;
use crate::output::{Mode, SyncError, SyncReport, sync};

pub use paths::relative;
pub use report::{Status, complain, say};
pub use settings::FILE_NAME;

/// The APIs that a `specwright.toml` names.
#[derive(Debug, Clone)]
pub struct Project {
    /// In the order of the file.
    pub apis: Vec<ApiProject>,
}

/// One API: its texts, its output and what was chosen for it.
#[derive(Debug, Clone)]
pub struct ApiProject {
    /// What it is called in messages.
    pub name: String,
    /// The documents, in order.
    pub specs: Vec<PathBuf>,
    /// The overlays, in order.
    pub overlays: Vec<PathBuf>,
    /// The folder below which `$ref`s may point to; the folder common to the documents where none is given.
    pub ref_root: Option<PathBuf>,
    /// Local copies of what stands on other hosts, by URL; a URL that ends with `/` stands for all below it, and its copy is a folder.
    pub remote_refs: BTreeMap<String, PathBuf>,
    /// The folder of the generated crate.
    pub out: PathBuf,
    /// What was chosen.
    pub config: Config,
}

/// What came of one API.
#[derive(Debug)]
pub struct Outcome {
    /// What was said of the documents.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that the diagnostics point into.
    pub input: Input,
    /// What was written, or would be; none if the documents have errors.
    pub report: Option<SyncReport>,
    /// What of the documents is in the output; none if they have errors.
    pub census: Option<Census>,
}

impl Outcome {
    /// How many diagnostics have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }
}

impl Project {
    /// Reads a `specwright.toml`. Paths in it are relative to its folder.
    ///
    /// # Errors
    ///
    /// When the file can't be read or does not have the form that [`settings`](self) describes.
    pub fn read(path: &Path) -> Result<Self, ProjectError> {
        let text = std::fs::read_to_string(path).map_err(|source| ProjectError::read(path, source))?;
        let folder = path.parent().unwrap_or(Path::new(""));
        settings::parse(&text, folder).map_err(|message| ProjectError::Settings { path: path.to_owned(), message })
    }
}

impl ApiProject {
    /// Reads the texts, and gives the API as it is going to be written; none where the texts have errors that are not allowed.
    ///
    /// # Errors
    ///
    /// When a text can't be read.
    pub fn lowered(&self) -> Result<Option<Api>, ProjectError> {
        let input = texts::read(self)?;
        Ok(crate::lowered(&input, &self.config, &mut Sink::default()))
    }

    /// Reads the texts, generates, and brings the output to disk or compares it.
    ///
    /// # Errors
    ///
    /// When a text can't be read, or the output can't be read or written. What is wrong *in* the texts is no error here: it is in
    /// [`Outcome::diagnostics`], and the output is then left as it was.
    pub fn run(&self, mode: Mode) -> Result<Outcome, ProjectError> {
        let input = texts::read(self)?;
        let generation = crate::generate(&input, &self.config);
        let report = match generation.files {
            Some(files) => Some(sync(files, &self.out, mode).map_err(ProjectError::Sync)?),
            None => None,
        };
        Ok(Outcome { diagnostics: generation.diagnostics, input, report, census: generation.census })
    }
}

/// Why an API could not be run at all.
#[derive(Debug)]
pub enum ProjectError {
    /// A file can't be read.
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The settings don't have their form.
    Settings {
        /// The file.
        path: PathBuf,
        /// What is wrong, with its place.
        message: String,
    },
    /// The output can't be read or written.
    Sync(SyncError),
}

impl ProjectError {
    fn read(path: &Path, source: io::Error) -> Self {
        Self::Read { path: path.to_owned(), source }
    }
}

impl fmt::Display for ProjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, source } => write!(f, "can't read {}: {source}", path.display()),
            Self::Settings { path, message } => write!(f, "{}: {message}", path.display()),
            Self::Sync(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for ProjectError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } => Some(source),
            Self::Settings { .. } => None,
            Self::Sync(error) => Some(error),
        }
    }
}
