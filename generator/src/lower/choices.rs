//! `enum` and `const`.

use serde_json::Value;

use super::arena::Lowering;
use super::docs;
use super::names::{self, Case};
use super::shapes::Kind;
use super::unions::UnionPlan;
use crate::diag::Code;
use crate::ir::types::{Choice, ChoiceValues, Docs, Member, Scalar, Shape};
use crate::spec::schema::{Schema, SchemaId, SchemaType};

/// The values of a choice, before they have names.
#[derive(Debug, Clone)]
pub(super) struct ChoicePlan {
    pub values: PlannedValues,
    /// Whether other values are valid too.
    pub open: bool,
}

#[derive(Debug, Clone)]
pub(super) enum PlannedValues {
    Strings(Vec<Planned<String>>),
    Integers(Vec<Planned<i64>>),
}

/// A value with what the document calls it.
#[derive(Debug, Clone)]
pub(super) struct Planned<T> {
    pub value: T,
    pub name: Option<String>,
    pub docs: Docs,
}

impl Lowering<'_> {
    /// What a schema with `enum` becomes; none if the `enum` is not worth a look.
    pub(super) fn choice_kind(&mut self, id: SchemaId, schema: &Schema) -> Option<Kind> {
        let extensible = schema.extensions.get("x-extensible-enum").and_then(Value::as_array);
        let all = schema.values.as_ref().or(extensible)?;
        let open = is_open(schema);
        let place = schema.place.clone();
        let mut values: Vec<(usize, Value)> = Vec::new();
        for (index, value) in all.iter().enumerate() {
            let value = self.coerced(schema, value);
            if !value.is_null() && !values.iter().any(|(_, other)| *other == value) {
                values.push((index, value));
            }
        }
        if values.is_empty() {
            if all.iter().any(Value::is_null) {
                return Some(Kind::Scalar(Scalar::Null));
            }
            self.say(Code::Degraded, place.as_ref(), "an `enum` without values allows nothing; it is not read");
            return None;
        }
        if values.iter().all(|(_, value)| value.is_string()) {
            return Some(Kind::Choice(ChoicePlan {
                values: PlannedValues::Strings(Self::planned(schema, &values, |value| {
                    value.as_str().map(str::to_owned)
                })),
                open,
            }));
        }
        if values.iter().all(|(_, value)| value.is_boolean()) {
            return Some(Kind::Scalar(Scalar::Bool));
        }
        if values.iter().all(|(_, value)| value.as_i64().is_some()) {
            return Some(Kind::Choice(ChoicePlan {
                values: PlannedValues::Integers(Self::planned(schema, &values, Value::as_i64)),
                open,
            }));
        }
        if values.iter().all(|(_, value)| value.is_number()) {
            if schema.types == [SchemaType::Integer] {
                let unsigned = values.iter().all(|(_, value)| value.is_u64());
                return Some(Kind::Scalar(if unsigned { Scalar::U64 } else { Scalar::Number }));
            }
            return Some(Kind::Scalar(self.scalar_of(id, schema, SchemaType::Number)));
        }
        if values.iter().any(|(_, value)| value.is_array() || value.is_object()) {
            return None;
        }
        // Values of several types: a union of one choice for each.
        let mut members = Vec::new();
        for ty in [SchemaType::String, SchemaType::Integer, SchemaType::Number, SchemaType::Boolean] {
            let of_type: Vec<Value> =
                values.iter().map(|(_, value)| value).filter(|value| type_of(value) == Some(ty)).cloned().collect();
            if !of_type.is_empty() {
                let member =
                    Schema { place: place.clone(), types: vec![ty], values: Some(of_type), ..Schema::default() };
                members.push(self.make(member));
            }
        }
        Some(Kind::Union(UnionPlan::untagged(members)))
    }

    /// A value as the type wants it: YAML reads `yes` and `404` as something else than what an `enum` of strings means.
    pub(super) fn coerced(&mut self, schema: &Schema, value: &Value) -> Value {
        let coerced = match (schema.types.as_slice(), value) {
            ([SchemaType::String], Value::Bool(_) | Value::Number(_)) => Value::String(value.to_string()),
            ([SchemaType::Integer], Value::String(text)) => match text.parse::<i64>() {
                Ok(number) => number.into(),
                Err(_) => return value.clone(),
            },
            ([SchemaType::Integer], Value::Number(number)) if number.is_f64() => match number.as_f64() {
                #[expect(clippy::cast_possible_truncation, reason = "checked to be a whole number of 53 bits")]
                Some(float) if float.fract() == 0.0 && float.abs() < 9e15 => return (float as i64).into(),
                _ => return value.clone(),
            },
            _ => return value.clone(),
        };
        self.say(
            Code::Degraded,
            schema.place.as_ref(),
            format!("the value `{value}` of `enum` is not of the type that is asked for; it is read as `{coerced}`"),
        );
        coerced
    }

    fn planned<T>(schema: &Schema, values: &[(usize, Value)], as_value: fn(&Value) -> Option<T>) -> Vec<Planned<T>> {
        values
            .iter()
            .filter_map(|(index, value)| {
                let (name, description) = described(schema, *index, value);
                Some(Planned { value: as_value(value)?, name, docs: docs::only(description.as_deref()) })
            })
            .collect()
    }

    /// Names the values of a choice.
    pub(super) fn choice(plan: ChoicePlan) -> Shape {
        let (values, taken) = match plan.values {
            PlannedValues::Strings(values) => {
                let (members, taken) = named(values, Clone::clone);
                (ChoiceValues::Strings(members), taken)
            }
            PlannedValues::Integers(values) => {
                let (members, taken) = named(values, i64::to_string);
                (ChoiceValues::Integers(members), taken)
            }
        };
        Shape::Choice(Choice { values, open: plan.open, unknown: unknown_variant(&taken) })
    }
}

