//! Arrays, tuples and maps.

use super::arena::Lowering;
use super::hint::Hint;
use super::shapes;
use crate::ir::types::{Rest, Shape, Slot, Tuple};
use crate::spec::schema::{Additional, Schema, SchemaId};

impl Lowering<'_> {
    /// Whether an array has so many items as it has places.
    pub(super) fn is_tuple(&mut self, schema: &Schema) -> bool {
        let array = &schema.array;
        let places = array.prefix.len() as u64;
        let closed = array.max_items.is_some_and(|most| most <= places)
            || array.items.is_some_and(|items| self.schema(items).never);
        // What may be shorter or longer than its places is a list, whose places are checked.
        closed && array.min_items.is_some_and(|least| least >= places) && (2..=8).contains(&places)
    }

    pub(super) fn list(&mut self, schema: &Schema, hint: &Hint) -> Shape {
        let array = &schema.array;
        let items = array.items.filter(|&items| !self.schema(items).never);
        if array.prefix.is_empty() {
            return Shape::List(self.slot_or_any(items, &hint.item()));
        }
        let places = array.prefix.len() as u64;
        let open = array.items.is_none() && array.max_items.is_none_or(|most| most > places);
        let mut members = array.prefix.clone();
        members.extend(items);
        members.dedup();
        if open || members.iter().any(|&member| shapes::is_annotation(&self.schema(member))) {
            return Shape::List(self.slot_or_any(None, &hint.item()));
        }
        let union = match members[..] {
            [one] => one,
            _ => self.make(Schema { place: schema.place.clone(), any_of: members, ..Schema::default() }),
        };
        Shape::List(self.slot(union, &hint.item()))
    }

    pub(super) fn tuple(&mut self, schema: &Schema, hint: &Hint) -> Shape {
        let mut items = Vec::new();
        for (index, &place) in schema.array.prefix.iter().enumerate() {
            items.push(self.plain_slot(place, &hint.part(&format!("part {}", index + 1))));
        }
        Shape::Tuple(Tuple { items })
    }

    pub(super) fn map(&mut self, schema: &Schema, hint: &Hint) -> Shape {
        let values = match self.others(schema) {
            Others::Of(id) => Some(id),
            Others::Any | Others::Unsaid | Others::Forbidden => None,
        };
        Shape::Map(self.slot_or_any(values, &hint.item()))
    }

    /// What stands beside the named properties of an object.
    ///
    /// `keeps`: whether something is asked of them although nothing is said of them.
    pub(super) fn rest(&mut self, schema: &Schema, hint: &Hint, taken: &[&str], keeps: bool) -> Rest {
        let values = match self.others(schema) {
            Others::Unsaid if keeps => None,
            Others::Unsaid => return Rest::Ignored,
            Others::Forbidden => return Rest::Forbidden,
            Others::Any => None,
            Others::Of(id) => Some(id),
        };
        let slot = self.slot_or_any(values, &hint.part("additional"));
        let field = super::names::free(
            &["additional", "additional_properties", "other_properties"],
            super::names::Case::Snake,
            |name| taken.contains(&name),
        );
        Rest::Kept(crate::ir::name::Name { wire: String::new(), rust: field }, slot)
    }

    fn slot_or_any(&mut self, id: Option<SchemaId>, hint: &Hint) -> Slot {
        match id {
            Some(id) => self.slot(id, hint),
            None => Slot { ty: self.any(), nullable: false, rules: None },
        }
    }

    fn others(&mut self, schema: &Schema) -> Others {
        let object = &schema.object;
        if !object.patterns.is_empty() {
            let mut values: Vec<SchemaId> = object.patterns.values().copied().collect();
            values.dedup();
            let every = object.patterns.keys().all(|pattern| matches_all(pattern));
            return match (&values[..], object.additional) {
                ([one], Additional::Forbidden) if !self.schema(*one).never => Others::Of(*one),
                ([one], Additional::Unsaid) if every => Others::Of(*one),
                _ => Others::Any,
            };
        }
        match object.additional {
            // What is of no named property may be one that another schema speaks of.
            Additional::Unsaid if schema.lossy || object.unevaluated.is_some() => Others::Any,
            Additional::Unsaid => Others::Unsaid,
            Additional::Any => Others::Any,
            Additional::Forbidden => Others::Forbidden,
            Additional::Schema(id) => Others::Of(id),
        }
    }
}

/// Whether a pattern matches every name, which some write to say what `additionalProperties` says.
fn matches_all(pattern: &str) -> bool {
    matches!(pattern, "" | "^" | ".*" | ".+" | "^.*" | "^.+" | "^.*$" | "^.+$")
}

enum Others {
    Unsaid,
    Forbidden,
    Any,
    Of(SchemaId),
}
