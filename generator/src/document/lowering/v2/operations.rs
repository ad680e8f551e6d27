//! Paths and their operations.

use serde_json::{Map, Value};

use super::bodies::Given;
use super::parameters::{Place, place};
use super::{Lowering, media_types};
use crate::document::pointer::{from_reference, locate};
use crate::source::pointer;

const METHODS: [&str; 7] = ["get", "put", "post", "delete", "options", "head", "patch"];

impl<'a> Lowering<'a> {
    pub(super) fn paths(&mut self, value: &Value) -> Value {
        let Value::Object(paths) = value else { return value.clone() };
        let lowered = paths.iter().map(|(path, item)| {
            let at = pointer::join("/paths", path);
            (path.clone(), if path.starts_with("x-") { item.clone() } else { self.path_item(item, &at) })
        });
        Value::Object(lowered.collect())
    }

    fn path_item(&mut self, value: &Value, at: &str) -> Value {
        let Value::Object(item) = value else { return value.clone() };
        let mut lowered = Map::new();
        // What stands in a body belongs to each operation.
        let mut of_body = Vec::new();
        if let Some(parameters) = item.get("parameters") {
            let parameters = self.split(parameters, &pointer::join(at, "parameters"), &mut of_body);
            lowered.insert("parameters".to_owned(), parameters);
        }
        for (key, value) in item {
            match key.as_str() {
                "parameters" => {}
                key if METHODS.contains(&key) => {
                    let operation = self.operation(value, &pointer::join(at, key), &of_body);
                    lowered.insert(key.to_owned(), operation);
                }
                _ => {
                    lowered.insert(key.clone(), value.clone());
                }
            }
        }
        Value::Object(lowered)
    }

    fn operation(&mut self, value: &Value, at: &str, of_path: &[Given]) -> Value {
        let Value::Object(operation) = value else { return value.clone() };
        let said =
            |key: &str| operation.get(key).filter(|value| !value.is_null()).map(|value| media_types(Some(value)));
        let consumes = said("consumes").unwrap_or_else(|| self.consumes.clone());
        let produces = said("produces").unwrap_or_else(|| self.produces.clone());
        let mut lowered = Map::new();
        let mut of_body = Vec::new();
        for (key, value) in operation {
            match key.as_str() {
                "consumes" | "produces" | "schemes" => {}
                "parameters" => {
                    let parameters = self.split(value, &pointer::join(at, key), &mut of_body);
                    lowered.insert(key.clone(), parameters);
                }
                "responses" => {
                    let responses = self.responses(value, &pointer::join(at, key), &produces);
                    lowered.insert(key.clone(), responses);
                }
                _ => {
                    lowered.insert(key.clone(), value.clone());
                }
            }
        }
        // A body of its own replaces that of the path; fields of a form are replaced one by one.
        let own_body = of_body.iter().any(|given| given.place == Place::Body);
        if !own_body {
            let shared = of_path.iter().filter(|shared| !of_body.iter().any(|own| own.is_same(shared)));
            let shared: Vec<Given> = shared.cloned().collect();
            of_body.splice(..0, shared);
        }
        if let Some(body) = self.request_body(&of_body, &pointer::join(at, "requestBody"), &consumes) {
            lowered.insert("requestBody".to_owned(), body);
        }
        Value::Object(lowered)
    }

    /// The parameters that 3.0 calls so; what stands in a body is put aside.
    fn split(&mut self, value: &Value, at: &str, of_body: &mut Vec<Given>) -> Value {
        let Value::Array(given) = value else { return value.clone() };
        let mut kept = Vec::with_capacity(given.len());
        for (index, parameter) in given.iter().enumerate() {
            let from = pointer::join(at, &index.to_string());
            let (found, origin) = self.target(parameter, &from);
            let place = place(found);
            if matches!(place, Place::Body | Place::Form) {
                let is_shared = origin != from;
                of_body.push(Given { place, value: found.clone(), is_shared, pointer: origin, holder: from });
                continue;
            }
            let to = pointer::join(at, &kept.len().to_string());
            if to != from {
                self.moved(&from, &to);
            }
            kept.push(self.parameter(parameter, &from, &to));
        }
        Value::Array(kept)
    }

    /// What a parameter or response refers to and where that stands; itself, if it refers to nothing that is there.
    pub(super) fn target<'v>(&self, value: &'v Value, at: &str) -> (&'v Value, String)
    where
        'a: 'v,
    {
        let mut found = (value, at.to_owned());
        for _ in 0..16 {
            let reference = found.0.get("$ref").and_then(Value::as_str).and_then(from_reference);
            match reference.and_then(|pointer| locate(self.root, &pointer)) {
                Some((pointer, target)) => found = (target, pointer),
                None => break,
            }
        }
        found
    }
}
