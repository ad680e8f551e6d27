//! Parameters and headers whose schema stands in them (Swagger 2.0, Parameter Object and Header Object).

use serde_json::{Map, Value};

use super::Lowering;
use crate::source::pointer;

/// The keywords of a parameter or header that are those of its schema.
const SCHEMA: [&str; 18] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "properties",
    "additionalProperties",
];

/// Where a parameter stands, as far as it decides what it becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Query,
    PathOrHeader,
    Body,
    Form,
}

/// Where a parameter stands. One that doesn't say so stays a parameter, and is refused where it is typed.
pub(super) fn place(parameter: &Value) -> Place {
    match parameter.get("in").and_then(Value::as_str) {
        Some("body") => Place::Body,
        Some("formData" | "form") => Place::Form,
        Some("query") => Place::Query,
        _ => Place::PathOrHeader,
    }
}

/// The schema of what 3.0 gives one: its keywords, with those extensions that speak of values.
pub(super) fn schema_of(map: &Map<String, Value>) -> Map<String, Value> {
    let mut schema = match map.get("schema") {
        Some(Value::Object(schema)) => schema.clone(),
        _ => Map::new(),
    };
    for (key, value) in map.iter().filter(|(key, _)| is_of_schema(key)) {
        schema.entry(key.clone()).or_insert_with(|| value.clone());
    }
    schema
}

fn is_of_schema(key: &str) -> bool {
    const EXTENSIONS: [&str; 5] = ["x-nullable", "x-enum", "x-extensible-enum", "x-ms-enum", "x-go-enum"];
    SCHEMA.contains(&key) || EXTENSIONS.iter().any(|extension| key.starts_with(extension))
}

/// How an array is written: `style`, if not the default, and `explode`.
pub(super) fn style(map: &Map<String, Value>, place: Place) -> (Option<&'static str>, Option<bool>) {
    if !is_array(map) {
        return (None, None);
    }
    let format = map.get("collectionFormat").and_then(Value::as_str).map_or("csv", str::trim);
    let delimited = match format {
        "multi" if place != Place::PathOrHeader => return (None, Some(true)),
        "ssv" => Some("spaceDelimited"),
        "pipes" => Some("pipeDelimited"),
        "tsv" => Some("tabDelimited"),
        _ => None,
    };
    (delimited, Some(false))
}

fn is_array(map: &Map<String, Value>) -> bool {
    let named = map.get("type").or_else(|| map.get("schema")?.get("type"));
    match named {
        Some(Value::String(name)) => name == "array",
        Some(Value::Array(several)) => several.iter().any(|name| name == "array"),
        _ => map.contains_key("items"),
    }
}

impl Lowering<'_> {
    /// A parameter in a path, query or header; `from` is where it stood, `to` where it goes.
    pub(super) fn parameter(&mut self, value: &Value, from: &str, to: &str) -> Value {
        match value {
            Value::Object(map) if !map.get("$ref").is_some_and(Value::is_string) => {
                Value::Object(self.lowered(map, place(value), from, to))
            }
            other => other.clone(),
        }
    }

    /// A header of a response, in place but for its schema.
    pub(super) fn header(&mut self, value: &Value, at: &str, to: &str) -> Value {
        match value {
            Value::Object(map) if !map.get("$ref").is_some_and(Value::is_string) => {
                Value::Object(self.lowered(map, Place::PathOrHeader, at, to))
            }
            other => other.clone(),
        }
    }

    fn lowered(&mut self, map: &Map<String, Value>, place: Place, from: &str, to: &str) -> Map<String, Value> {
        let mut lowered = Map::new();
        for (key, value) in map {
            match key.as_str() {
                "collectionFormat" | "schema" => {}
                key if SCHEMA.contains(&key) => {}
                "x-example" => {
                    lowered.entry("example").or_insert_with(|| value.clone());
                }
                _ => {
                    lowered.insert(key.clone(), value.clone());
                }
            }
        }
        let (style, explode) = style(map, place);
        lowered.extend(style.map(|style| ("style".to_owned(), style.into())));
        lowered.extend(explode.map(|explode| ("explode".to_owned(), Value::Bool(explode))));
        let new = pointer::join(to, "schema");
        if map.contains_key("schema") {
            self.moved(&pointer::join(from, "schema"), &new);
        } else {
            self.schema_of(from, &new);
        }
        self.origin(&pointer::join(to, "style"), &pointer::join(from, "collectionFormat"));
        lowered.insert("schema".to_owned(), Value::Object(schema_of(map)));
        lowered
    }

    /// The keywords that stood in `from` itself are those of a schema at `to` now.
    pub(super) fn schema_of(&mut self, from: &str, to: &str) {
        self.origin(to, from);
        for key in ["items", "properties", "additionalProperties"] {
            let was = pointer::join(from, key);
            self.moves.entry(was).or_insert_with(|| pointer::join(to, key));
        }
    }
}
