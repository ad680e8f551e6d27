//! Bodies of `application/merge-patch+json` (RFC 7396): null removes a property, whatever the schema says of null.
//!
//! So what such a body is made of has schemas of its own, in which every property that need not be there may be null. Arrays
//! are replaced as a whole, and unions are chosen by what they are, so both stay as they are. A component that nothing but
//! such bodies uses is changed in place; of others there is a second one, `UserPatch` beside `User`.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::schemas::inside;
use crate::spec::Spec;
use crate::spec::operation::{MediaType, Operation};
use crate::spec::schema::{Additional, Schema, SchemaId, SchemaType};

const MERGE_PATCH: &str = "application/merge-patch+json";

/// The document with schemas for its merge patches; the document itself where it has none.
pub(super) fn expand(spec: &Spec) -> Cow<'_, Spec> {
    let is_patch = |media: &&MediaType| media.name == MERGE_PATCH && media.schema.is_some();
    if !spec.operations.iter().any(|operation| bodies(operation).any(|media| is_patch(&media))) {
        return Cow::Borrowed(spec);
    }
    let mut patches =
        Patches { used: used_otherwise(spec), spec: spec.clone(), made: HashMap::new(), open: HashSet::new() };
    for at in 0..spec.operations.len() {
        let media: Vec<Option<SchemaId>> =
            bodies(&spec.operations[at]).map(|media| media.schema.filter(|_| is_patch(&media))).collect();
        let patched: Vec<Option<SchemaId>> = media.iter().map(|id| id.map(|id| patches.patch(id, &[]))).collect();
        let body = patches.spec.operations[at].body.iter_mut().flat_map(|body| &mut body.content);
        for (media, schema) in body.zip(patched) {
            media.schema = schema.or(media.schema);
        }
    }
    Cow::Owned(patches.spec)
}

fn bodies(operation: &Operation) -> impl Iterator<Item = &MediaType> {
    operation.body.iter().flat_map(|body| &body.content)
}

/// Every schema that something else than a merge patch is made of.
fn used_otherwise(spec: &Spec) -> HashSet<SchemaId> {
    let mut open: Vec<SchemaId> = Vec::new();
    for operation in &spec.operations {
        open.extend(operation.parameters.iter().map(|parameter| parameter.schema));
        open.extend(bodies(operation).filter(|media| media.name != MERGE_PATCH).filter_map(|media| media.schema));
        for response in &operation.responses {
            open.extend(response.headers.iter().map(|header| header.schema));
            open.extend(
                response.content.iter().flat_map(|media| media.schema.iter().chain(&media.item_schema)).copied(),
            );
        }
    }
    let mut used: HashSet<SchemaId> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        let schema = spec.schema(id);
        let mapped = schema.discriminator.iter().flat_map(|discriminator| discriminator.mapping.values().copied());
        open.extend(inside(schema).into_iter().chain(mapped).filter(|inside| used.insert(*inside)));
    }
    used
}

struct Patches {
    spec: Spec,
    used: HashSet<SchemaId>,
    made: HashMap<SchemaId, SchemaId>,
    /// Parts of compositions that are being patched: one that leads back to itself is patched once.
    open: HashSet<SchemaId>,
}

impl Patches {
    /// The schema of a patch of what a schema describes. `required` are properties that a schema around it asks for.
    fn patch(&mut self, id: SchemaId, required: &[String]) -> SchemaId {
        if let Some(&made) = self.made.get(&id) {
            return made;
        }
        let schema = self.spec.schema(id).clone();
        if !is_patched(&schema) {
            return id;
        }
        let name = schema.name.clone().filter(|name| self.spec.components.get(name) == Some(&id));
        let own = if name.is_some() && !self.used.contains(&id) {
            id
        } else {
            let name = name.map(|name| self.free_name(&name));
            let own = self.push(Schema { name: name.clone(), ..Schema::default() });
            if let Some(name) = name {
                self.spec.components.insert(name, own);
            }
            own
        };
        self.made.insert(id, own);
        let mut required = required.to_vec();
        self.collect_required(id, &mut required, 0);
        let patched = self.patched(schema, &required);
        let slot = &mut self.spec.schemas[own.0 as usize];
        let (place, name) = (slot.place.take(), slot.name.take());
        *slot = Schema { place, name, ..patched };
        own
    }

