//! Whether a value holds what the generator could not put into a type.

use proptest::string::string_regex;
use specwright::ir::types::{Assertion, JsonType, Rules};
use specwright_runtime::json::{Object, Value};

use crate::formats;

/// Whether all of them hold.
pub(crate) fn all_hold(rules: Option<&Rules>, value: &Value) -> bool {
    rules.is_none_or(|rules| rules.also.iter().all(|assertion| holds(assertion, value)))
}

fn holds(assertion: &Assertion, value: &Value) -> bool {
    let members = value.as_object();
    let items = value.as_array();
    match assertion {
        Assertion::All(all) => all.iter().all(|it| holds(it, value)),
        Assertion::Any(any) => any.iter().any(|it| holds(it, value)),
        Assertion::One(one) => one.iter().filter(|it| holds(it, value)).count() == 1,
        Assertion::Not(not) => !holds(not, value),
        Assertion::If(parts) => {
            let [condition, then, otherwise] = &**parts;
            if holds(condition, value) { holds(then, value) } else { holds(otherwise, value) }
        }
        Assertion::Types(types) => types.iter().any(|ty| is(*ty, value)),
        Assertion::Listed(values) => {
            values.iter().any(|it| it.to_string().parse::<Value>().is_ok_and(|it| it == *value))
        }
        Assertion::Rules(rules) => within(rules, value) && all_hold(Some(rules), value),
        Assertion::Required(names) => members.is_none_or(|members| names.iter().all(|name| members.contains_key(name))),
        Assertion::Property(name, it) => value.get(name).is_none_or(|value| holds(it, value)),
        Assertion::Depends(name, it) => value.get(name).is_none() || holds(it, value),
        Assertion::Names(it) => {
            members.is_none_or(|members| members.keys().all(|name| holds(it, &Value::from(name.as_str()))))
        }
        Assertion::Items(it) => items.is_none_or(|items| items.iter().all(|item| holds(it, item))),
        Assertion::Contains(it, least, most) => items.is_none_or(|items| {
            let count = items.iter().filter(|item| holds(it, item)).count() as u64;
            count >= *least && most.is_none_or(|most| count <= most)
        }),
        Assertion::Places(places) => {
            items.is_none_or(|items| items.iter().zip(places).all(|(item, place)| holds(place, item)))
        }
        #[expect(unreachable_patterns, reason = "what is not known here is left to the server")]
        _ => true,
    }
}

fn is(ty: JsonType, value: &Value) -> bool {
    match ty {
        JsonType::Null => value.is_null(),
        JsonType::Boolean => value.as_bool().is_some(),
        JsonType::String => value.as_str().is_some(),
        JsonType::Integer => value.as_number().is_some_and(|number| number.as_i128().is_some()),
        JsonType::Number => value.as_number().is_some(),
        JsonType::Array => value.as_array().is_some(),
        JsonType::Object => value.as_object().is_some(),
    }
}

fn within(rules: &Rules, value: &Value) -> bool {
    let counted = |count: usize, least: Option<u64>, most: Option<u64>| {
        let count = count as u64;
        least.is_none_or(|least| count >= least) && most.is_none_or(|most| count <= most)
    };
    match value {
        Value::String(text) => {
            let matches = |pattern: &String| string_regex(pattern).is_ok() && !text.is_empty();
            counted(text.chars().count(), rules.min_length, rules.max_length)
                && rules.pattern.as_ref().is_none_or(matches)
                && rules.format.is_none_or(|format| formats::holds(format, text))
        }
        Value::Number(number) => {
            let number = number.as_f64().unwrap_or_default();
            let bound = |bound: &Option<serde_json::Number>| bound.as_ref().and_then(serde_json::Number::as_f64);
            bound(&rules.minimum).is_none_or(|bound| number >= bound)
                && bound(&rules.maximum).is_none_or(|bound| number <= bound)
                && bound(&rules.exclusive_minimum).is_none_or(|bound| number > bound)
                && bound(&rules.exclusive_maximum).is_none_or(|bound| number < bound)
                && bound(&rules.multiple_of).is_none_or(|step| (number / step).fract() == 0.0)
        }
        Value::Array(items) => counted(items.len(), rules.min_items, rules.max_items),
        Value::Object(members) => counted(Object::len(members), rules.min_properties, rules.max_properties),
        Value::Null | Value::Bool(_) => true,
    }
}
