//! The resolved document: references followed, path-level parameters merged, every part with its place.
//!
//! Plain data in the words of OpenAPI and JSON Schema. It knows no Rust names and no dialect.

pub mod operation;
pub mod schema;
pub mod security;

use indexmap::IndexMap;
use serde_json::Value;
use std::sync::Arc;

use crate::diag::Place;
use operation::Operation;
use schema::{Schema, SchemaId};
use security::SecurityScheme;

/// A whole API.
#[derive(Debug, Clone)]
pub struct Spec {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.summary` and `info.description`.
    pub description: Option<String>,
    /// License name or SPDX expression.
    pub license: Option<String>,
    /// `servers`, each with its variables.
    pub servers: Vec<Server>,
    /// Tags in the order of the document, those first that it describes.
    pub tags: Vec<Tag>,
    /// Operations in the order of the document.
    pub operations: Vec<Operation>,
    /// Every schema that anything points to.
    pub schemas: Vec<Schema>,
    /// Component schemas by name, in the order of the document.
    pub components: IndexMap<String, SchemaId>,
    /// Declared security schemes by name.
    pub security_schemes: IndexMap<String, SecurityScheme>,
    /// `x-rate-limit` at the root.
    pub rate_limit: Option<operation::RateLimit>,
    /// The effective document (bundled, overlays applied, dialect kept), as it is served.
    pub document: Arc<Value>,
    /// Where the document stands.
    pub place: Place,
}

impl Spec {
    /// The schema behind an id.
    pub fn schema(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0 as usize]
    }
}

/// A tag with its description.
#[derive(Debug, Clone)]
pub struct Tag {
    /// As operations name it.
    pub name: String,
    /// Its description.
    pub description: Option<String>,
}

/// A server and its variables (OAS 3.0.4, 4.8.5).
#[derive(Debug, Clone)]
pub struct Server {
    /// With `{variable}` placeholders.
    pub url: String,
    /// Its description.
    pub description: Option<String>,
    /// `name` (OAS 3.2), if any.
    pub name: Option<String>,
    /// By name.
    pub variables: IndexMap<String, ServerVariable>,
    /// Where it stands.
    pub place: Place,
}

/// A variable of a server URL.
#[derive(Debug, Clone)]
pub struct ServerVariable {
    /// Used where none is given.
    pub default: String,
    /// The values it may have; empty for any.
    pub values: Vec<String>,
    /// Its description.
    pub description: Option<String>,
}
