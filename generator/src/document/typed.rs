//! The typed document: the bundle as `openapiv3` models it, every part with its place.
//!
//! It is read piece by piece, so that whatever has a wrong shape is found at once and pinned to its pointer; `serde`
//! would stop at the first, and its untagged enums drop keywords in silence. It follows no reference.

mod body;
mod link;
mod operation;
mod parameter;
mod reader;
mod reverse;
mod root;
mod schema;
mod targets;

use std::collections::HashMap;
use std::sync::Arc;

use openapiv3::{OpenAPI, ReferenceOr};
use serde_json::Value;

use super::calls::Role;
use super::lowering::v2;
use super::selection::{Selection, select};
use super::{Bundle, Origins, Version, cut, pointer, standard, unusual};
use crate::config::Config;
use crate::diag::{Code, Place, Sink};
use reader::Reader;
pub use targets::Kind;
use targets::Targets;

/// A document that is typed but not yet resolved.
#[derive(Debug, Clone)]
pub struct Document {
    /// The document in the words of OpenAPI 3.0 and those of [`super::lowering::keyword`].
    pub api: OpenAPI,
    /// Where its parts come from.
    pub origins: Origins,
    /// The document in its dialect, cut to the operations that are written: what is served.
    pub effective: Arc<Value>,
    /// Which operations are written.
    pub selection: Selection,
    /// The tree that the pointers here lead into, with the shape of OpenAPI 3.
    pub tree: Arc<Value>,
    targets: Targets,
    beyond: HashMap<String, Vec<Beyond>>,
    /// The path items of webhooks, then those of callbacks, for which `openapiv3` has no place, or none for what they refer to.
    pub reverse: Vec<ReverseItem>,
    /// How many schemas it has, wherever they stand.
    pub schemas: usize,
    is_moved: bool,
}

/// What a document lists, and what the user wants of it.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Which operations there are, and which of them are written.
    pub selection: Selection,
    /// Where they come from.
    pub origins: Origins,
}

/// A path item of a webhook or callback.
#[derive(Debug, Clone)]
pub struct ReverseItem {
    /// Which of the two.
    pub role: Role,
    /// Its name; that of its component, where that has one.
    pub name: String,
    /// Whether it stands under `components`.
    pub is_component: bool,
    /// Of a callback: the expression for its URL.
    pub expression: String,
    /// Where the operations stand of which it is a callback, and what they call it.
    pub of: Vec<(String, String)>,
    /// Where it stands.
    pub pointer: String,
    /// The path item, or a reference to one.
    pub item: ReferenceOr<openapiv3::PathItem>,
}

/// An operation of a method that `openapiv3` has no place for (OAS 3.2.0, 4.9).
#[derive(Debug, Clone)]
pub struct Beyond {
    /// The method, as it stands on the wire.
    pub method: String,
    /// Where the operation stands.
    pub pointer: String,
    /// The operation.
    pub operation: openapiv3::Operation,
}

/// What a `$ref` leads to.
#[derive(Debug, Clone)]
pub struct Target<'d, T> {
    /// Where it stands.
    pub pointer: String,
    /// What stands there; maybe another reference.
    pub item: &'d ReferenceOr<T>,
}

/// Why a `$ref` leads to nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dangling {
    /// There is nothing.
    Missing,
    /// What stands there could not be typed, which was reported.
    Broken,
}

impl Document {
    /// What is still of use once the document is resolved, which is little: the document itself takes several times the memory of its text.
    pub fn into_listed(self) -> Listed {
        Listed { selection: self.selection, origins: self.origins }
    }