    fn patched(&mut self, mut schema: Schema, required: &[String]) -> Schema {
        schema.reference = schema.reference.map(|id| self.part(id, required));
        schema.all_of = schema.all_of.iter().map(|&id| self.part(id, required)).collect();
        for (name, id) in &mut schema.object.properties {
            let patched = self.patch(*id, &[]);
            *id = if required.contains(name) { patched } else { self.nullable(patched) };
        }
        for id in schema.object.patterns.values_mut() {
            let patched = self.patch(*id, &[]);
            *id = self.nullable(patched);
        }
        if let Additional::Schema(id) = schema.object.additional {
            let patched = self.patch(id, &[]);
            schema.object.additional = Additional::Schema(self.nullable(patched));
        }
        schema
    }

    /// A part of a composition: it is asked for what the whole is asked for, so it is no one else's.
    fn part(&mut self, id: SchemaId, required: &[String]) -> SchemaId {
        let known = self.made.get(&id).copied();
        let schema = self.spec.schema(id).clone();
        if known == Some(id) || !is_patched(&schema) {
            return id;
        }
        if self.made.get(&id).is_some_and(|made| self.spec.schema(*made).name.is_none()) && required.is_empty() {
            return known.unwrap_or(id);
        }
        if !self.open.insert(id) {
            return known.unwrap_or(id);
        }
        let own = self.push(Schema::default());
        let before = self.made.insert(id, own);
        let patched = self.patched(schema, required);
        self.open.remove(&id);
        self.spec.schemas[own.0 as usize] = Schema { place: None, name: None, ..patched };
        match before {
            Some(before) => self.made.insert(id, before),
            None => self.made.remove(&id),
        };
        own
    }

    /// A schema whose values may also be null.
    fn nullable(&mut self, id: SchemaId) -> SchemaId {
        let schema = self.spec.schema(id);
        if schema.nullable {
            return id;
        }
        let nullable = if schema.name.is_some() || self.made.values().any(|made| *made == id) {
            Schema { reference: Some(id), nullable: true, ..Schema::default() }
        } else {
            Schema { nullable: true, place: None, ..schema.clone() }
        };
        self.push(nullable)
    }

    fn collect_required(&self, id: SchemaId, required: &mut Vec<String>, depth: usize) {
        let schema = self.spec.schema(id);
        required.extend(schema.object.required.iter().cloned());
        if depth < 32 {
            for &part in schema.all_of.iter().chain(&schema.reference) {
                self.collect_required(part, required, depth + 1);
            }
        }
    }

    fn free_name(&self, name: &str) -> String {
        let mut free = format!("{name}Patch");
        while self.spec.components.contains_key(&free) {
            free.push_str("Body");
        }
        free
    }

    fn push(&mut self, schema: Schema) -> SchemaId {
        // More schemas than that don't fit into memory.
        let id = SchemaId(u32::try_from(self.spec.schemas.len()).unwrap_or(u32::MAX));
        self.spec.schemas.push(schema);
        id
    }
}

/// Whether a patch goes into the values of a schema: objects with known properties, maps, and what is composed of such.
fn is_patched(schema: &Schema) -> bool {
    let other = !schema.types.is_empty() && !schema.types.contains(&SchemaType::Object);
    let object = &schema.object;
    !other
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && (!object.properties.is_empty()
            || !object.patterns.is_empty()
            || matches!(object.additional, Additional::Schema(_))
            || !schema.all_of.is_empty()
            || schema.reference.is_some())
}
