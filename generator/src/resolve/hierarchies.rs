//! Hierarchies by `allOf` whose base has a discriminator: who stands between the base and others.
//!
//! ```yaml
//! Fish: { required: [kind], properties: { kind: { type: string } }, discriminator: { propertyName: kind } }
//! Salmon: { allOf: [Fish] }
//! SmartSalmon: { allOf: [Salmon] }
//! Lake: { properties: { king: Salmon } }
//! ```
//! The king may be a `SmartSalmon` (OAS 3.0.4, 4.8.25): where a `Salmon` is asked for, its `kind` tells which it is. So such a schema
//! is given the discriminator that the document implies, and from there on is one like any other.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use crate::spec::Spec;
use crate::spec::operation::{MediaType, Operation};
use crate::spec::schema::{Additional, Discriminator, Schema, SchemaId};

/// Gives discriminators to components that inherit one, are extended themselves, and are asked for somewhere.
pub(super) fn imply_discriminators(spec: &mut Spec) {
    if !spec.schemas.iter().any(is_base) {
        return;
    }
    let extenders = extenders(spec);
    let asked = asked_for(spec);
    let mut implied: Vec<(SchemaId, Discriminator)> = Vec::new();
    for &base in spec.components.values().filter(|&&id| is_base(spec.schema(id))) {
        let Some(of_base) = &spec.schema(base).discriminator else { continue };
        let listed = listed(spec, base, &of_base.property);
        for between in below(spec, base, &extenders) {
            let schema = spec.schema(between);
            let others = below(spec, between, &extenders);
            let known = implied.iter().any(|(id, _)| *id == between);
            if known || others.is_empty() || !asked.contains(&between) || is_told(spec, schema, &of_base.property) {
                continue;
            }
            let mut mapping: IndexMap<String, SchemaId> =
                of_base.mapping.iter().filter(|(_, id)| **id == between || others.contains(id)).map(own).collect();
            if !mapping.values().any(|id| *id == between) {
                mapping.extend(schema.discriminator_value(&listed).map(|value| (value, between)));
            }
            implied.push((between, Discriminator { property: of_base.property.clone(), mapping, default: None }));
        }
    }
    for (id, discriminator) in implied {
        if let Some(schema) = spec.schemas.get_mut(id.0 as usize) {
            schema.discriminator = Some(discriminator);
        }
    }
}

fn own((value, id): (&String, &SchemaId)) -> (String, SchemaId) {
    (value.clone(), *id)
}

/// Whether those who extend a schema are told apart by a property of it, and it lists none of them.
fn is_base(schema: &Schema) -> bool {
    schema.discriminator.is_some() && schema.one_of.is_empty() && schema.any_of.is_empty()
}

/// The values that a base lists for a property.
fn listed(spec: &Spec, base: SchemaId, property: &str) -> Vec<String> {
    let Some(&id) = spec.schema(base).object.properties.get(property) else { return Vec::new() };
    let values = spec.schema(meant(spec, id)).values.as_deref().unwrap_or_default();
    values.iter().filter_map(|value| value.as_str().map(str::to_owned)).collect()
}

/// Whether a schema says by itself which values stand in the property: then others are no values of it.
fn is_told(spec: &Spec, schema: &Schema, property: &str) -> bool {
    let parts = schema.all_of.iter().filter(|part| spec.schema(**part).name.is_none()).map(|&part| spec.schema(part));
    let mut own = parts.chain([schema]).filter_map(|part| part.object.properties.get(property));
    own.any(|&id| spec.schema(id).values.is_some())
}

/// Components that extend a component, by that.
fn extenders(spec: &Spec) -> HashMap<SchemaId, Vec<SchemaId>> {
    let mut extenders: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
    for &id in spec.components.values() {
        for &base in spec.schema(id).all_of.iter().filter(|&&base| base != id) {
            extenders.entry(base).or_default().push(id);
        }
    }
    extenders
}

/// Those below a component, up to those that choose by themselves.
fn below(spec: &Spec, base: SchemaId, extenders: &HashMap<SchemaId, Vec<SchemaId>>) -> Vec<SchemaId> {
    let mut all: Vec<SchemaId> = Vec::new();
    let mut open = vec![base];
    while let Some(id) = open.pop() {
        for &child in extenders.get(&id).into_iter().flatten() {
            let schema = spec.schema(child);
            let chooses = schema.discriminator.is_some() || !schema.one_of.is_empty() || !schema.any_of.is_empty();
            if child != base && !chooses && !all.contains(&child) {
                all.push(child);
                open.push(child);
            }
        }
    }
    all
}

/// Schemas of which a value is asked for by themselves: by a property, an item, a body. Who is a part of another, or one of the
/// members of a union, is not.
fn asked_for(spec: &Spec) -> HashSet<SchemaId> {
    let mut asked = HashSet::new();
    for schema in &spec.schemas {
        let additional = if let Additional::Schema(id) = schema.object.additional { Some(id) } else { None };
        let object = schema.object.properties.values().chain(schema.object.patterns.values()).chain(&additional);
        let others = schema.array.items.iter().chain(&schema.array.prefix).chain(&schema.string.content_schema);
        asked.extend(object.chain(others).map(|&id| meant(spec, id)));
    }
    for operation in &spec.operations {
        asked.extend(of_operation(operation).map(|id| meant(spec, id)));
    }
    asked
}

fn of_operation(operation: &Operation) -> impl Iterator<Item = SchemaId> {
    let responses = operation.responses.iter().flat_map(|response| &response.content);
    let content: Vec<&MediaType> = operation.body.iter().flat_map(|body| &body.content).chain(responses).collect();
    content.into_iter().flat_map(|media| media.schema.into_iter().chain(media.item_schema))
}

/// What a reference with siblings, or `allOf` of one schema without a name, stands for.
fn meant(spec: &Spec, id: SchemaId) -> SchemaId {
    let schema = spec.schema(id);
    match (schema.name.is_some(), schema.reference, schema.all_of.as_slice()) {
        (false, Some(target), []) | (false, None, &[target]) => target,
        _ => id,
    }
}
