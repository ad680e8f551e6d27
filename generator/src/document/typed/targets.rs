//! The targets of references that don't stand directly in `components`: below a schema, in another operation, in an
//! extension, wherever a pointer leads.

use std::collections::{HashMap, HashSet};

use openapiv3::{Header, Parameter, PathItem, ReferenceOr, RequestBody, Response, Schema, SecurityScheme};

use super::reader::Reader;
use super::{body, operation, parameter, root, schema};
use crate::document::pointer;

/// What a reference is expected to lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A schema.
    Schema,
    /// A parameter.
    Parameter,
    /// A header.
    Header,
    /// A request body.
    RequestBody,
    /// A response.
    Response,
    /// A security scheme.
    SecurityScheme,
    /// A path item.
    PathItem,
    /// An example.
    Example,
}

impl Kind {
    /// Its key in `components`.
    pub fn section(self) -> &'static str {
        match self {
            Kind::Schema => "schemas",
            Kind::Parameter => "parameters",
            Kind::Header => "headers",
            Kind::RequestBody => "requestBodies",
            Kind::Response => "responses",
            Kind::SecurityScheme => "securitySchemes",
            Kind::PathItem => "pathItems",
            Kind::Example => "examples",
        }
    }

    /// The name of the component that a `$ref` leads to directly.
    pub fn component(self, reference: &str) -> Option<String> {
        let rest = reference.strip_prefix("#/components/")?.strip_prefix(self.section())?;
        let pointer = pointer::from_reference(&format!("#{rest}"))?;
        let name = pointer.strip_prefix('/')?;
        (!name.contains('/')).then(|| pointer::unescape(name).into_owned())
    }
}

/// Typed targets by pointer.
#[derive(Debug, Clone, Default)]
pub(super) struct Targets {
    pub(super) schemas: HashMap<String, ReferenceOr<Schema>>,
    pub(super) parameters: HashMap<String, ReferenceOr<Parameter>>,
    pub(super) headers: HashMap<String, ReferenceOr<Header>>,
    pub(super) request_bodies: HashMap<String, ReferenceOr<RequestBody>>,
    pub(super) responses: HashMap<String, ReferenceOr<Response>>,
    pub(super) security_schemes: HashMap<String, ReferenceOr<SecurityScheme>>,
    pub(super) path_items: HashMap<String, ReferenceOr<PathItem>>,
    pointers: HashMap<(Kind, String), String>,
}

impl Targets {
    /// The pointer that a `$ref` leads to, through other references, if something stands there.
    pub(super) fn pointer(&self, reference: &str, kind: Kind) -> Option<&str> {
        self.pointers.get(&(kind, reference.to_owned())).map(String::as_str)
    }
}

/// Types the targets that were noted, and those that they note in turn.
pub(super) fn collect(reader: &mut Reader<'_>) -> Targets {
    let mut targets = Targets::default();
    let mut seen = HashSet::new();
    while let Some((kind, reference)) = reader.wanted.pop() {
        if !seen.insert((kind, reference.clone())) {
            continue;
        }
        let Some(asked) = pointer::from_reference(&reference) else { continue };
        let Some((found, value)) = pointer::locate(reader.root, &asked) else { continue };
        let direct = kind != Kind::PathItem && kind.component(&pointer::to_reference(&found)).is_some();
        targets.pointers.insert((kind, reference), found.clone());
        if !direct || found != asked {
            insert(reader, kind, found, value.clone(), &mut targets);
        }
    }
    targets
}

fn insert(reader: &mut Reader<'_>, kind: Kind, pointer: String, value: serde_json::Value, targets: &mut Targets) {
    fn into<T>(
        map: &mut HashMap<String, ReferenceOr<T>>,
        pointer: String,
        read: impl FnOnce() -> Option<ReferenceOr<T>>,
    ) {
        if let std::collections::hash_map::Entry::Vacant(entry) = map.entry(pointer)
            && let Some(item) = read()
        {
            entry.insert(item);
        }
    }
    reader.pointer.clone_from(&pointer);
    match kind {
        Kind::Schema => into(&mut targets.schemas, pointer, || schema::schema(reader, value)),
        Kind::Parameter => into(&mut targets.parameters, pointer, || parameter::parameter(reader, value)),
        Kind::Header => into(&mut targets.headers, pointer, || parameter::header(reader, value)),
        Kind::RequestBody => into(&mut targets.request_bodies, pointer, || body::request_body(reader, value)),
        Kind::Response => into(&mut targets.responses, pointer, || body::response(reader, value)),
        Kind::SecurityScheme => into(&mut targets.security_schemes, pointer, || root::security_scheme(reader, value)),
        Kind::PathItem => into(&mut targets.path_items, pointer, || operation::path_item(reader, value)),
        Kind::Example => {}
    }
    reader.pointer.clear();
}
