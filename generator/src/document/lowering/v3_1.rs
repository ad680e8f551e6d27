//! JSON Schema 2020-12, which OpenAPI 3.1 speaks, in the words of OpenAPI 3.0.
//!
//! Applied to documents of 3.0 too: who writes a keyword of 3.1 there means what it means.

use serde_json::{Map, Number, Value};

use super::{keyword, rename};
use crate::document::pointer;

/// Lowers the keywords of one schema; `pointer` is where it stands.
pub(super) fn schema(map: &mut Map<String, Value>, pointer: &str) {
    if !map.iter().any(|(key, value)| is_newer(key, value)) {
        return;
    }
    types(map);
    constant(map);
    exclusive(map, "minimum", "exclusiveMinimum", |bound, exclusive| exclusive >= bound);
    exclusive(map, "maximum", "exclusiveMaximum", |bound, exclusive| exclusive <= bound);
    items(map, pointer);
    pattern_properties(map, pointer);
    checks(map, pointer);
    unevaluated(map, pointer);
    examples(map);
    rename(map, "contentEncoding", keyword::CONTENT_ENCODING);
    rename(map, "contentMediaType", keyword::CONTENT_MEDIA_TYPE);
    content_schema(map, pointer);
    rename(map, "xml", keyword::XML);
}

/// Whether a keyword is one that OpenAPI 3.0 doesn't have, or not in this form.
fn is_newer(key: &str, value: &Value) -> bool {
    match key {
        "const"
        | "prefixItems"
        | "patternProperties"
        | "unevaluatedProperties"
        | "unevaluatedItems"
        | "examples"
        | "if"
        | "propertyNames"
        | "contains"
        | "dependentRequired"
        | "dependentSchemas"
        | "dependencies"
        | "contentEncoding"
        | "contentMediaType"
        | "contentSchema"
        | "xml" => true,
        "type" => value.is_array() || value == "null",
        "exclusiveMinimum" | "exclusiveMaximum" => value.is_number(),
        "items" => value.is_array() || value.is_boolean(),
        _ => false,
    }
}

/// `type: [string, "null"]` and `type: "null"`.
fn types(map: &mut Map<String, Value>) {
    let names = match map.get("type") {
        Some(Value::Array(names)) => names.clone(),
        Some(Value::String(name)) if name == "null" => vec!["null".into()],
        _ => return,
    };
    let nullable = names.iter().any(|name| name == "null");
    let mut others: Vec<Value> = names.into_iter().filter(|name| name != "null").collect();
    others.dedup();
    map.shift_remove("type");
    if nullable {
        map.insert("nullable".to_owned(), Value::Bool(true));
    }
    match others.len() {
        0 if nullable => {
            map.insert("enum".to_owned(), Value::Array(vec![Value::Null]));
        }
        0 => {}
        1 => {
            map.extend(others.pop().map(|name| ("type".to_owned(), name)));
        }
        _ => {
            map.insert(keyword::TYPES.to_owned(), Value::Array(others));
        }
    }
}

fn constant(map: &mut Map<String, Value>) {
    if let Some(value) = map.shift_remove("const") {
        map.insert("enum".to_owned(), Value::Array(vec![value]));
        map.insert(keyword::CONST.to_owned(), Value::Bool(true));
    }
}

/// A numeric `exclusiveMinimum` becomes the boolean one of OpenAPI 3.0; of two bounds the stronger holds.
fn exclusive(map: &mut Map<String, Value>, bound: &str, exclusive: &str, stronger: fn(f64, f64) -> bool) {
    let Some(Value::Number(number)) = map.get(exclusive) else { return };
    let number = number.clone();
    let as_double = |number: &Number| number.as_f64().unwrap_or_default();
    let holds = match map.get(bound) {
        Some(Value::Number(other)) => stronger(as_double(other), as_double(&number)),
        _ => true,
    };
    if holds {
        map.insert(bound.to_owned(), Value::Number(number));
        map.insert(exclusive.to_owned(), Value::Bool(true));
    } else {
        map.shift_remove(exclusive);
    }
}

/// `prefixItems`, the list form of `items` that came before it, and boolean `items`.
fn items(map: &mut Map<String, Value>, pointer: &str) {
    if let Some(Value::Array(schemas)) = map.get("items") {
        let here = (0..schemas.len()).map(|index| stand_in(pointer, "items", &index.to_string())).collect();
        map.shift_remove("items");
        map.insert(keyword::PREFIX_ITEMS.to_owned(), Value::Array(here));
        match map.get("additionalItems") {
            Some(Value::Bool(false)) => drop(map.insert(keyword::NO_MORE_ITEMS.to_owned(), Value::Bool(true))),
            Some(Value::Object(_)) => {
                map.insert("items".to_owned(), reference_to(&format!("{pointer}/additionalItems")));
            }
            _ => {}
        }
    }
    if let Some(Value::Array(schemas)) = map.get("prefixItems") {
        let here = (0..schemas.len()).map(|index| stand_in(pointer, "prefixItems", &index.to_string())).collect();
        map.shift_remove("prefixItems");
        map.insert(keyword::PREFIX_ITEMS.to_owned(), Value::Array(here));
    }
    if map.get("items") == Some(&Value::Bool(false)) {
        map.shift_remove("items");
        map.insert(keyword::NO_MORE_ITEMS.to_owned(), Value::Bool(true));
    }
}

