//! JSON values of the types that the generator sees in a document.

use std::collections::BTreeMap;

use fastrand::Rng;
use specwright::ir::format::embedded;
use specwright::ir::types::{
    Access, Choice, ChoiceValues, ConstantValue, Record, Rest, Rules, Shape, Slot, TagWriter, TypeId, Types, Union,
    UnionTag,
};
use specwright_runtime::json::{Object, Value};
use specwright_runtime::xml::Element;

use crate::strings::{Place, Strings};
use crate::{assertions, scalars};

/// Deeper than this, only what must be there is made.
const DEEP: usize = 4;

/// Deeper than this, nothing is.
const DEEPEST: usize = 24;

/// How often a value is made that must hold more than its type says.
const TRIES: usize = 30;

/// In which direction a value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Request,
    Response,
}

/// How much is dared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Any value anywhere: what can't be written must be refused by the writer, and is made anew.
    Bold,
    /// Only what can be written at its place.
    Tame,
}

/// Makes values.
pub(crate) struct Sampler<'a> {
    pub(crate) types: &'a Types,
    /// What bodies are called in XML.
    pub(crate) elements: &'static [&'static Element],
    pub(crate) rng: Rng,
    pub(crate) direction: Direction,
    pub(crate) manner: Manner,
    /// Where its strings go.
    pub(crate) place: Place,
    pub(crate) strings: &'a mut Strings,
    /// Whether an empty list can be told from none.
    pub(crate) lists: Lists,
}

/// What lists may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lists {
    Any,
    /// A form says nothing of an empty one.
    NotEmpty,
}

