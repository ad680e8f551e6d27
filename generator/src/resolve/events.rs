//! The data of server-sent events that is JSON: where `contentSchema` types a string (OAS 3.2.0, 4.14.5).
//!
//! ```yaml
//! text/event-stream:
//!   itemSchema:
//!     properties:
//!       event: { const: add }
//!       data: { type: string, contentMediaType: application/json, contentSchema: { $ref: '#/components/schemas/Item' } }
//! ```
//! To JSON Schema the keyword is an annotation (2020-12 Validation, 8.5), and of every other string it stays one. So only the strings
//! that stand as the data of an event, and nowhere else, are given it.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::Resolver;
use crate::diag::Code;
use crate::spec::operation::{Header, MediaType, Operation};
use crate::spec::schema::{Additional, Schema, SchemaId};

/// Gives the strings that are the data of events the schema of the JSON in them.
pub(super) fn type_data(
    resolver: &mut Resolver<'_, '_>,
    operations: &[Operation],
    components: &IndexMap<String, SchemaId>,
) {
    if resolver.contents.is_empty() {
        return;
    }
    let items: Vec<SchemaId> = operations.iter().flat_map(contents).filter_map(event).collect();
    let extenders = extenders(resolver, components);
    let events = closure(items, |id| alternatives(resolver.schema_of(id), id, &extenders));
    let data = events.iter().filter_map(|&id| resolver.schema_of(id).object.properties.get("data").copied());
    let data = closure(data.collect(), |id| alternatives(resolver.schema_of(id), id, &HashMap::new()));
    let mut typed: Vec<SchemaId> = data.iter().copied().filter(|id| resolver.contents.contains_key(id)).collect();
    typed.sort_unstable();
    let mut roots: Vec<SchemaId> = operations.iter().flat_map(others).collect();
    roots.extend(components.values().filter(|id| !events.contains(id) && !data.contains(id)));
    for &id in events.iter().chain(&data) {
        let schema = resolver.schema_of(id);
        let properties = schema.object.properties.iter();
        let beside = properties.filter(|(name, _)| !events.contains(&id) || *name != "data").map(|(_, &id)| id);
        roots.extend(beside.chain(held(schema)));
    }
    for &id in &typed {
        let content = resolver.contents.get(&id).copied();
        let content = content.and_then(|content| resolver.stand_in(content));
        resolver.fill_pending();
        roots.extend(content);
        if let Some(schema) = resolver.schemas.get_mut(id.0 as usize) {
            schema.string.content_schema = content;
        }
    }
    let json = closure(roots, |id| {
        let schema = resolver.schema_of(id);
        let mut inside = alternatives(schema, id, &extenders);
        inside.extend(schema.object.properties.values());
        inside.extend(held(schema));
        inside
    });
    for id in typed.into_iter().filter(|id| json.contains(id)) {
        let Some(schema) = resolver.schemas.get_mut(id.0 as usize) else { continue };
        schema.string.content_schema = None;
        if let Some(place) = schema.place.clone() {
            let message = "this is the data of events and stands in ordinary JSON too, where `contentSchema` types nothing; it \
                           stays a string";
            let said = resolver.sink.push(Code::Degraded, place, message);
            said.help = Some("give the events a schema of their own".to_owned());
        }
    }
}

impl Resolver<'_, '_> {
    fn schema_of(&self, id: SchemaId) -> &Schema {
        &self.schemas[id.0 as usize]
    }
}

/// Every schema that is reached by `next`.
fn closure(mut open: Vec<SchemaId>, next: impl Fn(SchemaId) -> Vec<SchemaId>) -> HashSet<SchemaId> {
    let mut all = HashSet::new();
    while let Some(id) = open.pop() {
        if all.insert(id) {
            open.extend(next(id));
        }
    }
    all
}

/// Schemas of which a value of this one may be, or is, too.
fn alternatives(schema: &Schema, id: SchemaId, extenders: &HashMap<SchemaId, Vec<SchemaId>>) -> Vec<SchemaId> {
    let parts = schema.reference.iter().chain(&schema.all_of).chain(&schema.one_of).chain(&schema.any_of);
    let mut all: Vec<SchemaId> = parts.copied().collect();
    if let Some(discriminator) = &schema.discriminator {
        all.extend(discriminator.mapping.values().chain(&discriminator.default));
        all.extend(extenders.get(&id).into_iter().flatten());
    }
    all
}

/// Schemas of what stands in a value under no name.
fn held(schema: &Schema) -> impl Iterator<Item = SchemaId> + '_ {
    let additional = if let Additional::Schema(id) = schema.object.additional { Some(id) } else { None };
    let object = schema.object.patterns.values().copied().chain(additional);
    object.chain(schema.array.items).chain(schema.array.prefix.iter().copied())
}

/// Components that extend a component by `allOf`, at any depth, by that.
fn extenders(resolver: &Resolver<'_, '_>, components: &IndexMap<String, SchemaId>) -> HashMap<SchemaId, Vec<SchemaId>> {
    let mut extenders: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
    for &id in components.values() {
        let schema = resolver.schema_of(id);
        for base in closure(schema.all_of.clone(), |part| resolver.schema_of(part).all_of.clone()) {
            if base != id {
                extenders.entry(base).or_default().push(id);
            }
        }
    }
    extenders
}

fn contents(operation: &Operation) -> impl Iterator<Item = &MediaType> {
    let responses = operation.responses.iter().flat_map(|response| &response.content);
    operation.body.iter().flat_map(|body| &body.content).chain(responses)
}

/// The schema of the events that a body is a sequence of.
fn event(media: &MediaType) -> Option<SchemaId> {
    media.item_schema.filter(|_| media.name == "text/event-stream")
}

/// What an operation asks for but events.
fn others(operation: &Operation) -> Vec<SchemaId> {
    let mut all: Vec<SchemaId> = operation.parameters.iter().map(|parameter| parameter.schema).collect();
    let of = |headers: &[Header]| headers.iter().map(|header| header.schema).collect::<Vec<_>>();
    all.extend(operation.responses.iter().flat_map(|response| of(&response.headers)));
    for media in contents(operation) {
        let others = if event(media).is_some() { [None; 2] } else { [media.schema, media.item_schema] };
        all.extend(others.into_iter().flatten());
        all.extend(media.encoding.values().flat_map(|encoding| of(&encoding.headers)));
    }
    all
}
