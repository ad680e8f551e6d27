//! Defaults, as far as they are values of their type.

use serde_json::{Number, Value};

use super::arena::Lowering;
use super::scalars::range;
use crate::diag::Code;
use crate::ir::format::embedded;
use crate::ir::types::{Choice, ChoiceValues, Digits, Scalar, Shape, Slot, TimeFormat, TypeId};
use crate::spec::schema::SchemaId;

impl Lowering<'_> {
    /// The default of a schema, if it fits where it stands. Null is what an absent value is anyway.
    pub(super) fn default(&mut self, id: SchemaId, slot: &Slot) -> Option<Value> {
        let (value, place) = self.default_of(id)?;
        // An event that comes has data.
        if value.is_null() || embedded(&self.types, slot.ty).is_some() {
            return None;
        }
        let meant = self.meant(slot.ty, &value);
        match self.fits(slot.ty, meant.as_ref().unwrap_or(&value), 0) {
            Fit::Yes | Fit::Maybe => Some(meant.unwrap_or(value)),
            Fit::No => {
                let message = format!("the default `{}` is not a value of this schema", brief(&value));
                self.say(Code::InvalidDefault, place.as_ref(), message);
                None
            }
        }
    }

    /// What a default means that is written as a value of another type: `'20'` for a number, `true` for a string.
    fn meant(&self, ty: TypeId, value: &Value) -> Option<Value> {
        let ty = self.ty(self.unaliased(ty));
        let scalar = match &ty.shape {
            Shape::Scalar(Scalar::Quoted(_)) if value.is_string() => return None,
            Shape::Scalar(Scalar::Quoted(_)) | Shape::Choice(Choice { values: ChoiceValues::Strings(_), .. }) => {
                Scalar::String
            }
            Shape::Scalar(scalar) => *scalar,
            Shape::Choice(Choice { values: ChoiceValues::Integers(_), .. }) => Scalar::I64,
            Shape::Newtype(newtype) => return self.meant(newtype.slot.ty, value),
            _ => return None,
        };
        match value {
            Value::String(text) => match scalar {
                Scalar::Bool => text.parse().ok().map(Value::Bool),
                Scalar::F32 | Scalar::F64 | Scalar::Number => text.parse().ok().map(Value::Number),
                scalar if scalar.is_integer() => text.parse().ok().map(Value::Number),
                _ => None,
            },
            // A fraction may have been written in several ways.
            Value::Bool(_) | Value::Number(_) if scalar.is_text() && !value.is_f64() => {
                Some(Value::String(value.to_string()))
            }
            _ => None,
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
                Scalar::Quoted(Digits::Number) => {
                    yes(value.as_str().is_some_and(|text| text.parse::<Number>().is_ok()))
                }
                Scalar::Quoted(digits) => {
                    let number = value.as_str().and_then(|text| text.parse().ok());
                    yes(number.is_some_and(|number| holds(digits.scalar(), number)))
                }
                Scalar::Char => yes(value.as_str().is_some_and(|text| text.chars().count() == 1)),
                Scalar::DateTime(TimeFormat::UnixSeconds | TimeFormat::UnixTime | TimeFormat::UnixMilliseconds) => {
                    yes(value.is_number()).min(Fit::Maybe)
                }
                scalar if scalar.is_integer() => yes(integer(value).is_some_and(|value| holds(*scalar, value))),
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

/// Whether an integer has a value.
fn holds(scalar: Scalar, value: i128) -> bool {
    range(scalar).is_some_and(|(low, high)| (low..=high).contains(&value))
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
