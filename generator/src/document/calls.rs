//! The operations that a document lists, before any of them is typed: for whoever chooses among them, or counts them.

use std::collections::HashSet;

use indexmap::IndexSet;
use serde_json::{Map, Value};

use super::pointer;

/// An operation, as the document lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// In capitals, or as `additionalOperations` spells it.
    pub method: String,
    /// The path, beginning with `/`.
    pub path: String,
    /// `operationId`, if there is one.
    pub id: Option<String>,
    /// `tags`.
    pub tags: Vec<String>,
    /// Where the operation stands, which may be outside of `paths`.
    pub pointer: String,
    /// Where its path stands.
    pub holder: String,
}

/// What a document lists beside its operations, and nobody writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reverse {
    /// Operations of `webhooks`.
    pub webhooks: usize,
    /// Operations of `callbacks`.
    pub callbacks: usize,
}

/// The keys of a path item that hold operations, but for `additionalOperations`.
pub(super) const METHODS: [&str; 9] = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// Every operation below `paths`, in the order of the document. `root` has the shape of OpenAPI 3.
pub fn calls(root: &Value) -> Vec<Call> {
    let mut calls = Vec::new();
    for (path, item) in object(root.get("paths")) {
        if path.starts_with("x-") {
            continue;
        }
        let at = format!("/paths/{}", pointer::escape(path));
        let path = if path.starts_with('/') { path.clone() } else { format!("/{path}") };
        for (method, operation, pointer) in operations(root, item, &at) {
            calls.push(Call {
                method,
                path: path.clone(),
                id: operation.get("operationId").and_then(Value::as_str).map(str::to_owned),
                tags: list(operation.get("tags")).filter_map(Value::as_str).map(str::to_owned).collect(),
                pointer,
                holder: at.clone(),
            });
        }
    }
    calls
}

/// How many operations go the other way, from the API to whoever uses it.
pub fn reverse(root: &Value) -> Reverse {
    let count = |items: &Map<String, Value>| {
        let items = items.iter().filter(|(key, _)| !key.starts_with("x-"));
        items.map(|(_, item)| operations(root, item, "").len()).sum::<usize>()
    };
    let mut callbacks = 0;
    for (_, item) in object(root.get("paths")) {
        for (_, operation, _) in operations(root, item, "") {
            for (_, callback) in object(operation.get("callbacks")) {
                let target = callback.get("$ref").and_then(Value::as_str).and_then(pointer::from_reference);
                let target = target.and_then(|pointer| pointer::locate(root, &pointer));
                callbacks += count(object(Some(target.map_or(callback, |(_, target)| target))));
            }
        }
    }
    Reverse { webhooks: count(object(root.get("webhooks"))), callbacks }
}

/// Names of the schemas under `components` that webhooks and callbacks refer to, themselves or through other components.
pub fn reverse_schemas(root: &Value) -> Vec<String> {
    let callbacks = object(root.get("paths")).values().flat_map(|item| operations(root, item, ""));
    let mut open: Vec<&Value> = callbacks.filter_map(|(_, operation, _)| operation.get("callbacks")).collect();
    open.extend(root.get("webhooks"));
    let mut names = IndexSet::new();
    let mut seen = HashSet::new();
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                if let Some(reference) = map.get("$ref").and_then(Value::as_str)
                    && seen.insert(reference)
                    && let Some((found, target)) =
                        pointer::from_reference(reference).and_then(|pointer| pointer::locate(root, &pointer))
                {
                    match found.strip_prefix("/components/schemas/").and_then(|rest| rest.split('/').next()) {
                        Some(name) => drop(names.insert(pointer::unescape(name).into_owned())),
                        None => open.push(target),
                    }
                }
                open.extend(map.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    names.into_iter().collect()
}

/// The operations of a path item with their pointers: its own, and those of the item that it refers to.
fn operations<'v>(root: &'v Value, item: &'v Value, at: &str) -> Vec<(String, &'v Value, String)> {
    let mut found: Vec<(String, &Value, String)> = Vec::new();
    let target = item.get("$ref").and_then(Value::as_str).and_then(pointer::from_reference);
    let target = target.and_then(|pointer| pointer::locate(root, &pointer));
    let own = Some((at.to_owned(), item));
    for (at, item) in target.into_iter().chain(own) {
        let named = METHODS.iter().filter_map(|key| {
            let operation = item.get(key)?;
            Some((key.to_uppercase(), operation, format!("{at}/{key}")))
        });
        let additional = object(item.get("additionalOperations")).iter().map(|(method, operation)| {
            (method.clone(), operation, format!("{at}/additionalOperations/{}", pointer::escape(method)))
        });
        for call in named.chain(additional).filter(|(_, operation, _)| operation.is_object()) {
            match found.iter_mut().find(|(method, ..)| *method == call.0) {
                Some(replaced) => *replaced = call,
                None => found.push(call),
            }
        }
    }
    found
}

fn object(value: Option<&Value>) -> &Map<String, Value> {
    static EMPTY: std::sync::LazyLock<Map<String, Value>> = std::sync::LazyLock::new(Map::new);
    value.and_then(Value::as_object).unwrap_or(&EMPTY)
}

fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn operations_are_found_where_they_stand() {
        let root = json!({
            "paths": {
                "/a": { "get": { "operationId": "a", "tags": ["T"] }, "parameters": [], "x-y": {} },
                "b": { "$ref": "#/components/pathItems/B" },
                "x-none": { "get": {} }
            },
            "components": { "pathItems": { "B": { "post": {}, "additionalOperations": { "COPY": {} } } } },
        });
        let found: Vec<_> =
            calls(&root).into_iter().map(|call| format!("{} {} {}", call.method, call.path, call.pointer)).collect();
        assert_eq!(
            found,
            [
                "GET /a /paths/~1a/get",
                "POST /b /components/pathItems/B/post",
                "COPY /b /components/pathItems/B/additionalOperations/COPY"
            ]
        );
    }

    #[test]
    fn what_goes_the_other_way_is_counted() {
        let root = json!({
            "paths": { "/a": { "post": { "callbacks": { "done": { "{$request.body#/url}": { "post": {} } } } } } },
            "webhooks": { "made": { "post": {} }, "gone": { "post": {}, "put": {} } }
        });
        assert_eq!(reverse(&root), Reverse { webhooks: 3, callbacks: 1 });
    }
}
