//! Dirt of the real world that has one evident meaning: read as that, without a word.
//!
//! What could mean two things is left as it is, and refused or warned about where it is typed.

use serde_json::{Map, Number, Value};

use super::keyword;

/// Names of types that JSON Schema doesn't know: the type that is meant (none for any), and its format.
const TYPES: [(&str, Option<&str>, Option<&str>); 20] = [
    ("any", None, None),
    ("mixed", None, None),
    ("file", Some("string"), Some("binary")),
    ("binary", Some("string"), Some("binary")),
    ("str", Some("string"), None),
    ("text", Some("string"), None),
    ("date", Some("string"), Some("date")),
    ("datetime", Some("string"), Some("date-time")),
    ("date-time", Some("string"), Some("date-time")),
    ("uuid", Some("string"), Some("uuid")),
    ("int", Some("integer"), None),
    ("int32", Some("integer"), Some("int32")),
    ("int64", Some("integer"), Some("int64")),
    ("long", Some("integer"), Some("int64")),
    ("float", Some("number"), Some("float")),
    ("double", Some("number"), Some("double")),
    ("decimal", Some("number"), None),
    ("bool", Some("boolean"), None),
    ("map", Some("object"), None),
    ("list", Some("array"), None),
];

/// Heals the keywords of one schema.
pub(super) fn schema(map: &mut Map<String, Value>) {
    let mut dropped = false;
    for (key, value) in map.iter_mut() {
        let heal: fn(&Value) -> Option<Value> = match key.as_str() {
            "default" | "example" | "const" => continue,
            "nullable" | "readOnly" | "writeOnly" | "deprecated" | "uniqueItems" => |v| flag(v).map(Value::Bool),
            "additionalProperties" => |v| flag(v).map(Value::Bool),
            "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
                |v| Some(count(v).map_or(Value::Null, Value::from))
            }
            "minimum" | "maximum" | "multipleOf" => bound,
            "exclusiveMinimum" | "exclusiveMaximum" => |v| flag(v).map(Value::Bool).or_else(|| bound(v)),
            "title" | "description" => |v| text(v).map(Value::String),
            "format" => |v| Some(v.as_str().map_or(Value::Null, Value::from)),
            // `required: true` inside a property is draft 3; in a list, what is no name names nothing.
            "required" => |v| (v.is_boolean() || v.is_string()).then_some(Value::Null),
            "enum" => |v| v.as_array().is_some_and(Vec::is_empty).then_some(Value::Null),
            "discriminator" => |v| {
                let name = v.as_str()?;
                Some(Value::Object(Map::from_iter([("propertyName".to_owned(), name.into())])))
            },
            _ => |_| None,
        };
        if let Some(healed) = heal(value) {
            *value = healed;
        }
        dropped |= value.is_null() || key.starts_with(keyword::PREFIX);
    }
    if dropped {
        map.retain(|key, value| {
            !key.starts_with(keyword::PREFIX)
                && (!value.is_null() || matches!(key.as_str(), "default" | "example" | "const"))
        });
    }
    types(map);
    if let Some(nullable) = map.get("x-nullable").and_then(flag)
        && !map.contains_key("nullable")
    {
        map.insert("nullable".to_owned(), Value::Bool(nullable));
    }
}

fn types(map: &mut Map<String, Value>) {
    let format = match map.get_mut("type") {
        Some(Value::String(name)) => match named(name) {
            Some((Some(meant), format)) => {
                *name = meant.to_owned();
                format
            }
            Some((None, _)) => {
                map.shift_remove("type");
                None
            }
            None => None,
        },
        Some(Value::Array(names)) => {
            let any = names.iter().any(|name| name.as_str().and_then(named).is_some_and(|(meant, _)| meant.is_none()));
            for name in names.iter_mut() {
                if let Some((Some(meant), _)) = name.as_str().and_then(named) {
                    *name = meant.into();
                }
            }
            if any {
                map.shift_remove("type");
            }
            None
        }
        _ => None,
    };
    if let Some(format) = format
        && !map.contains_key("format")
    {
        map.insert("format".to_owned(), format.into());
    }
}

