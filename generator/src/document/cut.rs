//! The document without what the user filtered out: what a server shows of itself.
//!
//! It is that of the server's operations, or of the client's where no server is written. Components that nothing refers to any more
//! go with them, so that nothing is shown of operations that are not there.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::calls::{Call, METHODS, WEBHOOKS};
use super::pointer;
use super::selection::Selection;
use crate::config::Sides;

/// Cuts a document in any dialect. It is handed back as it is where no operation goes.
pub(super) fn cut(document: Arc<Value>, selection: &Selection, sides: Sides) -> Arc<Value> {
    let is_shown = |method: &str, path: &str| {
        let there = selection.sides(method, path);
        there.is_some_and(|there| if sides.server() { there.server() } else { there.client() })
    };
    let is_sent = |call: &&Call| {
        let there = selection.reverse_sides(call.role, &call.pointer);
        there.is_some_and(|there| if sides.server() { there.server() } else { there.client() })
    };
    let hidden: Vec<&Call> = selection.reverse.iter().filter(|call| !is_sent(call)).collect();
    if hidden.is_empty() && selection.calls.iter().all(|call| is_shown(&call.method, &call.path)) {
        return document;
    }
    let mut document = Value::clone(&document);
    let targets: BTreeSet<String> =
        references(&document).into_iter().filter(|target| target.starts_with("/paths/")).collect();
    let is_target = |pointer: &str| {
        let below = format!("{pointer}/");
        targets.contains(pointer)
            || targets.range(below.clone()..).next().is_some_and(|target| target.starts_with(&below))
    };
    let shown = selection.reverse.iter().filter(is_sent).map(|call| call.holder.as_str()).collect();
    cut_reverse(&mut document, &hidden, &shown);
    write_out_path_items(&mut document);
    let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) else { return Arc::new(document) };
    for (key, item) in paths.iter_mut().filter(|(key, _)| !key.starts_with("x-")) {
        let path = if key.starts_with('/') { key.clone() } else { format!("/{key}") };
        let at = format!("/paths/{}", pointer::escape(key));
        let Some(item) = item.as_object_mut() else { continue };
        item.retain(|key, _| {
            !METHODS.contains(&key.as_str())
                || is_shown(&key.to_uppercase(), &path)
                || is_target(&format!("{at}/{key}"))
        });
        if let Some(additional) = item.get_mut("additionalOperations").and_then(Value::as_object_mut) {
            additional.retain(|method, _| is_shown(method, &path));
            if additional.is_empty() {
                item.shift_remove("additionalOperations");
            }
        }
    }
    paths.retain(|key, item| {
        key.starts_with("x-") || !has_no_operation(item) || is_target(&format!("/paths/{}", pointer::escape(key)))
    });
    cut_tags(&mut document, selection);
    cut_components(&mut document);
    Arc::new(document)
}

/// Components of OpenAPI 3 below `components`, of Swagger 2.0 at the root. Security schemes are referred to by name.
const SECTIONS: [&str; 12] = [
    "/components/schemas",
    "/components/responses",
    "/components/parameters",
    "/components/examples",
    "/components/requestBodies",
    "/components/headers",
    "/components/links",
    "/components/callbacks",
    "/components/pathItems",
    "/definitions",
    "/responses",
    "/parameters",
];

/// A path that refers to an item shares its operations; to lose some of them it needs its own.
fn write_out_path_items(document: &mut Value) {
    let root = document.clone();
    for item in document.get_mut("paths").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut) {
        let Some(reference) = item.get("$ref").and_then(Value::as_str) else { continue };
        let target = pointer::from_reference(reference).and_then(|pointer| pointer::locate(&root, &pointer));
        if let (Some((_, Value::Object(target))), Some(own)) = (target, item.as_object()) {
            let mut merged = target.clone();
            merged
                .extend(own.iter().filter(|(key, _)| *key != "$ref").map(|(key, value)| (key.clone(), value.clone())));
            *item = Value::Object(merged);
        }
    }
}

/// Takes webhooks and callbacks away. What stands in a component is cut with it, if nothing refers to it any more.
fn cut_reverse(document: &mut Value, hidden: &[&Call], shown: &HashSet<&str>) {
    for call in hidden.iter().filter(|call| !call.pointer.starts_with("/components/")) {
        for pointer in [&call.pointer, &call.holder] {
            let Some((parent, key)) = pointer.rsplit_once('/') else { continue };
            let Some(parent) = document.pointer_mut(parent).and_then(Value::as_object_mut) else { continue };
            let key = pointer::unescape(key);
            if *pointer == call.pointer || parent.get(key.as_ref()).is_some_and(has_no_operation) {
                parent.shift_remove(key.as_ref());
            }
        }
    }
    let gone = hidden.iter().filter(|call| !shown.contains(call.holder.as_str()));
    let holders: HashSet<&str> = gone.map(|call| call.holder.as_str()).collect();
    for key in WEBHOOKS {
        if let Some(webhooks) = document.get_mut(key).and_then(Value::as_object_mut) {
            // One that refers to a component goes as a whole, with the last of its operations.
            let is_gone = |name: &str| holders.contains(format!("/{key}/{}", pointer::escape(name)).as_str());
            webhooks.retain(|name, item| !(item.get("$ref").is_some() && is_gone(name)));
        }
    }
}

/// Whether a path item has no operation left.
fn has_no_operation(item: &Value) -> bool {
    item.as_object().is_some_and(|item| {
        !item.keys().any(|key| METHODS.contains(&key.as_str()) || key == "additionalOperations" || key == "$ref")
    })
}

