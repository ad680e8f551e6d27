//! Arrays, tuples and maps.

use super::arena::{Hint, Lowering};
use crate::diag::Code;
use crate::ir::types::{Rest, Shape, Slot, Tuple};
use crate::spec::schema::{Additional, Schema, SchemaId};

impl Lowering<'_> {
    /// Whether an array has so many items as it has places.
    pub(super) fn is_tuple(&mut self, schema: &Schema) -> bool {
        let array = &schema.array;
        let places = array.prefix.len() as u64;
        let closed = array.max_items.is_some_and(|most| most <= places)
            || array.items.is_some_and(|items| self.schema(items).never);
        let full = array.min_items.is_some_and(|least| least >= places);
        // What may be shorter or longer than its places is a list that says so; a tuple can't.
        let is_tuple =
            (closed && full || array.items.is_none() && array.max_items.is_none()) && (2..=8).contains(&places);
        if !is_tuple {
            self.say(
                Code::Degraded,
                schema.place.as_ref(),
                "an array of places that may be missing, or may be followed by others, is taken as a list",
            );
        }
        is_tuple
    }

    pub(super) fn list(&mut self, schema: &Schema, hint: &Hint) -> Shape {
        let array = &schema.array;
        let items = array.items.filter(|&items| !self.schema(items).never);
        if array.prefix.is_empty() {
            return Shape::List(self.slot_or_any(items, &hint.item()));
        }
        let mut members = array.prefix.clone();
        members.extend(items);
        members.dedup();
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
    pub(super) fn rest(&mut self, schema: &Schema, hint: &Hint, taken: &[&str]) -> Rest {
        let values = match self.others(schema) {
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
            self.say(
                Code::Degraded,
                schema.place.as_ref(),
                "the names that `patternProperties` asks for are not checked",
            );
            let mut values: Vec<SchemaId> = object.patterns.values().copied().collect();
            values.dedup();
            return match (&values[..], object.additional) {
                ([one], Additional::Unsaid | Additional::Forbidden) => Others::Of(*one),
                _ => Others::Any,
            };
        }
        match object.additional {
            Additional::Unsaid => Others::Unsaid,
            Additional::Any => Others::Any,
            Additional::Forbidden => Others::Forbidden,
            Additional::Schema(id) => Others::Of(id),
        }
    }
}

enum Others {
    Unsaid,
    Forbidden,
    Any,
    Of(SchemaId),
}
