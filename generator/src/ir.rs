//! The API as it is going to be written: Rust names, an arena of types, operations, security, servers.
//!
//! No tokens and no pointers into the document: what a printer needs is copied here. Analyses stand beside it in
//! [`crate::analyse`] and never change it.

pub mod features;
pub mod format;
pub mod name;
pub mod operation;
pub mod scalar;
pub mod security;
pub mod types;
pub mod xml;

use std::sync::Arc;

use name::Name;
use operation::Group;
use security::Scheme;
use types::Types;

/// A whole API.
#[derive(Debug, Clone)]
pub struct Api {
    /// Name of the crate, as Cargo wants it (`client-account`).
    pub crate_name: String,
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description`.
    pub description: Option<String>,
    /// Where the API is served.
    pub servers: Vec<Server>,
    /// Every type; shared with the view that a side has of the API.
    pub types: Arc<Types>,
    /// Operations by tag.
    pub groups: Vec<Group>,
    /// What the types of bodies are called in XML.
    pub xml: xml::Tables,
    /// Security schemes that operations use.
    pub schemes: Vec<Scheme>,
    /// The effective document as JSON text, indented.
    pub document: Arc<str>,
}

/// A server that the document names.
#[derive(Debug, Clone)]
pub struct Server {
    /// Name of the variant.
    pub name: Name,
    /// What the document says of it.
    pub docs: Option<String>,
    /// With `{variable}` placeholders.
    pub url: String,
    /// Variables, in the order of the URL.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Debug, Clone)]
pub struct ServerVariable {
    /// Name of the field.
    pub name: Name,
    /// Used where none is given.
    pub default: String,
    /// The values it may have; none for any.
    pub choice: Option<ServerChoice>,
    /// What the document says of it.
    pub docs: Option<String>,
}

/// The values that a variable may have.
#[derive(Debug, Clone)]
pub struct ServerChoice {
    /// Name of the enum, unique among those of the client's servers.
    pub type_name: String,
    /// Its variants.
    pub members: Vec<types::Member<String>>,
}
