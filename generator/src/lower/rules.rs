//! Constraints beyond a type, copied to the place where they hold.

use super::arena::Lowering;
use super::scalars::is_unsigned;
use crate::ir::types::{External, Rules, Scalar, Shape, StandsFor, TypeId};
use crate::spec::schema::Schema;

impl Lowering<'_> {
    /// What must hold for values of a schema, as far as the type does not say it itself.
    pub(super) fn rules(&self, schema: &Schema, ty: TypeId) -> Option<Rules> {
        let rules = match &self.ty(ty).shape {
            Shape::Scalar(scalar) => of_scalar(schema, *scalar),
            Shape::List(items) => Rules {
                min_items: schema.array.min_items.filter(|&least| least > 0),
                max_items: schema.array.max_items,
                unique_items: schema.array.unique_items,
                items: items.rules.clone().map(Box::new),
                ..Rules::default()
            },
            Shape::Map(values) => {
                Rules { items: values.rules.clone().map(Box::new), ..of_object(schema).unwrap_or_default() }
            }
            _ => return None,
        };
        rules.is_some().then_some(rules)
    }
}

/// How many properties an object may have.
pub(super) fn of_object(schema: &Schema) -> Option<Rules> {
    let rules = Rules {
        min_properties: schema.object.min_properties.filter(|&least| least > 0),
        max_properties: schema.object.max_properties,
        ..Rules::default()
    };
    rules.is_some().then_some(rules)
}

/// What must hold for a scalar.
pub(super) fn of_scalar(schema: &Schema, scalar: Scalar) -> Rules {
    match scalar {
        Scalar::String | Scalar::Secret => Rules {
            min_length: schema.string.min_length.filter(|&least| least > 0),
            max_length: schema.string.max_length,
            pattern: schema.string.pattern.clone(),
            ..Rules::default()
        },
        Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F32 | Scalar::F64 | Scalar::Number => {
            let told =
                |bound: &serde_json::Number| is_unsigned(scalar) && bound.as_f64().is_some_and(|bound| bound <= 0.0);
            Rules {
                minimum: schema.number.minimum.clone().filter(|bound| !told(bound)),
                maximum: schema.number.maximum.clone(),
                exclusive_minimum: schema.number.exclusive_minimum.clone(),
                exclusive_maximum: schema.number.exclusive_maximum.clone(),
                multiple_of: schema.number.multiple_of.clone(),
                ..Rules::default()
            }
        }
        // A type of the user's may make something of all of them.
        Scalar::External(External { stands_for: StandsFor::FormatOfString, .. }) => of_scalar(schema, Scalar::String),
        Scalar::External(External { stands_for: StandsFor::FormatOfNumber | StandsFor::Decimal, .. }) => {
            of_scalar(schema, Scalar::Number)
        }
        _ => Rules::default(),
    }
}
