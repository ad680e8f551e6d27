//! What stands beside a `$ref`.
//!
//! In 3.1 all keywords of a schema apply, and the `description` of another reference object replaces that of its
//! target. In 3.0 the standard ignores them; what only annotates is kept nevertheless, as it is meant.

use serde_json::{Map, Value};

use super::keyword;
use crate::document::Version;

/// Keywords that say something of a schema without narrowing it.
const ANNOTATIONS: [&str; 10] = [
    "title",
    "description",
    "default",
    "example",
    "examples",
    "deprecated",
    "readOnly",
    "writeOnly",
    "nullable",
    "xml",
];

/// Renames the `$ref` of a schema that has siblings, after dropping those that don't count.
pub(super) fn schema(map: &mut Map<String, Value>, version: Version) {
    if !map.get("$ref").is_some_and(Value::is_string) {
        return;
    }
    map.retain(|key, _| match key.as_str() {
        "$ref" => true,
        "summary" | "$comment" | "$id" | "$schema" | "$defs" | "definitions" => false,
        _ if version == Version::V3_0 => ANNOTATIONS.contains(&key.as_str()) || key.starts_with("x-"),
        _ => true,
    });
    if map.len() > 1 {
        super::rename(map, "$ref", keyword::REF);
    }
}

/// A reference object.
#[derive(Debug, Clone, PartialEq)]
pub struct Sibling {
    /// The `$ref`.
    pub target: String,
    /// A `description` that replaces that of the target.
    pub description: Option<String>,
    /// `x-` keywords beside it.
    pub extensions: Map<String, Value>,
}

/// Reads an object as a reference, if it is one.
pub fn reference(map: &Map<String, Value>, version: Version) -> Option<Sibling> {
    let target = map.get("$ref")?.as_str()?.to_owned();
    let description = match map.get("description") {
        Some(Value::String(text)) if version >= Version::V3_1 => Some(text.clone()),
        _ => None,
    };
    let extensions =
        map.iter().filter(|(key, _)| key.starts_with("x-")).map(|(key, value)| (key.clone(), value.clone())).collect();
    Some(Sibling { target, description, extensions })
}

/// A path item whose `$ref` has siblings: they are merged into a copy of the target, objects key by key; the
/// siblings win.
pub fn merge_path_item(mut target: Value, siblings: Map<String, Value>) -> Value {
    if let Value::Object(target) = &mut target {
        merge(target, siblings);
    }
    target
}

fn merge(target: &mut Map<String, Value>, siblings: Map<String, Value>) {
    for (key, value) in siblings {
        if key == "$ref" {
            continue;
        }
        match (target.get_mut(&key), value) {
            (Some(Value::Object(inner)), Value::Object(value)) => merge(inner, value),
            (_, value) => {
                target.insert(key, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn in_3_0_only_annotations_stand_beside_a_ref() {
        let cases = [
            (json!({"$ref": "#/a", "type": "object"}), json!({"$ref": "#/a"})),
            (json!({"$ref": "#/a", "summary": "s"}), json!({"$ref": "#/a"})),
            (json!({"$ref": "#/a", "nullable": true}), json!({"x-specwright-ref": "#/a", "nullable": true})),
            (json!({"$ref": "#/a", "description": null}), json!({"$ref": "#/a"})),
        ];
        for (input, expected) in cases {
            assert_eq!(super::super::schema(input.clone(), "", Version::V3_0), expected, "{input}");
        }
    }

    #[test]
    fn siblings_of_a_path_item_are_merged_deeply() {
        let target = json!({"post": {"operationId": "a", "tags": ["t"]}});
        let Value::Object(siblings) = json!({"$ref": "#/x", "post": {"x-rate-limit": 1}}) else { unreachable!() };
        let merged = merge_path_item(target, siblings);
        assert_eq!(merged, json!({"post": {"operationId": "a", "tags": ["t"], "x-rate-limit": 1}}));
    }
}
