//! The operations that a document lists, before any of them is typed: for whoever chooses among them, or counts them.

use std::collections::{HashMap, VecDeque};

use serde_json::{Map, Value};

use super::pointer;

/// Who calls an operation, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Who uses the API, at a path.
    Call,
    /// Who serves the API, wherever it was told to (`webhooks`, OAS 3.1.1, 4.8.1).
    Webhook,
    /// Who serves the API, where a request of another operation says (`callbacks`, OAS 3.0.4, 4.8.18).
    Callback,
}

/// An operation, as the document lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Who calls it.
    pub role: Role,
    /// In capitals, or as `additionalOperations` spells it.
    pub method: String,
    /// The path, beginning with `/`; of a webhook `/` and its name, of a callback the path of its operation.
    pub path: String,
    /// `operationId`, if there is one.
    pub id: Option<String>,
    /// `tags`.
    pub tags: Vec<String>,
    /// Where the operation stands, which may be outside of `paths`.
    pub pointer: String,
    /// Where its path stands, or what has the place of one.
    pub holder: String,
    /// Where the operations stand of which it is a callback.
    pub of: Vec<String>,
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
        calls.extend(operations(root, item, &at).into_iter().map(|found| call(Role::Call, found, &path, &at)));
    }
    calls
}

/// What documents of 3.0 call `webhooks`, which came with 3.1.
pub const X_WEBHOOKS: &str = "x-webhooks";

/// Where webhooks stand.
pub const WEBHOOKS: [&str; 2] = ["webhooks", X_WEBHOOKS];

/// Every operation that goes the other way, from the API to whoever uses it: those of `webhooks`, then those of `callbacks`, each
/// once, whichever of `calls` or of themselves they belong to.
pub fn reverse(root: &Value, calls: &[Call]) -> Vec<Call> {
    let mut found = Vec::new();
    for key in WEBHOOKS {
        for (name, item) in object(root.get(key)).iter().filter(|(name, _)| !name.starts_with("x-")) {
            let at = format!("/{key}/{}", pointer::escape(name));
            let path = format!("/{name}");
            found.extend(operations(root, item, &at).into_iter().map(|found| call(Role::Webhook, found, &path, &at)));
        }
    }
    let place = |call: &Call| (call.pointer.clone(), call.path.clone());
    let mut open: VecDeque<(String, String)> = calls.iter().chain(&found).map(place).collect();
    let mut known: HashMap<String, usize> = HashMap::new();
    while let Some((parent, path)) = open.pop_front() {
        let callbacks = pointer::locate(root, &parent).and_then(|(_, operation)| operation.get("callbacks"));
        for (name, callback) in object(callbacks) {
            let at = format!("{parent}/callbacks/{}", pointer::escape(name));
            let target = callback.get("$ref").and_then(Value::as_str).and_then(pointer::from_reference);
            let target = target.and_then(|pointer| pointer::locate(root, &pointer));
            let (at, callback) = target.unwrap_or((at, callback));
            for (expression, item) in object(Some(callback)).iter().filter(|(key, _)| !key.starts_with("x-")) {
                let holder = format!("{at}/{}", pointer::escape(expression));
                for operation in operations(root, item, &holder) {
                    if let Some(&index) = known.get(&operation.2) {
                        let call: &mut Call = &mut found[index];
                        if !call.of.contains(&parent) {
                            call.of.push(parent.clone());
                        }
                        continue;
                    }
                    known.insert(operation.2.clone(), found.len());
                    let call = Call { of: vec![parent.clone()], ..call(Role::Callback, operation, &path, &holder) };
                    open.push_back(place(&call));
                    found.push(call);
                }
            }
        }
    }
    found
}

fn call(role: Role, (method, operation, pointer): (String, &Value, String), path: &str, holder: &str) -> Call {
    Call {
        role,
        method,
        path: path.to_owned(),
        id: operation.get("operationId").and_then(Value::as_str).map(str::to_owned),
        tags: list(operation.get("tags")).filter_map(Value::as_str).map(str::to_owned).collect(),
        pointer,
        holder: holder.to_owned(),
        of: Vec::new(),
    }
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
    fn what_goes_the_other_way_is_listed_once() {
        let done = json!({ "$ref": "#/components/callbacks/Done" });
        let inner = json!({ "again": { "url": { "put": { "callbacks": { "done": done } } } } });
        let root = json!({
            "paths": { "/a": { "post": { "callbacks": { "done": done } } } },
            "webhooks": { "made": { "post": {} }, "gone": { "post": {}, "put": {} } },
            "components": { "callbacks": { "Done": { "{$request.body#/url}": { "post": { "callbacks": inner } } } } },
        });
        let found: Vec<_> = reverse(&root, &calls(&root))
            .into_iter()
            .map(|call| format!("{:?} {} {} {}", call.role, call.method, call.path, call.of.len()))
            .collect();
        assert_eq!(
            found,
            [
                "Webhook POST /made 0",
                "Webhook PUT /gone 0",
                "Webhook POST /gone 0",
                "Callback POST /a 2",
                "Callback PUT /a 1"
            ]
        );
    }
}