/// Takes the tags away that only operations had which are gone.
fn cut_tags(document: &mut Value, selection: &Selection) {
    let listed = selection.calls.iter().chain(&selection.reverse);
    let before: HashSet<&str> = listed.flat_map(|call| &call.tags).map(String::as_str).collect();
    let calls = super::calls::calls(document);
    let reverse = super::calls::reverse(document, &calls);
    let after: HashSet<String> = calls.into_iter().chain(reverse).flat_map(|call| call.tags).collect();
    if let Some(tags) = document.get_mut("tags").and_then(Value::as_array_mut) {
        tags.retain(|tag| {
            let name = tag.get("name").and_then(Value::as_str).unwrap_or_default();
            !before.contains(name) || after.contains(name)
        });
    }
}

fn cut_components(document: &mut Value) {
    let mut outside = document.clone();
    for section in SECTIONS {
        if let Some(section) = outside.pointer_mut(section) {
            *section = Value::Null;
        }
    }
    let mut kept: HashSet<String> = HashSet::new();
    let mut open = references(&outside);
    loop {
        while let Some(target) = open.pop() {
            let Some(component) = component(&target) else { continue };
            if kept.insert(component.to_owned())
                && let Some(value) = document.pointer(component)
            {
                open.extend(references(value));
            }
        }
        open = children(document, &kept);
        if open.is_empty() {
            break;
        }
    }
    for section in SECTIONS {
        if let Some(components) = document.pointer_mut(section).and_then(Value::as_object_mut) {
            components.retain(|name, _| kept.contains(&format!("{section}/{}", pointer::escape(name))));
        }
    }
}

/// The component that a pointer leads into, as a pointer.
fn component(pointer: &str) -> Option<&str> {
    let section =
        SECTIONS.iter().find(|section| pointer.strip_prefix(**section).is_some_and(|rest| rest.starts_with('/')))?;
    let name = &pointer[section.len() + 1..];
    Some(&pointer[..section.len() + 1 + name.find('/').unwrap_or(name.len())])
}

/// Schemas that extend a kept one with a discriminator, and so may stand in its place.
fn children(document: &Value, kept: &HashSet<String>) -> Vec<String> {
    let mut found = Vec::new();
    for section in ["/components/schemas", "/definitions"] {
        for (name, schema) in document.pointer(section).and_then(Value::as_object).into_iter().flatten() {
            let own = format!("{section}/{}", pointer::escape(name));
            let mut parts = schema.get("allOf").and_then(Value::as_array).into_iter().flatten();
            let extends = |part: &Value| {
                let base = part.get("$ref").and_then(Value::as_str).and_then(pointer::from_reference);
                base.is_some_and(|base| {
                    kept.contains(&base)
                        && document.pointer(&base).is_some_and(|base| base.get("discriminator").is_some())
                })
            };
            if !kept.contains(&own) && parts.any(extends) {
                found.push(own);
            }
        }
    }
    found
}

/// The pointers that a value refers to: by `$ref`, or in the mapping of a discriminator, also by name.
fn references(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(map) => {
                found.extend(map.get("$ref").and_then(Value::as_str).and_then(pointer::from_reference));
                let discriminator = map.get("discriminator");
                let mapping = discriminator.and_then(|own| own.get("mapping")).and_then(Value::as_object);
                let default = discriminator.and_then(|own| own.get("defaultMapping"));
                for target in mapping.into_iter().flat_map(Map::values).chain(default).filter_map(Value::as_str) {
                    found.push(format!("/components/schemas/{}", pointer::escape(target)));
                    found.extend(pointer::from_reference(target));
                }
                open.extend(map.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::config::filter::{Filter, Filters, Selector};
    use crate::diag::Sink;
    use crate::document::{Origins, selection};

    #[test]
    fn what_is_filtered_out_leaves_no_trace() {
        let operation = |tag: &str, schema: &str| {
            json!({ "tags": [tag], "responses": { "200": { "content": { "application/json": {
                "schema": { "$ref": format!("#/components/schemas/{schema}") } } } } } })
        };
        let document = json!({
            "paths": {
                "/a": { "get": operation("Public", "Pet"), "post": operation("Inner", "Secret") },
                "/b": { "$ref": "#/components/pathItems/B" },
                "/c": { "get": operation("Inner", "Secret") },
            },
            "tags": [{ "name": "Public" }, { "name": "Inner" }, { "name": "Words" }],
            "components": {
                "pathItems": { "B": { "get": operation("Inner", "Secret"), "put": operation("Public", "Pet") } },
                "schemas": {
                    "Pet": { "discriminator": { "propertyName": "kind" } },
                    "Cat": { "allOf": [{ "$ref": "#/components/schemas/Pet" }] },
                    "Secret": { "properties": { "part": { "$ref": "#/components/schemas/Part" } } },
                    "Part": {},
                },
            },
        });
        let inner = Selector { tags: vec!["Inner".to_owned()], ..Selector::default() };
        let filters = Filters { both: Filter { include: vec![], exclude: vec![inner] }, ..Filters::default() };
        let selection = selection::select(&document, &Origins::default(), Sides::Both, &filters, &mut Sink::default());
        let cut = cut(Arc::new(document), &selection, Sides::Both);
        assert_eq!(
            *cut,
            json!({
                "paths": { "/a": { "get": operation("Public", "Pet") }, "/b": { "put": operation("Public", "Pet") } },
                "tags": [{ "name": "Public" }, { "name": "Words" }],
                "components": {
                    "pathItems": {},
                    "schemas": {
                        "Pet": { "discriminator": { "propertyName": "kind" } },
                        "Cat": { "allOf": [{ "$ref": "#/components/schemas/Pet" }] },
                    },
                },
            })
        );
    }
}