/// Whether values that are not listed are valid too.
pub(super) fn is_open(schema: &Schema) -> bool {
    let as_string = schema.extensions.get("x-ms-enum").and_then(|extension| extension.get("modelAsString"));
    schema.extensions.get("x-extensible-enum").is_some_and(Value::is_array) || as_string == Some(&Value::Bool(true))
}

/// The variant for what is not listed.
pub(super) fn unknown_variant(taken: &[String]) -> String {
    names::free(&["Unknown", "Other", "Unlisted"], Case::Camel, |name| taken.iter().any(|other| other == name))
}

fn named<T>(values: Vec<Planned<T>>, text: fn(&T) -> String) -> (Vec<Member<T>>, Vec<String>) {
    let texts: Vec<String> =
        values.iter().map(|value| value.name.clone().unwrap_or_else(|| text(&value.value))).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let rust = names::scope(&texts, Case::Camel, &[]);
    let members = values
        .into_iter()
        .zip(&rust)
        .map(|(planned, rust)| Member { rust: rust.clone(), value: planned.value, docs: planned.docs })
        .collect();
    (members, rust)
}

/// The name and the words that `x-` keywords give a value.
fn described(schema: &Schema, index: usize, value: &Value) -> (Option<String>, Option<String>) {
    let extension = |names: &[&str]| {
        names.iter().find_map(|name| schema.extensions.get(*name)).and_then(|listed| match listed {
            Value::Array(items) => items.get(index).and_then(Value::as_str).map(str::to_owned),
            Value::Object(by_value) => {
                let key = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                by_value.get(&key).and_then(Value::as_str).map(str::to_owned)
            }
            _ => None,
        })
    };
    let mut name = extension(&["x-enum-varnames", "x-enumNames", "x-enum-names", "x-speakeasy-enums"]);
    let mut description = extension(&["x-enum-descriptions", "x-enumDescriptions"]);
    let listed =
        schema.extensions.get("x-ms-enum").and_then(|extension| extension.get("values")).and_then(Value::as_array);
    if let Some(entry) = listed.into_iter().flatten().find(|entry| entry.get("value") == Some(value)) {
        let text = |key: &str| entry.get(key).and_then(Value::as_str).map(str::to_owned);
        name = name.or_else(|| text("name"));
        description = description.or_else(|| text("description"));
    }
    (name.filter(|name| !name.trim().is_empty()), description)
}

fn type_of(value: &Value) -> Option<SchemaType> {
    match value {
        Value::String(_) => Some(SchemaType::String),
        Value::Bool(_) => Some(SchemaType::Boolean),
        Value::Number(number) if number.is_i64() => Some(SchemaType::Integer),
        Value::Number(_) => Some(SchemaType::Number),
        _ => None,
    }
}
