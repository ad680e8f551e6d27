//! Swagger 2.0 as a tree of the shape of OpenAPI 3.0.
//!
//! Unlike the other dialects this one moves things: each move is recorded, so that a place in the new tree still is a
//! place in the document, and every `$ref` leads to where its target went. Schemas stay as they are; what is in them is
//! lowered one by one, as that of every document.

mod bodies;
mod operations;
mod parameters;
mod query_paths;
mod references;
mod responses;
mod security;
mod servers;

use std::collections::HashMap;

use serde_json::{Map, Value};

use crate::diag::Sink;
use crate::document::Origins;
use crate::source::pointer;

/// A document that is being moved.
pub(super) struct Lowering<'a> {
    /// The document as it was written.
    root: &'a Value,
    before: &'a Origins,
    after: Origins,
    /// Where things went, by where they stood.
    moves: HashMap<String, String>,
    /// The media types of bodies that say nothing themselves: `consumes` and `produces` of the root.
    consumes: Vec<String>,
    produces: Vec<String>,
    sink: &'a mut Sink,
}

/// A document of Swagger 2.0 in the shape of OpenAPI 3.0, and where the parts of it come from. What has no place there is
/// named.
pub fn document(root: &Value, origins: &Origins, sink: &mut Sink) -> (Value, Origins) {
    let joined = query_paths::joined(root, origins);
    let (root, origins) = joined.as_ref().map_or((root, origins), |(root, origins)| (root, origins));
    let Value::Object(map) = root else { return (root.clone(), origins.clone()) };
    let mut lowering = Lowering {
        root,
        before: origins,
        after: origins.clone(),
        moves: HashMap::new(),
        consumes: media_types(map.get("consumes")),
        produces: media_types(map.get("produces")),
        sink,
    };
    let mut lowered = lowering.document(map);
    references::rewrite(&mut lowered, root, &lowering.moves);
    (lowered, lowering.after)
}

impl Lowering<'_> {
    fn document(&mut self, root: &Map<String, Value>) -> Value {
        let mut document = Map::new();
        let mut components = Map::new();
        document.insert("openapi".to_owned(), "3.0.4".into());
        self.origin("/openapi", "/swagger");
        // The components first: what refers to them has to know where they went.
        for (key, value) in root {
            let at = pointer::join("", key);
            match key.as_str() {
                "definitions" => {
                    self.moved(&at, "/components/schemas");
                    components.insert("schemas".to_owned(), value.clone());
                }
                "parameters" => self.shared_parameters(value, &mut components),
                "responses" => {
                    self.moved(&at, "/components/responses");
                    let responses = self.shared_responses(value);
                    components.insert("responses".to_owned(), responses);
                }
                "securityDefinitions" => {
                    self.moved(&at, "/components/securitySchemes");
                    components.insert("securitySchemes".to_owned(), security::schemes(value));
                }
                _ => {}
            }
        }
        for (key, value) in root {
            match key.as_str() {
                "swagger"
                | "definitions"
                | "parameters"
                | "responses"
                | "securityDefinitions"
                | "host"
                | "basePath"
                | "schemes"
                | "consumes"
                | "produces" => {}
                "paths" => {
                    let paths = self.paths(value);
                    document.insert(key.clone(), paths);
                }
                // As another tool left them there: what 3.0 calls components.
                "components" => {
                    for (section, entries) in value.as_object().into_iter().flatten() {
                        components.entry(section.clone()).or_insert_with(|| entries.clone());
                    }
                }
                _ => {
                    document.insert(key.clone(), value.clone());
                }
            }
        }
        if let Some((servers, from)) = servers::servers(root) {
            self.origin("/servers", from);
            self.origin("/servers/0", from);
            document.entry("servers").or_insert(servers);
        }
        if !components.is_empty() {
            document.insert("components".to_owned(), Value::Object(components));
        }
        Value::Object(document)
    }

    /// What stood at `from` stands at `to` now, with everything below. A reference to what is in several places now
    /// leads to the first.
    fn moved(&mut self, from: &str, to: &str) {
        self.after.move_within(self.before, from, to);
        self.moves.entry(from.to_owned()).or_insert_with(|| to.to_owned());
    }

    /// What is new at `at` is there because of what stands at `because`.
    fn origin(&mut self, at: &str, because: &str) {
        self.after.insert(at, self.before.place(because));
    }
}

/// The entries of `consumes` or `produces`.
fn media_types(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(names)) => {
            let mut found: Vec<String> = Vec::new();
            for name in names.iter().filter_map(Value::as_str).map(str::trim).filter(|name| !name.is_empty()) {
                if !found.iter().any(|other| other == name) {
                    found.push(name.to_owned());
                }
            }
            found
        }
        // One alone is not put in a list by all.
        Some(Value::String(name)) if !name.trim().is_empty() => vec![name.trim().to_owned()],
        _ => Vec::new(),
    }
}

/// A `$ref` to a pointer.
fn reference(pointer: &str) -> Value {
    let target = crate::document::pointer::to_reference(pointer);
    Value::Object(Map::from_iter([("$ref".to_owned(), Value::String(target))]))
}

#[cfg(test)]
mod tests;