impl Sampler<'_> {
    /// A value for a place; none where none was found.
    pub(crate) fn slot(&mut self, slot: &Slot, depth: usize) -> Option<Value> {
        if let Some(held) = embedded(&self.types.all, slot.ty) {
            return self.slot(&Slot { ty: held, ..slot.clone() }, depth).map(|value| Value::from(value.to_string()));
        }
        if slot.nullable && self.place == Place::Anywhere && self.rng.u8(..8) == 0 {
            return Some(Value::Null);
        }
        let tries = if slot.rules.as_ref().is_some_and(|rules| !rules.also.is_empty()) { TRIES } else { 1 };
        let mut values = (0..tries).filter_map(|_| self.ty(slot.ty, slot.rules.as_ref(), depth));
        let value = values.find(|value| assertions::all_hold(slot.rules.as_ref(), value));
        value.or_else(|| (slot.nullable && self.place == Place::Anywhere).then_some(Value::Null))
    }

    /// A value of a type.
    pub(crate) fn ty(&mut self, ty: TypeId, rules: Option<&Rules>, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        let types = self.types;
        match &types.get(ty).shape {
            Shape::Scalar(scalar) => scalars::make(*scalar, rules, self),
            Shape::Record(record) => {
                let rules = record.rules.as_ref();
                let tries = if rules.is_some() { TRIES } else { 1 };
                let mut values = (0..tries).filter_map(|_| self.record(record, depth));
                values.find(|value| assertions::all_hold(rules, value))
            }
            Shape::Choice(choice) if self.rng.u8(..8) == 0 && self.may_be_other(choice) => self.other(choice),
            Shape::Choice(choice) => match &choice.values {
                ChoiceValues::Strings(members) => Some(Value::from(self.rng.choice(members)?.value.clone())),
                ChoiceValues::Integers(members) => Some(Value::from(self.rng.choice(members)?.value)),
            },
            Shape::Union(union) => self.union(union, depth),
            Shape::List(items) => self.list(items, rules, depth),
            Shape::Tuple(tuple) => {
                tuple.items.iter().map(|item| self.slot(item, depth + 1)).collect::<Option<Vec<_>>>().map(Value::from)
            }
            Shape::Map(values) => self.map(values, rules, depth),
            Shape::Newtype(newtype) => self.slot(&newtype.slot, depth),
            Shape::Alias(other) => self.ty(*other, rules, depth),
            Shape::Any => self.any(),
            #[expect(unreachable_patterns, reason = "kinds that are not known here are not made")]
            _ => None,
        }
    }

    /// Whether a value that is not listed passes: a client takes what a later server may say.
    fn may_be_other(&self, choice: &Choice) -> bool {
        choice.open || self.direction == Direction::Response
    }

    fn other(&mut self, choice: &Choice) -> Option<Value> {
        match &choice.values {
            ChoiceValues::Strings(_) => self.strings.make(&mut self.rng, None, self.place).map(Value::from),
            ChoiceValues::Integers(_) => Some(Value::from(self.rng.i64(..))),
        }
    }

    fn record(&mut self, record: &Record, depth: usize) -> Option<Value> {
        let mut object = Object::new();
        for constant in &record.constants {
            if constant.required || self.rng.bool() {
                object.insert(constant.name.wire.clone(), constant_value(&constant.value));
            }
        }
        for field in &record.fields {
            let hidden = match self.direction {
                Direction::Request => field.access == Access::ReadOnly,
                Direction::Response => field.access == Access::WriteOnly,
            };
            let wanted = field.required || depth < DEEP && self.rng.u8(..3) > 0;
            if hidden || !wanted {
                continue;
            }
            match self.slot(&field.slot, depth + 1) {
                Some(value) => {
                    object.insert(field.name.wire.clone(), value);
                }
                None if field.required => return None,
                None => {}
            }
        }
        if let Rest::Kept(_, slot) = &record.rest
            && depth < DEEP
        {
            // In their order, as maps are written.
            let mut rest = BTreeMap::new();
            for _ in 0..self.rng.usize(..3) {
                let name = format!("x{}", self.rng.u16(..));
                if let Some(value) = self.slot(slot, depth + 1) {
                    rest.insert(name, value);
                }
            }
            rest.retain(|name, _| !object.contains_key(name));
            object.extend(rest);
        }
        let (least, most) =
            record.rules.as_ref().map_or((0, None), |rules| (rules.min_properties.unwrap_or(0), rules.max_properties));
        let count = object.len() as u64;
        (count >= least && most.is_none_or(|most| count <= most)).then_some(Value::from(object))
    }

    fn union(&mut self, union: &Union, depth: usize) -> Option<Value> {
        let start = if depth < DEEP { self.rng.usize(..union.variants.len().max(1)) } else { 0 };
        let variants = union.variants.iter().cycle().skip(start).take(union.variants.len());
        for variant in variants {
            let Some(mut value) = self.slot(&variant.slot, depth + 1) else { continue };
            if let (UnionTag::Discriminator(property), Some(tag)) = (&union.tag, self.rng.choice(&variant.tags))
                && let Value::Object(members) = &mut value
            {
                let said = members.get(property).and_then(Value::as_str);
                let names_itself = said.is_some_and(|said| variant.tags.iter().any(|tag| tag == said));
                if variant.writer == TagWriter::Union || !names_itself {
                    members.insert(property.clone(), Value::from(tag.clone()));
                }
            }
            return Some(value);
        }
        None
    }

    fn list(&mut self, items: &Slot, rules: Option<&Rules>, depth: usize) -> Option<Value> {
        let least = rules.and_then(|rules| rules.min_items).unwrap_or(0);
        let least = if self.lists == Lists::NotEmpty { least.max(1) } else { least };
        let most = rules.and_then(|rules| rules.max_items).unwrap_or(u64::MAX);
        let wanted = if depth < DEEP { least + self.rng.u64(..4) } else { least };
        let wanted = wanted.min(most).min(200);
        let unique = rules.is_some_and(|rules| rules.unique_items);
        let mut list: Vec<Value> = Vec::new();
        let mut tries = 0;
        while (list.len() as u64) < wanted && tries < wanted * 4 {
            tries += 1;
            if let Some(item) = self.slot(items, depth + 1)
                && !(unique && list.contains(&item))
            {
                list.push(item);
            }
        }
        (list.len() as u64 >= least).then_some(Value::from(list))
    }

    fn map(&mut self, values: &Slot, rules: Option<&Rules>, depth: usize) -> Option<Value> {
        let least = rules.and_then(|rules| rules.min_properties).unwrap_or(0);
        let most = rules.and_then(|rules| rules.max_properties).unwrap_or(u64::MAX);
        let wanted = if depth < DEEP { least + self.rng.u64(..3) } else { least };
        let mut object = Object::new();
        for _ in 0..wanted.min(most).min(100) {
            let name = match self.place {
                Place::Anywhere if self.rng.u8(..4) == 0 => self.strings.make(&mut self.rng, None, Place::Anywhere)?,
                _ => format!("k{}", self.rng.u16(..)),
            };
            if let Some(value) = self.slot(values, depth + 1) {
                object.insert(name, value);
            }
        }
        object.sort_keys();
        (object.len() as u64 >= least).then_some(Value::from(object))
    }

    fn any(&mut self) -> Option<Value> {
        let text = self.strings.make(&mut self.rng, None, self.place)?;
        Some(match self.rng.u8(..6) {
            0 => Value::from(self.rng.bool()),
            1 => Value::from(self.rng.i64(..)),
            2 if self.place == Place::Anywhere => Value::from(vec![Value::Null, Value::from(text)]),
            3 if self.place == Place::Anywhere => Value::from(Object::from_iter([("k".to_owned(), Value::from(text))])),
            _ => Value::from(text),
        })
    }
}

pub(crate) fn constant_value(value: &ConstantValue) -> Value {
    match value {
        ConstantValue::String(text) => Value::from(text.clone()),
        ConstantValue::Boolean(value) => Value::from(*value),
        ConstantValue::Integer(value) => Value::from(*value),
    }
}
