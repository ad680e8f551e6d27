//! What must hold for a value as a whole: the logic of JSON Schema, where a type can't say it.

use super::{Check, Decimal, Rules};
use crate::json::{Encode, Value, from_slice, to_vec};
use crate::violation::Violations;

/// What must hold for a value as a whole, in the words of JSON Schema. What is said of another kind of value holds.
#[derive(Debug)]
pub enum Assertion {
    /// All of these.
    All(&'static [Assertion]),
    /// At least one of these (`anyOf`).
    Any(&'static [Assertion]),
    /// Exactly one of these (`oneOf`).
    One(&'static [Assertion]),
    /// Not this.
    Not(&'static Assertion),
    /// If the first holds, the second; if not, the third.
    If(&'static Assertion, &'static Assertion, &'static Assertion),
    /// Of one of these types.
    Types(&'static [Type]),
    /// One of these values, each as JSON (`enum`, `const`).
    Listed(&'static [&'static str]),
    /// Bounds.
    Rules(&'static Rules),
    /// An object has these properties.
    Required(&'static [&'static str]),
    /// This property of an object, if it is there.
    Property(&'static str, &'static Assertion),
    /// If an object has this property, then the object as a whole (`dependentSchemas`).
    Depends(&'static str, &'static Assertion),
    /// The names of an object's properties (`propertyNames`).
    Names(&'static Assertion),
    /// Every item of an array.
    Items(&'static Assertion),
    /// So many items of an array, at least and at most (`contains`).
    Contains(&'static Assertion, u64, Option<u64>),
    /// The items of an array, one after the other (`prefixItems`).
    Places(&'static [Assertion]),
}

/// A type of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `string`
    String,
    /// `integer`: a number without a fraction.
    Integer,
    /// `number`
    Number,
    /// `array`
    Array,
    /// `object`
    Object,
}

impl Rules {
    /// Holds a value against [`Rules::also`], as what it is in JSON.
    pub fn json(&self, value: &dyn Encode, at: &mut Violations) {
        if self.also.is_empty() {
            return;
        }
        // A number that JSON can't say becomes null; that is told elsewhere.
        if let Ok(value) = from_slice::<Value>(&to_vec(value)) {
            self.also.iter().for_each(|assertion| assertion.check(&value, at));
        }
    }
}

impl Assertion {
    /// Takes down what does not hold.
    fn check(&self, value: &Value, at: &mut Violations) {
        match self {
            Self::All(all) => all.iter().for_each(|one| one.check(value, at)),
            Self::If(condition, yes, no) => {
                if condition.holds(value) { yes } else { no }.check(value, at);
            }
            Self::Rules(rules) => value.check(rules, at),
            Self::Required(names) => {
                let missing: Vec<&str> = missing(value, names).collect();
                for name in missing {
                    at.within(name, |at| at.add("is missing"));
                }
            }
            Self::Property(name, one) => {
                if let Some(value) = value.get(name) {
                    at.within(name, |at| one.check(value, at));
                }
            }
            Self::Depends(name, one) => {
                if value.get(name).is_some() {
                    one.check(value, at);
                }
            }
            Self::Names(one) => {
                for name in value.as_object().into_iter().flat_map(|members| members.keys()) {
                    let name = Value::String(name.clone());
                    if !one.holds(&name) {
                        at.within(name.as_str().unwrap_or_default(), |at| at.add("is not a name that is allowed here"));
                    }
                }
            }
            Self::Items(one) => {
                for (index, item) in value.as_array().unwrap_or_default().iter().enumerate() {
                    at.within(index, |at| one.check(item, at));
                }
            }
            Self::Places(all) => {
                for (index, (item, one)) in value.as_array().unwrap_or_default().iter().zip(*all).enumerate() {
                    at.within(index, |at| one.check(item, at));
                }
            }
            _ if self.holds(value) => {}
            Self::Any(all) => match required(all) {
                Some(names) => at.add(format!("must have {}", names.join(", or "))),
                None => at.add("is none of the alternatives that are allowed here"),
            },
            Self::One(all) => match required(all) {
                Some(names) => at.add(format!("must have exactly one of: {}", names.join(", or "))),
                None => at.add("must be exactly one of the alternatives that are allowed here"),
            },
            Self::Not(Self::Required(names)) => at.add(format!("must not have {}", list(names))),
            Self::Not(_) => at.add("is what is not allowed here"),
            Self::Types(types) => {
                let words: Vec<&str> = types.iter().map(|ty| ty.word()).collect();
                at.add(format!("must be {}", words.join(" or ")));
            }
            Self::Listed(values) => at.add(format!("must be {}", values.join(" or "))),
            Self::Contains(_, least, most) => at.add(match most {
                Some(most) => format!("must hold {least} to {most} items of a kind"),
                None if *least == 1 => "must hold an item of a kind".to_owned(),
                None => format!("must hold {least} items of a kind"),
            }),
        }
    }

    /// Whether it holds.
    fn holds(&self, value: &Value) -> bool {
        match self {
            Self::All(all) => all.iter().all(|one| one.holds(value)),
            Self::Any(all) => all.iter().any(|one| one.holds(value)),
            Self::One(all) => all.iter().filter(|one| one.holds(value)).count() == 1,
            Self::Not(one) => !one.holds(value),
            Self::If(condition, yes, no) => if condition.holds(value) { yes } else { no }.holds(value),
            Self::Types(types) => types.iter().any(|ty| ty.is(value)),
            Self::Listed(values) => values.iter().any(|text| text.parse().as_ref() == Ok(value)),
            Self::Required(names) => missing(value, names).next().is_none(),
            Self::Depends(name, one) => value.get(name).is_none() || one.holds(value),
            Self::Contains(one, least, most) => value.as_array().is_none_or(|items| {
                let count = items.iter().filter(|item| one.holds(item)).count() as u64;
                count >= *least && most.is_none_or(|most| count <= most)
            }),
            Self::Rules(_) | Self::Property(..) | Self::Names(_) | Self::Items(_) | Self::Places(_) => {
                let mut found = Violations::new();
                self.check(value, &mut found);
                found.is_empty()
            }
        }
    }
}

impl Type {
    fn is(self, value: &Value) -> bool {
        match self {
            Self::Null => value.is_null(),
            Self::Boolean => value.as_bool().is_some(),
            Self::String => value.as_str().is_some(),
            Self::Integer => value.as_number().is_some_and(|number| Decimal::parse(number.as_str()).is_integer()),
            Self::Number => value.as_number().is_some(),
            Self::Array => value.as_array().is_some(),
            Self::Object => value.as_object().is_some(),
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::String => "a string",
            Self::Integer => "a whole number",
            Self::Number => "a number",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// The properties that an object lacks; of anything else nothing is asked.
fn missing<'a>(value: &'a Value, names: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let members = value.as_object();
    names.iter().copied().filter(move |name| members.is_some_and(|members| !members.contains_key(*name)))
}

/// What alternatives ask for, if they ask for properties and nothing else.
fn required(all: &[Assertion]) -> Option<Vec<String>> {
    let names = |one: &Assertion| match one {
        Assertion::Required(names) => Some(list(names)),
        _ => None,
    };
    all.iter().map(names).collect()
}

fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ")
}

#[cfg(test)]
mod tests {
    use super::Assertion::{
        Any, Contains, Depends, If, Items, Listed, Names, Not, One, Places, Property, Required, Types,
    };
    use super::*;

    const SHORT: Rules = Rules { max_length: Some(2), ..Rules::NONE };

    #[test]
    fn assertions_hold_or_say_what_does_not() {
        const ANYTHING: Assertion = Assertion::All(&[]);
        let cases: [(&'static [Assertion], &str, &str); 21] = [
            (
                &[Any(&[Required(&["a"]), Required(&["b", "c"])])],
                r#"{"c":1}"#,
                "the body must have `a`, or `b` and `c`",
            ),
            (&[Any(&[Required(&["a"]), Required(&["b"])])], r#"{"b":null}"#, ""),
            (
                &[One(&[Required(&["a"]), Required(&["b"])])],
                r#"{"a":1,"b":1}"#,
                "the body must have exactly one of: `a`, or `b`",
            ),
            (&[Not(&Required(&["a"]))], r#"{"a":1}"#, "the body must not have `a`"),
            (&[Not(&Required(&["a"]))], "{}", ""),
            (&[Not(&Types(&[Type::Null]))], "null", "the body is what is not allowed here"),
            (&[If(&Required(&["a"]), &Required(&["b"]), &ANYTHING)], r#"{"a":1}"#, "`/b` of the body is missing"),
            (&[If(&Required(&["a"]), &Required(&["b"]), &Required(&["c"]))], r#"{"c":1}"#, ""),
            (&[Depends("a", &Required(&["b"]))], r#"{"a":1}"#, "`/b` of the body is missing"),
            (&[Depends("a", &Required(&["b"]))], "{}", ""),
            (
                &[Property("a", &Assertion::Rules(&SHORT))],
                r#"{"a":"abc"}"#,
                "`/a` of the body must have at most 2 characters, has 3",
            ),
            (
                &[Names(&Assertion::Rules(&SHORT))],
                r#"{"ab":1,"abc":2}"#,
                "`/abc` of the body is not a name that is allowed here",
            ),
            (&[Listed(&["0.5", r#"{"a":[1]}"#])], r#"{"a":[1.0]}"#, ""),
            (&[Listed(&["true"])], "false", "the body must be true"),
            (&[Types(&[Type::Integer, Type::String])], "1.5", "the body must be a whole number or a string"),
            (&[Types(&[Type::Integer])], "1e400", ""),
            (&[Contains(&Listed(&["1"]), 1, None)], "[2,3]", "the body must hold an item of a kind"),
            (&[Contains(&Listed(&["1"]), 0, Some(1))], "[1,1]", "the body must hold 0 to 1 items of a kind"),
            (&[Items(&Types(&[Type::Null]))], "[null,1]", "`/1` of the body must be null"),
            (
                &[Places(&[Assertion::Rules(&SHORT), ANYTHING])],
                r#"["abc",1]"#,
                "`/0` of the body must have at most 2 characters, has 3",
            ),
            (&[Required(&["a"]), Items(&ANYTHING), Names(&Types(&[Type::Null]))], "7", ""),
        ];
        for (also, text, expected) in cases {
            let value: Value = text.parse().unwrap();
            let mut found = Violations::new();
            Rules { also, ..Rules::NONE }.json(&value, &mut found);
            assert_eq!(if found.is_empty() { String::new() } else { found.to_string() }, expected, "{text}");
        }
    }
}
