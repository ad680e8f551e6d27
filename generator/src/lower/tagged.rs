//! Components that a discriminator chooses: what the discriminator's property is in each of them.
//!
//! ```yaml
//! Pet: { oneOf: [Cat, Dog], discriminator: { propertyName: kind, mapping: { cat: Cat, dog: Dog } } }
//! Cat: { required: [kind], properties: { kind: { type: string } } }
//! ```
//! Whoever has a `Cat` in hand has a `kind` that is `cat`, in a `Pet` or by itself. So it is no field that somebody could
//! set wrongly, but a constant; where several values mean `Cat`, a choice of them.

use std::rc::Rc;

use indexmap::IndexMap;

use super::arena::{Lowering, Node};
use crate::spec::schema::{Discriminator, Schema, SchemaId, SchemaType};

/// How deep unions inside unions are looked through.
const DEEPEST: usize = 16;

impl<'a> Lowering<'a> {
    /// Notes the values of discriminators that mean each component.
    pub(super) fn find_tags(&mut self) {
        let spec = self.spec;
        for (index, schema) in spec.schemas.iter().enumerate() {
            let Some(discriminator) = &schema.discriminator else { continue };
            let id = SchemaId(u32::try_from(index).unwrap_or(u32::MAX));
            let mut members: Vec<SchemaId> = schema.one_of.iter().chain(&schema.any_of).copied().collect();
            if members.is_empty() && self.components.contains_key(&id) {
                members = self.descendants(id, discriminator);
            }
            for member in members {
                self.find_tags_of(member, discriminator, 0);
            }
        }
    }

    fn find_tags_of(&mut self, member: SchemaId, discriminator: &Discriminator, depth: usize) {
        let target = self.target(member);
        let schema = self.effective(target);
        let inner: Vec<SchemaId> = schema.one_of.iter().chain(&schema.any_of).copied().collect();
        if !inner.is_empty() || schema.discriminator.is_some() && self.children.contains_key(&target) {
            // Those that choose by themselves are looked at by themselves.
            if schema.discriminator.is_none() && depth < DEEPEST {
                for id in inner {
                    self.find_tags_of(id, discriminator, depth + 1);
                }
            }
            return;
        }
        if !self.components.contains_key(&target) {
            return;
        }
        let tags = self.tags_of(member, &discriminator.property, Some(discriminator), 0);
        let known = self.tags.entry(target).or_default().entry(discriminator.property.clone()).or_default();
        for tag in tags {
            if !known.contains(&tag) {
                known.push(tag);
            }
        }
    }

    /// A component with the properties of its discriminators narrowed to the values that mean it.
    pub(super) fn with_own_tags(&mut self, id: SchemaId, schema: Node<'a>) -> Node<'a> {
        let Some(tags) = self.tags.get(&id).cloned() else { return schema };
        let mut narrowed = Schema::clone(&schema);
        for (property, tags) in tags {
            let Some(&old) = narrowed.object.properties.get(&property) else { continue };
            let new = self.tag_property(old, &tags);
            if tags.len() > 1 && new != old && !narrowed.object.required.contains(&property) {
                narrowed.object.required.push(property.clone());
            }
            narrowed.object.properties.insert(property, new);
        }
        Node::Made(Rc::new(narrowed))
    }

    /// What becomes of a discriminator's property where only these values stand in it.
    fn tag_property(&mut self, old: SchemaId, tags: &[String]) -> SchemaId {
        let schema = self.effective(old);
        let text = matches!(schema.types[..], [] | [SchemaType::String]);
        let listed = schema.values.is_some();
        if !text || schema.nullable || tags.is_empty() || tags.len() > 1 && listed {
            return old;
        }
        let values = tags.iter().map(|tag| tag.as_str().into()).collect();
        let mut new = Schema {
            place: schema.place.clone(),
            description: schema.description.clone(),
            types: vec![SchemaType::String],
            ..Schema::default()
        };
        if tags.len() == 1 {
            new.values = Some(values);
        } else {
            // By itself, the component may have others.
            new.extensions.insert("x-extensible-enum".to_owned(), serde_json::Value::Array(values));
        }
        let new = self.make(new);
        if tags.len() == 1 {
            self.always.insert(new);
        }
        new
    }
}

/// The values of each property that mean a component.
pub(super) type Tags = IndexMap<String, Vec<String>>;
