//! Constraints beyond a type, copied to the place where they hold.

use serde_json::Number;

use super::arena::Lowering;
use super::assertions::Typed;
use super::scalars::{is_unsigned, range};
use crate::ir::types::{External, Rules, Scalar, Shape, StandsFor, TextFormat, TimeFormat, TypeId};
use crate::spec::schema::{Schema, SchemaType};

impl Lowering<'_> {
    /// What must hold for values of a schema, as far as the type does not say it itself.
    pub(super) fn rules(&mut self, schema: &Schema, ty: TypeId) -> Option<Rules> {
        let mut rules = match &self.ty(ty).shape {
            Shape::Scalar(scalar) => of_scalar(schema, *scalar),
            Shape::List(items) => Rules { items: items.rules.clone().map(Box::new), ..of_array(schema) },
            Shape::Tuple(tuple) => {
                let places: Vec<Rules> =
                    tuple.items.iter().map(|place| place.rules.clone().unwrap_or_default()).collect();
                let any = places.iter().any(Rules::is_some);
                Rules { places: if any { places } else { Vec::new() }, ..Rules::default() }
            }
            Shape::Map(values) => Rules { items: values.rules.clone().map(Box::new), ..of_object(schema) },
            Shape::Any => Rules::default(),
            _ => return None,
        };
        let typed = if Some(ty) == self.any { Typed::Any } else { Typed::of(&self.ty(ty).shape) };
        rules.also = self.assertions(schema, typed);
        rules.is_some().then_some(rules)
    }
}

/// How many items an array may have.
fn of_array(schema: &Schema) -> Rules {
    Rules {
        min_items: schema.array.min_items.filter(|&least| least > 0),
        max_items: schema.array.max_items,
        unique_items: schema.array.unique_items,
        ..Rules::default()
    }
}

/// How many properties an object may have.
pub(super) fn of_object(schema: &Schema) -> Rules {
    Rules {
        min_properties: schema.object.min_properties.filter(|&least| least > 0),
        max_properties: schema.object.max_properties,
        ..Rules::default()
    }
}

/// What must hold for a scalar.
pub(super) fn of_scalar(schema: &Schema, scalar: Scalar) -> Rules {
    match scalar {
        Scalar::String => Rules { format: schema.format.as_deref().and_then(TextFormat::named), ..of_string(schema) },
        scalar if scalar.is_text() => of_string(schema),
        // The type holds any number.
        Scalar::Number if schema.types == [SchemaType::Integer] => {
            let rules = of_number(schema);
            Rules { multiple_of: rules.multiple_of.or_else(|| Some(Number::from(1))), ..rules }
        }
        Scalar::F32 | Scalar::F64 | Scalar::Number => of_number(schema),
        scalar if scalar.is_integer() => {
            let told =
                |bound: &serde_json::Number| is_unsigned(scalar) && bound.as_f64().is_some_and(|bound| bound <= 0.0);
            let rules = of_number(schema);
            let (minimum, maximum) = (rules.minimum.filter(|bound| !told(bound)), rules.maximum);
            // What the type holds anyway.
            let (low, high) = range(scalar).unwrap_or_default();
            let maximum = maximum.filter(|bound| whole(bound).is_none_or(|bound| bound < high));
            let minimum = minimum.filter(|bound| whole(bound).is_none_or(|bound| bound > low));
            Rules { minimum, maximum, ..rules }
        }
        Scalar::DateTime(time) | Scalar::External(External { stands_for: StandsFor::DateTime(time), .. }) => {
            of_time(schema, time)
        }
        // A type of the user's may make something of all of them.
        Scalar::External(External { stands_for: StandsFor::FormatOfString, .. }) => of_string(schema),
        Scalar::External(External { stands_for: StandsFor::FormatOfNumber | StandsFor::Decimal, .. }) => {
            of_scalar(schema, Scalar::Number)
        }
        _ => Rules::default(),
    }
}

fn whole(bound: &Number) -> Option<i128> {
    bound.as_i64().map(i128::from).or_else(|| bound.as_u64().map(i128::from))
}

/// The bounds of a point in time that is written as a number, in seconds.
fn of_time(schema: &Schema, time: TimeFormat) -> Rules {
    let scaled = |bound: Option<Number>| match time {
        TimeFormat::UnixMilliseconds => bound.and_then(|bound| match bound.as_i64() {
            Some(whole) if whole % 1000 == 0 => Some(Number::from(whole / 1000)),
            _ => Number::from_f64(bound.as_f64()? / 1000.0),
        }),
        _ => bound,
    };
    match time {
        TimeFormat::Rfc3339 | TimeFormat::Http => Rules::default(),
        TimeFormat::UnixSeconds | TimeFormat::UnixTime | TimeFormat::UnixMilliseconds => {
            let rules = of_number(schema);
            Rules {
                minimum: scaled(rules.minimum),
                maximum: scaled(rules.maximum),
                exclusive_minimum: scaled(rules.exclusive_minimum),
                exclusive_maximum: scaled(rules.exclusive_maximum),
                ..Rules::default()
            }
        }
    }
}

fn of_string(schema: &Schema) -> Rules {
    Rules {
        min_length: schema.string.min_length.filter(|&least| least > 0),
        max_length: schema.string.max_length,
        pattern: schema.string.pattern.clone(),
        ..Rules::default()
    }
}

fn of_number(schema: &Schema) -> Rules {
    Rules {
        minimum: schema.number.minimum.clone(),
        maximum: schema.number.maximum.clone(),
        exclusive_minimum: schema.number.exclusive_minimum.clone(),
        exclusive_maximum: schema.number.exclusive_maximum.clone(),
        multiple_of: schema.number.multiple_of.clone(),
        ..Rules::default()
    }
}

/// The bounds of a schema, whatever its type. Each means something to one kind of value only.
pub(super) fn bounds(schema: &Schema) -> Rules {
    let (object, array, string) = (of_object(schema), of_array(schema), of_string(schema));
    Rules {
        min_properties: object.min_properties,
        max_properties: object.max_properties,
        min_items: array.min_items,
        max_items: array.max_items,
        unique_items: array.unique_items,
        min_length: string.min_length,
        max_length: string.max_length,
        pattern: string.pattern,
        ..of_number(schema)
    }
}
