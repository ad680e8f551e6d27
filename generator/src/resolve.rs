//! Follows references: the typed document becomes the resolved one, in the words of the specifications.
//!
//! Every unresolved reference and every malformed extension is reported. What depends on something broken is left out
//! or widened with a warning, so that the rest can still be used where the user allows it.

mod body;
mod events;
mod extensions;
mod hierarchies;
mod link;
mod operation;
mod parameter;
mod refs;
mod response;
mod schema;
mod security;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value;

use crate::check;
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::document::lowering::keyword;
use crate::document::pointer;
use crate::document::typed::Document;
use crate::spec::operation::{Header, Parameter, RequestBody, Response};
use crate::spec::schema::{Schema, SchemaId};
use crate::spec::security::SecurityScheme;
use crate::spec::{Server, ServerVariable, Spec, Tag};

/// Resolves a document. What is broken is left out, with an error.
pub fn resolve(document: &Document, sink: &mut Sink) -> Option<Spec> {
    let mut resolver = Resolver::new(document, sink);
    let components = resolver.components();
    let mut security_schemes = security::schemes(&mut resolver);
    let rate_limit = extensions::rate_limit(&mut resolver, &document.api.extensions, "");
    let (operations, pointers) = operation::operations(&mut resolver, &security_schemes, rate_limit);
    security_schemes.extend(std::mem::take(&mut resolver.undeclared));
    resolver.fill_pending();
    events::type_data(&mut resolver, &operations, &components);
    let schemas = std::mem::take(&mut resolver.schemas);
    let mut spec = Spec {
        title: document.api.info.title.clone(),
        version: document.api.info.version.clone(),
        description: description(document),
        license: license(document),
        servers: servers(document, &document.api.servers, "/servers"),
        tags: tags(document, &operations),
        operations,
        schemas,
        components,
        security_schemes,
        rate_limit,
        document: Arc::clone(&document.effective),
        place: document.place(""),
    };
    hierarchies::imply_discriminators(&mut spec);
    check::check(&mut spec, sink);
    extensions::pagination(document, &pointers, &mut spec, sink);
    extensions::token_flows(document, &mut spec, sink);
    Some(spec)
}

/// Something that is needed is broken, and that was reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Broken;

/// What has been resolved so far.
struct Resolver<'d, 's> {
    document: &'d Document,
    sink: &'s mut Sink,
    schemas: Vec<Schema>,
    /// Schemas that something may refer to, by pointer.
    by_pointer: HashMap<String, SchemaId>,
    /// Schemas that are pointed to but not resolved yet.
    pending: VecDeque<(SchemaId, String, &'d openapiv3::Schema)>,
    /// `contentSchema`, by the schema that it stands in.
    contents: HashMap<SchemaId, &'d Value>,
    parameters: HashMap<String, Result<Parameter, Broken>>,
    headers: HashMap<String, Result<Header, Broken>>,
    bodies: HashMap<String, Result<RequestBody, Broken>>,
    responses: HashMap<String, Result<Response, Broken>>,
    /// Schemes that requirements name and nothing declares.
    undeclared: IndexMap<String, SecurityScheme>,
    /// Pointers at which a reference was reported.
    reported: HashSet<String>,
}

impl<'d, 's> Resolver<'d, 's> {
    fn new(document: &'d Document, sink: &'s mut Sink) -> Self {
        Self {
            document,
            sink,
            schemas: Vec::with_capacity(document.schemas),
            by_pointer: HashMap::new(),
            pending: VecDeque::new(),
            contents: HashMap::new(),
            parameters: HashMap::new(),
            headers: HashMap::new(),
            bodies: HashMap::new(),
            responses: HashMap::new(),
            undeclared: IndexMap::new(),
            reported: HashSet::new(),
        }
    }

    fn place(&self, pointer: &str) -> Place {
        self.document.place(pointer)
    }

    fn push(&mut self, code: Code, pointer: &str, message: impl Into<String>) -> &mut Diagnostic {
        let place = self.place(pointer);
        self.sink.push(code, place, message)
    }

    /// Something is left out or guessed, because a part of it is broken, which was said.
    fn lost(&mut self, pointer: &str, message: impl Into<String>) {
        let place = self.place(pointer);
        self.sink.consequence(place, message);
    }
}

/// A pointer one token longer.
fn child(pointer: &str, token: &str) -> String {
    format!("{pointer}/{}", pointer::escape(token))
}

/// The extensions that are not the lowering's own, nor among those that are read.
fn others(extensions: &IndexMap<String, Value>, read: &[&str]) -> IndexMap<String, Value> {
    extensions
        .iter()
        .filter(|(key, _)| !key.starts_with(keyword::PREFIX) && !read.contains(&key.as_str()))
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

/// The target of a reference object that has siblings.
fn sibling_ref(extensions: &IndexMap<String, Value>) -> Option<&str> {
    extensions.get(keyword::REF)?.as_str()
}

fn description(document: &Document) -> Option<String> {
    let info = &document.api.info;
    let summary = info.extensions.get(keyword::SUMMARY).and_then(Value::as_str);
    match (summary, info.description.as_deref()) {
        (Some(summary), Some(description)) => Some(format!("{summary}\n\n{description}")),
        (summary, description) => summary.or(description).map(str::to_owned),
    }
}

fn license(document: &Document) -> Option<String> {
    let license = document.api.info.license.as_ref()?;
    let identifier = license.extensions.get(keyword::IDENTIFIER).and_then(Value::as_str);
    Some(identifier.unwrap_or(&license.name).to_owned()).filter(|license| !license.is_empty())
}

fn servers(document: &Document, servers: &[openapiv3::Server], pointer: &str) -> Vec<Server> {
    let variable = |variable: &openapiv3::ServerVariable| ServerVariable {
        default: variable.default.clone(),
        values: variable.enumeration.clone(),
        description: variable.description.clone(),
    };
    servers
        .iter()
        .enumerate()
        .map(|(index, server)| Server {
            url: server.url.clone(),
            description: server.description.clone(),
            name: server.extensions.get(keyword::SERVER_NAME).and_then(Value::as_str).map(str::to_owned),
            variables: server.variables.iter().flatten().map(|(name, value)| (name.clone(), variable(value))).collect(),
            place: document.place(&format!("{pointer}/{index}")),
        })
        .collect()
}

/// The tags that the document describes, then those that only operations name.
fn tags(document: &Document, operations: &[crate::spec::operation::Operation]) -> Vec<Tag> {
    let mut tags: IndexMap<&str, Tag> = IndexMap::new();
    for tag in &document.api.tags {
        let described = Tag { name: tag.name.clone(), description: tag.description.clone() };
        tags.entry(&tag.name).or_insert(described);
    }
    for name in operations.iter().flat_map(|operation| &operation.tags) {
        tags.entry(name).or_insert_with(|| Tag { name: name.clone(), description: None });
    }
    tags.into_values().collect()
}