    /// What a `$ref` to a schema leads to.
    ///
    /// # Errors
    /// When there is nothing, or nothing that could be typed.
    pub fn schema(&self, reference: &str) -> Result<Target<'_, openapiv3::Schema>, Dangling> {
        self.target(reference, Kind::Schema, |c| &c.schemas, &self.targets.schemas)
    }

    /// What a `$ref` to a parameter leads to.
    ///
    /// # Errors
    /// When there is nothing, or nothing that could be typed.
    pub fn parameter(&self, reference: &str) -> Result<Target<'_, openapiv3::Parameter>, Dangling> {
        self.target(reference, Kind::Parameter, |c| &c.parameters, &self.targets.parameters)
    }

    /// What a `$ref` to a header leads to.
    ///
    /// # Errors
    /// When there is nothing, or nothing that could be typed.
    pub fn header(&self, reference: &str) -> Result<Target<'_, openapiv3::Header>, Dangling> {
        self.target(reference, Kind::Header, |c| &c.headers, &self.targets.headers)
    }

    /// What a `$ref` to a request body leads to.
    ///
    /// # Errors
    /// When there is nothing, or nothing that could be typed.
    pub fn request_body(&self, reference: &str) -> Result<Target<'_, openapiv3::RequestBody>, Dangling> {
        self.target(reference, Kind::RequestBody, |c| &c.request_bodies, &self.targets.request_bodies)
    }

    /// What a `$ref` to a response leads to.
    ///
    /// # Errors
    /// When there is nothing, or nothing that could be typed.
    pub fn response(&self, reference: &str) -> Result<Target<'_, openapiv3::Response>, Dangling> {
        self.target(reference, Kind::Response, |c| &c.responses, &self.targets.responses)
    }

    /// What a `$ref` to a security scheme leads to.
    ///
    /// # Errors
    /// When there is nothing, or nothing that could be typed.
    pub fn security_scheme(&self, reference: &str) -> Result<Target<'_, openapiv3::SecurityScheme>, Dangling> {
        self.target(reference, Kind::SecurityScheme, |c| &c.security_schemes, &self.targets.security_schemes)
    }

    /// What a `$ref` to a path item leads to.
    ///
    /// # Errors
    /// When there is nothing, or nothing that could be typed.
    pub fn path_item(&self, reference: &str) -> Result<Target<'_, openapiv3::PathItem>, Dangling> {
        let pointer = self.targets.pointer(reference, Kind::PathItem).ok_or(Dangling::Missing)?;
        let item = self.targets.path_items.get(pointer).ok_or(Dangling::Broken)?;
        Ok(Target { pointer: pointer.to_owned(), item })
    }

    /// The operations of a path item that its typed form has no place for.
    pub fn beyond(&self, path_item: &str) -> &[Beyond] {
        self.beyond.get(path_item).map_or(&[], Vec::as_slice)
    }

    /// Whether things stand elsewhere in the tree than in the document.
    pub fn is_moved(&self) -> bool {
        self.is_moved
    }

    /// Whether a schema that stands outside of `components` is referred to.
    pub fn is_schema_target(&self, pointer: &str) -> bool {
        self.targets.schemas.contains_key(pointer)
    }

    /// The place of a pointer into the document.
    pub fn place(&self, pointer: &str) -> Place {
        self.origins.place(pointer)
    }

    fn target<'d, T>(
        &'d self,
        reference: &str,
        kind: Kind,
        components: fn(&openapiv3::Components) -> &indexmap::IndexMap<String, ReferenceOr<T>>,
        elsewhere: &'d std::collections::HashMap<String, ReferenceOr<T>>,
    ) -> Result<Target<'d, T>, Dangling> {
        if let Some(direct) = kind.component(reference)
            && let Some(item) = self.api.components.as_ref().and_then(|all| components(all).get(&direct))
        {
            let pointer = format!("/components/{}/{}", kind.section(), pointer::escape(&direct));
            return Ok(Target { pointer, item });
        }
        let pointer = self.targets.pointer(reference, kind).ok_or(Dangling::Missing)?;
        let item = elsewhere.get(pointer).ok_or(Dangling::Broken)?;
        Ok(Target { pointer: pointer.to_owned(), item })
    }
}

/// Types what the user wants of a bundle. What can't be typed is left out, with an error; none if nothing is left.
pub fn typed(bundle: Bundle, config: &Config, sink: &mut Sink) -> Option<Document> {
    let Bundle { value, origins, version } = bundle;
    if !value.is_object() {
        sink.push(Code::InvalidDocument, origins.place(""), "an OpenAPI document is an object");
        return None;
    }
    unusual::report(&value, &origins, sink);
    if version != Version::V2_0 {
        standard::report(&value, version, &origins, sink);
    }
    let effective = Arc::new(value);
    let (tree, origins, version) = match version {
        Version::V2_0 => {
            let (tree, origins) = v2::document(&effective, &origins, sink);
            (Arc::new(tree), origins, Version::V3_0)
        }
        _ => (Arc::clone(&effective), origins, version),
    };
    let is_moved = !Arc::ptr_eq(&effective, &tree);
    let selection = select(&tree, &origins, config.sides, &config.filters, sink);
    sink.forget(&selection.unread_places(&origins));
    let effective = cut::cut(effective, &selection, config.sides);
    let mut reader = Reader::new(&origins, version, &tree, &selection, sink);
    let api = root::document(&mut reader);
    let targets = targets::collect(&mut reader);
    let (beyond, schemas) = (reader.beyond, reader.schemas);
    let mut reverse: Vec<ReverseItem> = reader.reverse.into_values().flatten().collect();
    reverse.sort_by_key(|item| item.role == Role::Callback);
    Some(Document { api, origins, effective, selection, tree, targets, beyond, reverse, schemas, is_moved })
}
