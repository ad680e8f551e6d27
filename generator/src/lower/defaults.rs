//! Defaults, as far as they are values of their type.

use serde_json::Value;

use super::arena::Lowering;
use crate::diag::Code;
use crate::ir::types::{ChoiceValues, Scalar, Shape, Slot, TypeId};
use crate::spec::schema::SchemaId;

impl Lowering<'_> {
    /// The default of a schema, if it fits where it stands. Null is what an absent value is anyway.
    pub(super) fn default(&mut self, id: SchemaId, slot: &Slot) -> Option<Value> {
        let (value, place) = self.default_of(id)?;
        if value.is_null() {
            return None;
        }
        match self.fits(slot.ty, &value, 0) {
            Fit::Yes | Fit::Maybe => Some(value),
            Fit::No => {
                let message = format!("the default `{}` is not a value of this schema", brief(&value));
                self.say(Code::InvalidDefault, place.as_ref(), message);
                None
            }
        }
    }

    fn default_of(&mut self, id: SchemaId) -> Option<(Value, Option<crate::diag::Place>)> {
        let mut id = id;
        for _ in 0..32 {
            let schema = self.schema(id);
            if let Some(value) = &schema.default {
                return Some((value.clone(), schema.place.clone()));
            }
            let part = schema.reference.or(match schema.all_of[..] {
                [one] => Some(one),
                _ => None,
            })?;
            id = part;
        }
        None
    }

    fn fits(&self, ty: TypeId, value: &Value, depth: usize) -> Fit {
        if depth > 8 {
            return Fit::Maybe;
        }
        let yes = |fits: bool| if fits { Fit::Yes } else { Fit::No };
        match &self.ty(self.unaliased(ty)).shape {
            Shape::Scalar(scalar) => match scalar {
                Scalar::String => yes(value.is_string()),
                Scalar::Bool => yes(value.is_boolean()),
                Scalar::I32 => yes(integer(value).is_some_and(|value| i32::try_from(value).is_ok())),
                Scalar::I64 => yes(integer(value).is_some_and(|value| i64::try_from(value).is_ok())),
                Scalar::U32 => yes(integer(value).is_some_and(|value| u32::try_from(value).is_ok())),
                Scalar::U64 => yes(integer(value).is_some_and(|value| u64::try_from(value).is_ok())),
                Scalar::F32 | Scalar::F64 => yes(value.as_f64().is_some_and(f64::is_finite)),
                Scalar::Number if !value.is_number() => Fit::No,
                Scalar::Null => Fit::No,
                Scalar::External(_) => Fit::Maybe,
                _ if !value.is_string() && *scalar != Scalar::Number => Fit::No,
                _ => Fit::Maybe,
            },
            Shape::Choice(choice) => match &choice.values {
                ChoiceValues::Strings(members) => yes(choice.open && value.is_string()
                    || members.iter().any(|member| Some(member.value.as_str()) == value.as_str())),
                ChoiceValues::Integers(members) => {
                    yes(members.iter().any(|member| Some(i128::from(member.value)) == integer(value)))
                }
            },
            Shape::List(items) => match value.as_array() {
                Some(values) => {
                    values.iter().map(|value| self.fits(items.ty, value, depth + 1)).min().unwrap_or(Fit::Yes)
                }
                None => Fit::No,
            },
            Shape::Newtype(newtype) => self.fits(newtype.slot.ty, value, depth + 1).min(Fit::Maybe),
            Shape::Record(_) | Shape::Map(_) if !value.is_object() => Fit::No,
            Shape::Tuple(_) if !value.is_array() => Fit::No,
            _ => Fit::Maybe,
        }
    }
}

/// Whether a default is a value of a type. Ordered: the worst item decides for a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    No,
    /// It looks like one; whether it is depends on its format.
    Maybe,
    Yes,
}

/// A number without a fraction; `1.0` is one (JSON Schema Core, 4.2.3).
fn integer(value: &Value) -> Option<i128> {
    let number = value.as_number()?;
    if let Some(number) = number.as_i64() {
        return Some(number.into());
    }
    if let Some(number) = number.as_u64() {
        return Some(number.into());
    }
    None
}

fn brief(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}..", &text[..end]),
        None => text,
    }
}