fn pattern_properties(map: &mut Map<String, Value>, pointer: &str) {
    if let Some(Value::Object(schemas)) = map.get("patternProperties") {
        let here = schemas.keys().map(|key| (key.clone(), stand_in(pointer, "patternProperties", key))).collect();
        map.shift_remove("patternProperties");
        map.insert(keyword::PATTERN_PROPERTIES.to_owned(), Value::Object(here));
    }
}

/// What no type says.
fn checks(map: &mut Map<String, Value>, pointer: &str) {
    let mut checks = Map::new();
    for key in ["if", "then", "else", "propertyNames", "contains"] {
        if map.get(key).is_some_and(|schema| schema.is_object() || schema.is_boolean()) {
            checks.insert(key.to_owned(), reference_to(&format!("{pointer}/{key}")));
        }
    }
    for key in ["minContains", "maxContains"] {
        if let Some(count) = map.get(key).and_then(super::leniency::count) {
            checks.insert(key.to_owned(), count.into());
        }
    }
    let mut required = Map::new();
    let mut schemas = Map::new();
    // Until 2019 there was one keyword for both.
    for key in ["dependentRequired", "dependentSchemas", "dependencies"] {
        let Some(Value::Object(entries)) = map.get(key) else { continue };
        for (name, entry) in entries {
            match entry {
                Value::Array(_) => drop(required.insert(name.clone(), entry.clone())),
                Value::Object(_) | Value::Bool(_) => drop(schemas.insert(name.clone(), stand_in(pointer, key, name))),
                _ => {}
            }
        }
    }
    for (key, entries) in [("dependentRequired", required), ("dependentSchemas", schemas)] {
        if !entries.is_empty() {
            checks.insert(key.to_owned(), Value::Object(entries));
        }
    }
    if !checks.is_empty() {
        map.insert(keyword::CHECKS.to_owned(), Value::Object(checks));
    }
}

/// `contentSchema`, which only the data of events is typed by.
fn content_schema(map: &mut Map<String, Value>, pointer: &str) {
    if map.get("contentSchema").is_some_and(|schema| schema.is_object() || schema.is_boolean()) {
        map.insert(keyword::CONTENT_SCHEMA.to_owned(), reference_to(&format!("{pointer}/contentSchema")));
    }
}

/// Where no other schema evaluates anything, `unevaluatedProperties` means what `additionalProperties` means, and
/// `unevaluatedItems` what `items` means.
fn unevaluated(map: &mut Map<String, Value>, pointer: &str) {
    const APPLICATORS: [&str; 8] =
        ["allOf", "anyOf", "oneOf", "$ref", keyword::REF, "if", "dependentSchemas", "dependencies"];
    let alone = !APPLICATORS.iter().any(|key| map.contains_key(*key));
    if let Some(value) = map.shift_remove("unevaluatedProperties")
        && !map.contains_key("additionalProperties")
    {
        let target = reference_to(&format!("{pointer}/unevaluatedProperties"));
        let key = if alone { "additionalProperties" } else { keyword::UNEVALUATED_PROPERTIES };
        map.insert(key.to_owned(), if alone && value.is_boolean() { value } else { target });
    }
    if let Some(value) = map.shift_remove("unevaluatedItems")
        && !map.contains_key("items")
        && !map.contains_key(keyword::NO_MORE_ITEMS)
    {
        let alone = alone && !map.contains_key("contains");
        if alone && value == Value::Bool(false) {
            map.insert(keyword::NO_MORE_ITEMS.to_owned(), Value::Bool(true));
        } else {
            let key = if alone { "items" } else { keyword::UNEVALUATED_ITEMS };
            map.insert(key.to_owned(), reference_to(&format!("{pointer}/unevaluatedItems")));
        }
    }
}

/// Marks a schema to which it matters that the dialect is JSON Schema 2020-12: one without `type`, or with `oneOf`.
pub(super) fn exact(map: &mut Map<String, Value>) {
    const BINDING: [&str; 25] = [
        "properties",
        "required",
        "additionalProperties",
        keyword::PATTERN_PROPERTIES,
        keyword::UNEVALUATED_PROPERTIES,
        "minProperties",
        "maxProperties",
        "items",
        keyword::PREFIX_ITEMS,
        keyword::NO_MORE_ITEMS,
        keyword::UNEVALUATED_ITEMS,
        "minItems",
        "maxItems",
        "uniqueItems",
        "minLength",
        "maxLength",
        "pattern",
        "format",
        keyword::CONTENT_ENCODING,
        keyword::CONTENT_MEDIA_TYPE,
        "minimum",
        "maximum",
        "multipleOf",
        "not",
        keyword::CHECKS,
    ];
    let is_typed = map.contains_key("type") || map.contains_key(keyword::TYPES);
    if map.contains_key("oneOf") || !is_typed && BINDING.iter().any(|key| map.contains_key(*key)) {
        map.insert(keyword::EXACT.to_owned(), Value::Bool(true));
    }
}

