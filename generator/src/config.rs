//! What a user can choose. Plain data; read from `specwright.toml` or the command line by the rim.

pub mod filter;
pub mod glob;
pub mod rename;
pub mod substitute;

use std::collections::BTreeMap;

use crate::diag::Code;
use filter::Filters;
use rename::Renames;
use substitute::{Derives, Libraries, Replacements};

/// Choices for one API.
#[derive(Debug, Clone)]
pub struct Config {
    /// Name of the crate; from the document's title where none is given.
    pub crate_name: Option<String>,
    /// Which sides are written.
    pub sides: Sides,
    /// Codes whose errors become warnings; what they stand at is then left out.
    pub allow: Vec<Code>,
    /// Where the generated crate finds the runtime.
    pub runtime: RuntimeDependency,
    /// How the generated `Cargo.toml` stands to a workspace.
    pub manifest: ManifestStyle,
    /// What becomes of types that no operation uses.
    pub unused_types: UnusedTypes,
    /// Whether requests have types of their own.
    pub request_types: RequestTypes,
    /// Which operations are written.
    pub filters: Filters,
    /// New names.
    pub rename: Renames,
    /// Whether each tag is a feature of the generated crate.
    pub tag_features: TagFeatures,
    /// Types of the user's crates.
    pub replace: Replacements,
    /// Which libraries hold dates and the like.
    pub libraries: Libraries,
    /// More derives.
    pub derives: Derives,
    /// Dependencies of the generated crate beside the runtime: name, and TOML as it stands behind it.
    pub dependencies: BTreeMap<String, String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            crate_name: None,
            sides: Sides::Both,
            allow: Vec::new(),
            runtime: RuntimeDependency::Version(env!("CARGO_PKG_VERSION").to_owned()),
            manifest: ManifestStyle::Standalone,
            unused_types: UnusedTypes::LeaveOut,
            request_types: RequestTypes::Apart,
            filters: Filters::default(),
            rename: Renames::default(),
            tag_features: TagFeatures::Auto,
            replace: Replacements::default(),
            libraries: Libraries::default(),
            derives: Derives::default(),
            dependencies: BTreeMap::new(),
        }
    }
}

/// What becomes of types that no operation, webhook or callback uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnusedTypes {
    /// They are written.
    Keep,
    /// They are left out.
    LeaveOut,
}

/// Whether requests have types of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum RequestTypes {
    /// Where a type travels both ways and requires a property that is read-only or write-only.
    #[default]
    Apart,
    /// Never: such a property is optional both ways.
    Shared,
}

/// Whether each tag is a feature of the generated crate, so that who needs a few of them compiles no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TagFeatures {
    /// Where there are at least two tags and more than [`TagFeatures::MANY_OPERATIONS`] operations.
    #[default]
    Auto,
    /// Whatever the size of the API.
    Always,
    /// Every tag is always compiled.
    Never,
}

impl TagFeatures {
    /// Up to so many operations, compiling all of them is a matter of a few seconds, and features are only one more thing to know.
    pub const MANY_OPERATIONS: usize = 150;

    /// Whether an API with so many tags and operations gets features.
    pub fn are_on(self, tags: usize, operations: usize) -> bool {
        match self {
            Self::Auto => tags > 1 && operations > Self::MANY_OPERATIONS,
            Self::Always => tags > 0,
            Self::Never => false,
        }
    }
}

/// Which sides are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sides {
    /// Client and server.
    Both,
    /// Only the client.
    Client,
    /// Only the server.
    Server,
}

impl Sides {
    /// Whether the client is written.
    pub fn client(self) -> bool {
        self != Self::Server
    }

    /// Whether the server is written.
    pub fn server(self) -> bool {
        self != Self::Client
    }
}

/// Where the generated crate finds the runtime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuntimeDependency {
    /// In the registry.
    Version(String),
    /// In a folder, relative to the generated crate, with `/` between folders.
    Path(String),
}

/// How the generated `Cargo.toml` stands to a workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ManifestStyle {
    /// A crate for itself, with its own `[workspace]` table so that it builds anywhere.
    Standalone,
    /// A member of the workspace around it.
    Member,
}