/// The type and format that a name means, unless it is a name that JSON Schema knows.
fn named(name: &str) -> Option<(Option<&'static str>, Option<&'static str>)> {
    const KNOWN: [&str; 7] = ["string", "integer", "number", "boolean", "array", "object", "null"];
    if KNOWN.contains(&name) {
        return None;
    }
    let lower = name.to_ascii_lowercase();
    if let Some(known) = KNOWN.iter().find(|known| **known == lower) {
        return Some((Some(known), None));
    }
    TYPES.iter().find(|(other, ..)| *other == lower).map(|(_, meant, format)| (*meant, *format))
}

/// A bound as a number; null where it lies beyond all numbers, so that it bounds nothing.
fn bound(value: &Value) -> Option<Value> {
    let endless = |text: &str| {
        matches!(text, ".inf" | "-.inf" | ".nan") || text.parse::<f64>().is_ok_and(|double| !double.is_finite())
    };
    match value {
        Value::String(text) if endless(text.trim()) => Some(Value::Null),
        _ => number(value).map(Value::Number),
    }
}

/// A boolean, also written as a string.
pub fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

/// A text, also written as a number or boolean, as YAML reads `version: 1.0`.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// A count of 0 or more, also written as `3.0` or as a string; one beyond 64 bits bounds nothing.
pub fn count(value: &Value) -> Option<u64> {
    let number = number(value)?;
    number.as_u64().or_else(|| {
        let double = number.as_f64()?;
        // Whole numbers below 2^53 are exact.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the range is checked")]
        ((0.0..9_007_199_254_740_992.0).contains(&double) && double.fract() == 0.0).then_some(double as u64)
    })
}

/// A number, also written as a string.
pub fn number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::String(text) => {
            let text = text.trim();
            text.parse::<i64>().map(Number::from).ok().or_else(|| text.parse().ok().and_then(Number::from_f64))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::document::Version;
    use crate::document::lowering;

    #[test]
    fn what_has_one_evident_meaning_is_read_as_that() {
        let cases = [
            (json!({"type": "any"}), json!({})),
            (json!({"type": "file"}), json!({"type": "string", "format": "binary"})),
            (json!({"type": "String"}), json!({"type": "string"})),
            (json!({"type": ["str", "null"]}), json!({"nullable": true, "type": "string"})),
            (json!({"type": "made-up"}), json!({"type": "made-up"})),
            (json!({"required": null, "properties": null}), json!({})),
            (json!({"required": true}), json!({})),
            (json!({"minLength": "3", "maxLength": 4.0, "minItems": -1}), json!({"minLength": 3, "maxLength": 4})),
            (json!({"minimum": "3"}), json!({"minimum": 3})),
            (json!({"maximum": "2.5"}), json!({"maximum": 2.5})),
            (json!({"maximum": "1.0e+400", "minimum": "-.inf"}), json!({})),
            (json!({"maximum": "many"}), json!({"maximum": "many"})),
            (json!({"nullable": "true", "uniqueItems": "false"}), json!({"nullable": true, "uniqueItems": false})),
            (json!({"exclusiveMinimum": 0}), json!({"exclusiveMinimum": true, "minimum": 0})),
            (json!({"enum": []}), json!({})),
            (json!({"default": null, "example": null}), json!({"default": null, "example": null})),
            (json!({"format": 3}), json!({})),
            (json!({"description": 3}), json!({"description": "3"})),
            (json!({"discriminator": "kind"}), json!({"discriminator": {"propertyName": "kind"}})),
            (json!({"x-nullable": true}), json!({"x-nullable": true, "nullable": true})),
            (json!({"x-specwright-const": true}), json!({})),
        ];
        for (input, expected) in cases {
            assert_eq!(lowering::schema(input.clone(), "", Version::V3_0), expected, "{input}");
        }
    }
}
