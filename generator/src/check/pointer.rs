//! Whether a JSON Pointer into a value can name something, by the schema of the value.

use crate::document::pointer::unescape;
use crate::spec::Spec;
use crate::spec::schema::{Additional, Schema, SchemaId};

/// How far schemas are followed.
const MAX_DEPTH: usize = 64;

/// Whether a value of a schema can have something at a pointer. A schema that doesn't say what it holds can.
pub(crate) fn names_value(spec: &Spec, schema: SchemaId, pointer: &str) -> bool {
    let tokens: Vec<String> = pointer.split('/').skip(1).map(|token| unescape(token).into_owned()).collect();
    leads(spec, schema, &tokens, MAX_DEPTH)
}

fn leads(spec: &Spec, id: SchemaId, tokens: &[String], depth: usize) -> bool {
    let Some((token, rest)) = tokens.split_first() else { return true };
    let Some(depth) = depth.checked_sub(1) else { return false };
    let schema = spec.schema(id);
    if let Some(property) = schema.object.properties.get(token) {
        return leads(spec, *property, rest, depth);
    }
    if let Additional::Schema(additional) = schema.object.additional {
        return leads(spec, additional, rest, depth);
    }
    if token.bytes().all(|byte| byte.is_ascii_digit())
        && let Some(items) =
            token.parse().ok().and_then(|index: usize| schema.array.prefix.get(index).copied()).or(schema.array.items)
    {
        return leads(spec, items, rest, depth);
    }
    let mut parts = parts(schema).peekable();
    if parts.peek().is_some() {
        return parts.any(|part| leads(spec, part, tokens, depth));
    }
    is_open(schema)
}

/// The schemas that say more of the same value.
fn parts(schema: &Schema) -> impl Iterator<Item = SchemaId> {
    let applied = [&schema.all_of, &schema.one_of, &schema.any_of];
    schema.reference.into_iter().chain(applied.into_iter().flatten().copied())
}

/// Whether nothing is known of what a value holds.
fn is_open(schema: &Schema) -> bool {
    schema.object.properties.is_empty()
        && schema.object.additional != Additional::Forbidden
        && schema.array.items.is_none()
        && schema.array.prefix.is_empty()
        && schema.values.is_none()
        && schema.types.iter().all(|kind| *kind == crate::spec::schema::SchemaType::Object)
}
