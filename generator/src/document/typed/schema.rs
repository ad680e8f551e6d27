//! Schemas. All become `SchemaKind::Any`: the other kinds each have fewer keywords, and would drop the rest.

use openapiv3::{AdditionalProperties, AnySchema, Discriminator, ReferenceOr, Schema, SchemaData, SchemaKind};
use serde_json::{Map, Number, Value};

use super::reader::Reader;
use super::targets::Kind;
use crate::document::lowering::{self, keyword};

/// Reads a schema; none if it is none at all.
pub(super) fn schema(reader: &mut Reader<'_>, value: Value) -> Option<ReferenceOr<Schema>> {
    let map = match lowering::schema(value, &reader.pointer, reader.version) {
        Value::Object(map) => map,
        other => {
            reader.wrong("a schema", &other);
            return None;
        }
    };
    if let Some(Value::String(reference)) = map.get("$ref") {
        reader.want(Kind::Schema, reference);
        return Some(ReferenceOr::Reference { reference: reference.clone() });
    }
    Some(ReferenceOr::Item(item(reader, map)))
}

/// Any value at all: what stands in for a schema that can't be read.
fn any() -> Schema {
    Schema { schema_data: SchemaData::default(), schema_kind: SchemaKind::Any(AnySchema::default()) }
}

fn child(reader: &mut Reader<'_>, value: Value) -> ReferenceOr<Schema> {
    schema(reader, value).unwrap_or_else(|| ReferenceOr::Item(any()))
}

fn boxed(reader: &mut Reader<'_>, value: Value) -> ReferenceOr<Box<Schema>> {
    match child(reader, value) {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(schema) => ReferenceOr::boxed_item(schema),
    }
}

fn children(reader: &mut Reader<'_>, value: Value) -> Vec<ReferenceOr<Schema>> {
    reader.list(value, |reader, value| Some(child(reader, value)))
}

fn item(reader: &mut Reader<'_>, map: Map<String, Value>) -> Schema {
    reader.schemas += 1;
    let mut data = SchemaData::default();
    let mut any = AnySchema::default();
    for (key, value) in map {
        reader.at(&key, |reader| match key.as_str() {
            "title" => data.title = reader.take_text(value),
            "description" => data.description = reader.take_text(value),
            "nullable" => data.nullable = reader.flag(&value).unwrap_or_default(),
            "readOnly" => data.read_only = reader.flag(&value).unwrap_or_default(),
            "writeOnly" => data.write_only = reader.flag(&value).unwrap_or_default(),
            "deprecated" => data.deprecated = reader.flag(&value).unwrap_or_default(),
            "default" => data.default = Some(value),
            "example" => data.example = Some(value),
            "discriminator" => {
                let default = value.get("defaultMapping").filter(|target| target.is_string()).cloned();
                data.discriminator = discriminator(reader, value);
                if let (Some(Value::String(target)), true) = (default, data.discriminator.is_some()) {
                    if target.starts_with('#') {
                        reader.want(Kind::Schema, &target);
                    }
                    data.extensions.insert(keyword::DEFAULT_MAPPING.to_owned(), target.into());
                }
            }
            "type" => any.typ = type_name(reader, value),
            "format" => any.format = reader.take_text(value),
            "pattern" => any.pattern = reader.take_text(value),
            "enum" => any.enumeration = reader.list(value, |_, value| Some(value)),
            "minLength" => any.min_length = reader.count(&value),
            "maxLength" => any.max_length = reader.count(&value),
            "minItems" => any.min_items = reader.count(&value),
            "maxItems" => any.max_items = reader.count(&value),
            "minProperties" => any.min_properties = reader.count(&value),
            "maxProperties" => any.max_properties = reader.count(&value),
            "uniqueItems" => any.unique_items = reader.flag(&value),
            "minimum" => {
                any.minimum = bound(reader, &value, keyword::MINIMUM, &mut data);
            }
            "maximum" => {
                any.maximum = bound(reader, &value, keyword::MAXIMUM, &mut data);
            }
            "multipleOf" => any.multiple_of = reader.number(&value).and_then(|number| number.as_f64()),
            "exclusiveMinimum" => any.exclusive_minimum = reader.flag(&value),
            "exclusiveMaximum" => any.exclusive_maximum = reader.flag(&value),
            "required" => any.required = reader.list(value, Reader::take_text),
            "properties" => {
                any.properties = reader.entries(value, |reader, _, value| Some(boxed(reader, value)));
            }
            "additionalProperties" => {
                any.additional_properties = Some(match value {
                    Value::Bool(allowed) => AdditionalProperties::Any(allowed),
                    other => AdditionalProperties::Schema(Box::new(child(reader, other))),
                });
            }
            "items" => any.items = Some(boxed(reader, value)),
            "allOf" => any.all_of = children(reader, value),
            "oneOf" => any.one_of = children(reader, value),
            "anyOf" => any.any_of = children(reader, value),
            "not" => any.not = Some(Box::new(child(reader, value))),
            _ if key.starts_with("x-") => {
                targets(reader, &key, &value);
                data.extensions.insert(key.clone(), value);
            }
            // Nothing that a type could be made of: `$defs`, `if`, `propertyNames`, `externalDocs`, and what no
            // standard knows.
            _ => {}
        });
    }
    Schema { schema_data: data, schema_kind: SchemaKind::Any(any) }
}

