//! What must hold for a value as a whole: the logic of JSON Schema, where a type can't say it.

use std::collections::HashSet;

use super::{Check, Decimal, Pattern, Rules};
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
    /// Every item of an array after so many (`items` beside `prefixItems`).
    ItemsAfter(usize, &'static Assertion),
    /// The properties of an object whose names match a pattern (`patternProperties`).
    Patterns(&'static [(&'static Pattern, &'static Assertion)]),
    /// The properties of an object that have none of these names, and match none of these patterns (`additionalProperties`).
    Others(&'static [&'static str], &'static [&'static Pattern], &'static Assertion),
    /// All of these, and the properties that they do not evaluate (`unevaluatedProperties`).
    UnevaluatedProperties(&'static [Assertion], &'static Assertion),
    /// All of these, and the items that they do not evaluate (`unevaluatedItems`).
    UnevaluatedItems(&'static [Assertion], &'static Assertion),
}

/// Which parts of a value were evaluated (JSON Schema Core, section 11).
#[derive(Default)]
struct Evaluated<'v> {
    properties: HashSet<&'v str>,
    items: HashSet<usize>,
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
            Self::Depends(name, one) => {
                if value.get(name).is_some() {
                    one.check(value, at);
                }
            }
            Self::Names(one) => {
                for name in members(value).map(|(name, _)| Value::from(name)) {
                    if !one.holds(&name) {
                        at.within(name.as_str().unwrap_or_default(), |at| at.add("is not a name that is allowed here"));
                    }
                }
            }
            Self::Property(..) | Self::Patterns(_) | Self::Others(..) => {
                self.properties(value, &mut |name, value, one| {
                    at.within(name, |at| one.check(value, at));
                    true
                });
            }
            Self::Items(_) | Self::Places(_) | Self::ItemsAfter(..) => {
                self.items(value, &mut |index, item, one| {
                    at.within(index, |at| one.check(item, at));
                    true
                });
            }
            Self::UnevaluatedProperties(all, rest) => {
                all.iter().for_each(|one| one.check(value, at));
                for (name, value) in unevaluated_properties(value, &evaluated(all, value)) {
                    at.within(name, |at| rest.check(value, at));
                }
            }
            Self::UnevaluatedItems(all, rest) => {
                all.iter().for_each(|one| one.check(value, at));
                for (index, item) in unevaluated_items(value, &evaluated(all, value)) {
                    at.within(index, |at| rest.check(item, at));
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
            Self::Not(Self::All([])) => at.add("is not allowed here"),
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
        self.evaluate(value, None)
    }

    /// Whether it holds. If so, what it evaluates is noted; if not, what is noted means nothing.
    fn evaluate<'v>(&self, value: &'v Value, mut seen: Option<&mut Evaluated<'v>>) -> bool {
        match self {
            Self::All(all) => all.iter().all(|one| one.evaluate(value, seen.as_deref_mut())),
            Self::Any(all) if seen.is_none() => all.iter().any(|one| one.holds(value)),
            // Every alternative that holds evaluates something.
            Self::Any(all) => all.iter().filter(|one| one.note(value, seen.as_deref_mut())).count() > 0,
            Self::One(all) => all.iter().filter(|one| one.note(value, seen.as_deref_mut())).count() == 1,
            Self::Not(one) => !one.holds(value),
            Self::If(condition, yes, no) => {
                let then = if condition.note(value, seen.as_deref_mut()) { yes } else { no };
                then.evaluate(value, seen)
            }
            Self::Types(types) => types.iter().any(|ty| ty.is(value)),
            Self::Listed(values) => values.iter().any(|text| text.parse().as_ref() == Ok(value)),
            Self::Required(names) => missing(value, names).next().is_none(),
            Self::Depends(name, one) => value.get(name).is_none() || one.evaluate(value, seen),
            Self::Contains(one, least, most) => value.as_array().is_none_or(|items| {
                let found = items.iter().enumerate().filter(|(_, item)| one.holds(item));
                let found: Vec<usize> = found.map(|(index, _)| index).collect();
                let count = found.len() as u64;
                if let Some(seen) = seen {
                    seen.items.extend(found);
                }
                count >= *least && most.is_none_or(|most| count <= most)
            }),
            Self::Rules(rules) => {
                let mut found = Violations::new();
                value.check(rules, &mut found);
                found.is_empty()
            }
            Self::Names(one) => members(value).all(|(name, _)| one.holds(&Value::from(name))),
            Self::Property(..) | Self::Patterns(_) | Self::Others(..) => {
                self.properties(value, &mut |name, value, one| {
                    if let Some(seen) = &mut seen {
                        seen.properties.insert(name);
                    }
                    one.holds(value)
                })
            }
            Self::Items(_) | Self::Places(_) | Self::ItemsAfter(..) => self.items(value, &mut |index, item, one| {
                if let Some(seen) = &mut seen {
                    seen.items.insert(index);
                }
                one.holds(item)
            }),
            Self::UnevaluatedProperties(all, rest) => {
                let mut own = Evaluated::default();
                let holds = all.iter().all(|one| one.evaluate(value, Some(&mut own)))
                    && unevaluated_properties(value, &own).all(|(_, value)| rest.holds(value));
                if let Some(seen) = seen {
                    seen.properties.extend(members(value).map(|(name, _)| name));
                    seen.items.extend(own.items);
                }
                holds
            }
            Self::UnevaluatedItems(all, rest) => {
                let mut own = Evaluated::default();
                let holds = all.iter().all(|one| one.evaluate(value, Some(&mut own)))
                    && unevaluated_items(value, &own).all(|(_, item)| rest.holds(item));
                if let Some(seen) = seen {
                    seen.items.extend(0..value.as_array().unwrap_or_default().len());
                    seen.properties.extend(own.properties);
                }
                holds
            }
        }
    }

    /// The same, noting nothing if it does not hold.
    fn note<'v>(&self, value: &'v Value, seen: Option<&mut Evaluated<'v>>) -> bool {
        let Some(seen) = seen else { return self.holds(value) };
        let mut own = Evaluated::default();
        let holds = self.evaluate(value, Some(&mut own));
        if holds {
            seen.properties.extend(own.properties);
            seen.items.extend(own.items);
        }
        holds
    }

    /// The properties of a value that this speaks of, each with what must hold for it, as long as `go_on` says so.
    fn properties<'v>(&self, value: &'v Value, go_on: &mut dyn FnMut(&'v str, &'v Value, &Self) -> bool) -> bool {
        match self {
            Self::Property(name, one) => match value.as_object().and_then(|members| members.get_key_value(*name)) {
                Some((name, value)) => go_on(name, value, one),
                None => true,
            },
            Self::Patterns(all) => members(value).all(|(name, value)| {
                all.iter().filter(|(pattern, _)| pattern.is_match(name)).all(|(_, one)| go_on(name, value, one))
            }),
            Self::Others(names, patterns, one) => members(value).all(|(name, value)| {
                names.contains(&name)
                    || patterns.iter().any(|pattern| pattern.is_match(name))
                    || go_on(name, value, one)
            }),
            _ => true,
        }
    }

    /// The items of a value that this speaks of, each with what must hold for it, as long as `go_on` says so.
    fn items<'v>(&self, value: &'v Value, go_on: &mut dyn FnMut(usize, &'v Value, &Self) -> bool) -> bool {
        let mut items = value.as_array().unwrap_or_default().iter().enumerate();
        match self {
            Self::Items(one) => items.all(|(index, item)| go_on(index, item, one)),
            Self::Places(all) => items.zip(*all).all(|((index, item), one)| go_on(index, item, one)),
            Self::ItemsAfter(count, one) => items.skip(*count).all(|(index, item)| go_on(index, item, one)),
            _ => true,
        }
    }
}