/// `examples` is a list; the map of media types is also met.
fn examples(map: &mut Map<String, Value>) {
    let examples = match map.shift_remove("examples") {
        Some(Value::Array(examples)) => examples,
        Some(Value::Object(examples)) => examples
            .into_iter()
            .map(|(_, example)| match example {
                Value::Object(mut example) if example.contains_key("value") => {
                    example.shift_remove("value").unwrap_or_default()
                }
                other => other,
            })
            .collect(),
        _ => return,
    };
    map.insert(keyword::EXAMPLES.to_owned(), Value::Array(examples));
}

/// A `$ref` to a schema that stands where OpenAPI 3.0 has none.
fn stand_in(pointer: &str, keyword: &str, token: &str) -> Value {
    reference_to(&format!("{pointer}/{keyword}/{}", pointer::escape(token)))
}

fn reference_to(target: &str) -> Value {
    Value::Object(Map::from_iter([("$ref".to_owned(), Value::String(pointer::to_reference(target)))]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::document::Version;
    use crate::document::lowering::{self, keyword};

    #[test]
    fn keywords_of_3_1_are_said_in_words_of_3_0() {
        let cases = [
            (json!({"type": ["string", "null"]}), json!({"nullable": true, "type": "string"})),
            (json!({"type": "null"}), json!({"nullable": true, "enum": [null]})),
            (json!({"type": ["string", "integer"]}), json!({"x-specwright-types": ["string", "integer"]})),
            (json!({"const": "a"}), json!({"enum": ["a"], "x-specwright-const": true})),
            (json!({"const": null}), json!({"enum": [null], "x-specwright-const": true})),
            (json!({"exclusiveMinimum": 3}), json!({"exclusiveMinimum": true, "minimum": 3})),
            (json!({"exclusiveMinimum": 3, "minimum": 7}), json!({"minimum": 7})),
            (json!({"exclusiveMaximum": 3, "maximum": 7}), json!({"exclusiveMaximum": true, "maximum": 3})),
            (
                json!({"prefixItems": [true], "items": false}),
                json!({"x-specwright-prefix-items": [{"$ref": "#/p/prefixItems/0"}], "x-specwright-no-more-items": true}),
            ),
            (
                json!({"contentSchema": true}),
                json!({"contentSchema": true, "x-specwright-content-schema": {"$ref": "#/p/contentSchema"}}),
            ),
            (json!({"items": [{}]}), json!({"x-specwright-prefix-items": [{"$ref": "#/p/items/0"}]})),
            (
                json!({"patternProperties": {"^a/%": {}}}),
                json!({"x-specwright-pattern-properties": {"^a/%": {"$ref": "#/p/patternProperties/%5Ea~1%25"}}}),
            ),
            (json!({"unevaluatedProperties": false}), json!({"additionalProperties": false})),
            (
                json!({"unevaluatedProperties": false, "allOf": []}),
                json!({"allOf": [], "x-specwright-unevaluated-properties": {"$ref": "#/p/unevaluatedProperties"}}),
            ),
            (json!({"unevaluatedItems": {}}), json!({"items": {"$ref": "#/p/unevaluatedItems"}})),
            (
                json!({"items": [{}], "additionalItems": {}}),
                json!({
                    "additionalItems": {},
                    "items": {"$ref": "#/p/additionalItems"},
                    "x-specwright-prefix-items": [{"$ref": "#/p/items/0"}],
                }),
            ),
            (json!({"examples": [1]}), json!({"x-specwright-examples": [1]})),
            (json!({"contentEncoding": "base64"}), json!({"x-specwright-content-encoding": "base64"})),
            (json!(true), json!({})),
            (json!(false), json!({"x-specwright-never": true})),
            (json!({"$ref": "#/a"}), json!({"$ref": "#/a"})),
            (json!({"$ref": "#/a", "minLength": 1}), json!({"x-specwright-ref": "#/a", "minLength": 1})),
        ];
        for (input, expected) in cases {
            let mut lowered = lowering::schema(input.clone(), "/p", Version::V3_1);
            lowered.as_object_mut().unwrap().shift_remove(keyword::EXACT);
            assert_eq!(lowered, expected, "{input}");
        }
    }

    #[test]
    fn without_a_type_keywords_of_3_1_are_exact() {
        for (input, version, expected) in [
            (json!({"minLength": 2}), Version::V3_1, true),
            (json!({"minLength": 2}), Version::V3_0, false),
            (json!({"minLength": 2, "type": "string"}), Version::V3_1, false),
            (json!({"minLength": 2, "type": ["string", "integer"]}), Version::V3_1, false),
            (json!({"description": "Anything."}), Version::V3_1, false),
            (json!({"type": "string", "oneOf": [{}]}), Version::V3_1, true),
        ] {
            let lowered = lowering::schema(input.clone(), "/p", version);
            assert_eq!(lowered.get(keyword::EXACT).is_some(), expected, "{input}");
        }
    }
}