fn type_name(reader: &mut Reader<'_>, value: Value) -> Option<String> {
    let name = reader.take_text(value)?;
    if !matches!(name.as_str(), "string" | "integer" | "number" | "boolean" | "array" | "object") {
        reader.degraded(format!("`{name}` is no type; any value is taken")).help =
            Some("the types are string, integer, number, boolean, array and object".to_owned());
        return None;
    }
    Some(name)
}

/// A bound as a double; one that a double can't hold is also kept as it is.
fn bound(reader: &mut Reader<'_>, value: &Value, keyword: &str, data: &mut SchemaData) -> Option<f64> {
    const EXACT: u64 = 1 << 53;
    let number: Number = reader.number(value)?;
    let exact =
        number.is_f64() || number.as_i64().map_or_else(|| number.as_u64(), |n| Some(n.unsigned_abs())) <= Some(EXACT);
    if !exact {
        data.extensions.insert(keyword.to_owned(), Value::Number(number.clone()));
    }
    number.as_f64()
}

fn discriminator(reader: &mut Reader<'_>, value: Value) -> Option<Discriminator> {
    let mut property_name = None;
    let mut discriminator = Discriminator::default();
    for (key, value) in reader.object(value)? {
        reader.at(&key, |reader| match key.as_str() {
            "propertyName" => property_name = reader.take_text(value),
            "mapping" => {
                discriminator.mapping = reader.entries(value, |reader, _, value| {
                    let target = reader.take_text(value)?;
                    if target.starts_with('#') {
                        reader.want(Kind::Schema, &target);
                    }
                    Some(target)
                });
            }
            _ => {}
        });
    }
    if property_name.is_none() {
        reader.invalid("a discriminator needs `propertyName`");
    }
    Some(Discriminator { property_name: property_name?, ..discriminator })
}

/// Notes the references that the lowering has put into its keywords.
fn targets(reader: &mut Reader<'_>, key: &str, value: &Value) {
    match (key, value) {
        (keyword::REF, Value::String(reference)) => reader.want(Kind::Schema, reference),
        (keyword::UNEVALUATED_PROPERTIES | keyword::UNEVALUATED_ITEMS | keyword::CONTENT_SCHEMA, target) => {
            want_each(reader, std::iter::once(target));
        }
        (keyword::PREFIX_ITEMS, Value::Array(list)) => want_each(reader, list.iter()),
        (keyword::PATTERN_PROPERTIES, Value::Object(map)) => want_each(reader, map.values()),
        (keyword::CHECKS, Value::Object(map)) => {
            want_each(reader, map.values());
            if let Some(Value::Object(map)) = map.get("dependentSchemas") {
                want_each(reader, map.values());
            }
        }
        _ => {}
    }
}

fn want_each<'v>(reader: &mut Reader<'_>, references: impl Iterator<Item = &'v Value>) {
    for reference in references.filter_map(|value| value.get("$ref")?.as_str()) {
        reader.want(Kind::Schema, reference);
    }
}