/// What assertions that hold together evaluate.
fn evaluated<'v>(all: &[Assertion], value: &'v Value) -> Evaluated<'v> {
    let mut seen = Evaluated::default();
    for one in all {
        one.note(value, Some(&mut seen));
    }
    seen
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value.as_object().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
}

fn unevaluated_properties<'v>(value: &'v Value, seen: &Evaluated<'v>) -> impl Iterator<Item = (&'v str, &'v Value)> {
    members(value).filter(|(name, _)| !seen.properties.contains(name))
}

fn unevaluated_items<'v>(value: &'v Value, seen: &Evaluated<'v>) -> impl Iterator<Item = (usize, &'v Value)> {
    value.as_array().unwrap_or_default().iter().enumerate().filter(|(index, _)| !seen.items.contains(index))
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
        All, Any, Contains, Depends, If, Items, ItemsAfter, Listed, Names, Not, One, Others, Patterns, Places,
        Property, Required, Types, UnevaluatedItems, UnevaluatedProperties,
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
    static X: Pattern = Pattern::new("^x-");
    const ANYTHING: Assertion = All(&[]);
    const NEVER: Assertion = Not(&ANYTHING);
    const TEXT: Assertion = Types(&[Type::String]);

    fn said(also: &'static [Assertion], text: &str) -> String {
        let value: Value = text.parse().unwrap();
        let mut found = Violations::new();
        Rules { also, ..Rules::NONE }.json(&value, &mut found);
        if found.is_empty() { String::new() } else { found.to_string() }
    }

    #[test]
    fn names_and_places_say_what_holds_for_what_stands_there() {
        const PATTERN: &[Assertion] = &[Patterns(&[(&X, &TEXT)])];
        const OTHERS: &[Assertion] = &[Others(&["a"], &[&X], &TEXT)];
        const CLOSED: &[Assertion] = &[Patterns(&[(&X, &NEVER)]), Others(&["a"], &[], &NEVER)];
        const AFTER: &[Assertion] = &[Places(&[ANYTHING]), ItemsAfter(1, &TEXT)];
        let cases = [
            (PATTERN, r#"{"x-a":1,"y":1}"#, "`/x-a` of the body must be a string"),
            (OTHERS, r#"{"a":1,"x-b":1,"c":1}"#, "`/c` of the body must be a string"),
            (CLOSED, r#"{"a":1,"b":1}"#, "`/b` of the body is not allowed here"),
            (CLOSED, "[1]", ""),
            (AFTER, r#"[1,"a",2]"#, "`/2` of the body must be a string"),
            (AFTER, "[1]", ""),
        ];
        for (also, text, expected) in cases {
            assert_eq!(said(also, text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_unevaluated_is_told_by_what_held() {
        const A: Assertion = All(&[Required(&["a"]), Property("a", &ANYTHING)]);
        const B: Assertion = All(&[Required(&["b"]), Property("b", &ANYTHING)]);
        const CLOSED: &[Assertion] = &[UnevaluatedProperties(&[Any(&[A, B])], &NEVER)];
        const ITEMS: &[Assertion] =
            &[UnevaluatedItems(&[Places(&[ANYTHING]), Contains(&Types(&[Type::Integer]), 0, None)], &NEVER)];
        let cases: [(&'static [Assertion], &str, &str); 11] = [
            (CLOSED, r#"{"a":1}"#, ""),
            (CLOSED, r#"{"a":1,"b":1}"#, ""),
            (CLOSED, r#"{"a":1,"c":1}"#, "`/c` of the body is not allowed here"),
            (CLOSED, "7", ""),
            // What stands beside does not see into it, nor it into what stands beside.
            (&[UnevaluatedProperties(&[Not(&Not(&A))], &NEVER)], r#"{"a":1}"#, "`/a` of the body is not allowed here"),
            (
                &[Property("a", &ANYTHING), All(&[UnevaluatedProperties(&[], &NEVER)])],
                r#"{"a":1}"#,
                "`/a` of the body is not allowed here",
            ),
            (&[UnevaluatedProperties(&[UnevaluatedProperties(&[], &ANYTHING)], &NEVER)], r#"{"a":1}"#, ""),
            (&[UnevaluatedProperties(&[If(&A, &B, &ANYTHING)], &NEVER)], r#"{"a":1,"b":1}"#, ""),
            (&[Any(&[UnevaluatedProperties(&[Depends("a", &A)], &NEVER)])], r#"{"a":1}"#, ""),
            (ITEMS, r#"["a",1,2]"#, ""),
            (ITEMS, r#"["a",1,"b"]"#, "`/2` of the body is not allowed here"),
        ];
        for (also, text, expected) in cases {
            assert_eq!(said(also, text), expected, "{text}");
        }
    }
}
