//! `anyOf` of objects written in place: one record with the properties of all.
//!
//! ```yaml
//! anyOf: [{ required: [email], properties: { email: {} } }, { required: [phone], properties: { phone: {} } }]
//! ```
//! A value may be several of these at once, and often is: so it is not one of two types, but one with an `email`, a
//! `phone`, or both. That it has at least one of them is checked. Components keep their types, in a union.

use super::arena::Lowering;
use super::shapes::{implied_type, is_annotation, keyword_type};
use crate::spec::schema::{Additional, Check, Schema, SchemaId, SchemaType};

/// More alternatives than this are no mixture: their record would say nothing.
const MOST: usize = 16;

/// Whether a schema may be a mixture, at first sight.
pub(super) fn is_candidate(schema: &Schema) -> bool {
    (2..=MOST).contains(&schema.any_of.len())
        && schema.one_of.is_empty()
        && schema.discriminator.is_none()
        && schema.values.is_none()
        && !schema.lossy
        && schema.object.unevaluated.is_none()
        && matches!(schema.types[..], [] | [SchemaType::Object])
}

impl Lowering<'_> {
    /// The record that a schema with `anyOf` is, its parts already merged; none if it is no mixture.
    pub(super) fn mixed(&mut self, schema: &Schema) -> Option<Schema> {
        if !is_candidate(schema) {
            return None;
        }
        let members: Vec<SchemaId> = schema.any_of.iter().copied().filter(|&member| !self.is_null(member)).collect();
        if members.len() < 2 {
            return None;
        }
        let mut mixed = Schema { types: vec![SchemaType::Object], any_of: Vec::new(), ..schema.clone() };
        let mut sets: Vec<Vec<String>> = Vec::new();
        let mut has_properties = false;
        for &member in &members {
            let target = self.target(member);
            if self.components.contains_key(&target) {
                return None;
            }
            let own = self.effective(target);
            if !is_plain_object(&own, matches!(schema.types[..], [SchemaType::Object])) {
                return None;
            }
            has_properties |= !own.object.properties.is_empty();
            for (name, &property) in &own.object.properties {
                let same = match mixed.object.properties.get(name) {
                    None => mixed.object.properties.insert(name.clone(), property).is_none(),
                    Some(&known) => is_annotation(&self.schema(property)) || self.is_alike(known, property, 0),
                };
                if !same {
                    return None;
                }
            }
            if own.object.additional == Additional::Any && mixed.object.additional == Additional::Unsaid {
                mixed.object.additional = Additional::Any;
            }
            sets.push(own.object.required.clone());
        }
        // What only asks for properties, or is told apart by a constant, is dealt with elsewhere.
        if !has_properties || self.implied_tag(&members).is_some() {
            return None;
        }
        let (first, others) = sets.split_first()?;
        for name in first {
            if others.iter().all(|set| set.contains(name)) && !mixed.object.required.contains(name) {
                mixed.object.required.push(name.clone());
            }
        }
        for set in &mut sets {
            set.retain(|name| !mixed.object.required.contains(name));
        }
        let known = |name: &String| mixed.object.properties.contains_key(name);
        if sets.iter().all(|set| !set.is_empty() && set.iter().all(known)) {
            mixed.checks.push(Check::AnyRequired(sets));
        }
        Some(mixed)
    }

    /// Whether two schemas say the same, words aside.
    fn is_alike(&mut self, one: SchemaId, other: SchemaId, depth: usize) -> bool {
        let (one, other) = (self.target(one), self.target(other));
        if one == other {
            return true;
        }
        if depth > 4 || self.components.contains_key(&one) || self.components.contains_key(&other) {
            return false;
        }
        let (one, other) = (self.effective(one), self.effective(other));
        let plain = |schema: &Schema| {
            let object = &schema.object;
            schema.one_of.is_empty()
                && schema.any_of.is_empty()
                && schema.not.is_none()
                && schema.checks.is_empty()
                && schema.array.prefix.is_empty()
                && object.properties.is_empty()
                && object.patterns.is_empty()
                && object.additional == Additional::Unsaid
        };
        let items = match (one.array.items, other.array.items) {
            (Some(one), Some(other)) => self.is_alike(one, other, depth + 1),
            (one, other) => one == other,
        };
        items
            && plain(&one)
            && plain(&other)
            && one.types == other.types
            && one.nullable == other.nullable
            && one.format == other.format
            && one.values == other.values
            && one.string == other.string
            && one.number == other.number
            && one.access == other.access
    }
}

/// `beside`: whether what stands beside it says that it is an object.
fn is_plain_object(schema: &Schema, beside: bool) -> bool {
    let is_object = match schema.types[..] {
        [SchemaType::Object] => true,
        [] if beside => keyword_type(schema) == Some(SchemaType::Object),
        [] => implied_type(schema) == Some(SchemaType::Object),
        _ => false,
    };
    let object = &schema.object;
    is_object
        && !schema.never
        && schema.values.is_none()
        && schema.not.is_none()
        && schema.checks.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && object.patterns.is_empty()
        && object.min_properties.is_none()
        && object.max_properties.is_none()
        && matches!(object.additional, Additional::Unsaid | Additional::Any)
}
