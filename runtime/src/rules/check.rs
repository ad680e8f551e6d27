//! Which rules mean something to which type.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use uuid::Uuid;

use super::{Bound, Decimal, Rules};
use crate::base64::Base64;
use crate::duration::Duration;
use crate::file::File;
use crate::json::{Encode, Number, Value, Writer};
use crate::presence::Presence;
use crate::secret::Secret;
use crate::time_of_day::Time;
use crate::uri::Uri;
use crate::violation::Violations;

/// A type whose values can be held against [`Rules`]. Rules that mean nothing to it hold.
pub trait Check {
    /// Takes down what does not hold.
    fn check(&self, rules: &Rules, at: &mut Violations) {
        let _ = (rules, at);
    }
}

impl<T: Check> Check for Option<T> {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        if let Some(value) = self {
            value.check(rules, at);
        }
    }
}

impl<T: Check> Check for Presence<T> {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        if let Self::Value(value) = self {
            value.check(rules, at);
        }
    }
}

impl<T: Check + ?Sized> Check for Box<T> {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        (**self).check(rules, at);
    }
}

impl<T: Check + ?Sized> Check for &T {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        (**self).check(rules, at);
    }
}

impl Check for str {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        if rules.min_length.is_some() || rules.max_length.is_some() {
            length(self.chars().count(), rules, "character", at);
        }
        if let Some(pattern) = rules.pattern
            && !pattern.is_match(self)
        {
            at.add(format!("must match the pattern {}", pattern.source()));
        }
        if let Some(format) = rules.format
            && !format.is_match(self)
        {
            at.add(format!("must be {format}"));
        }
        rules.json(&self, at);
    }
}

impl Check for String {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        self.as_str().check(rules, at);
    }
}

impl Check for Duration {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        self.as_str().check(rules, at);
    }
}

impl Check for Uri {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        self.as_str().check(rules, at);
    }
}

impl Check for Secret {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        self.expose().check(rules, at);
    }
}

impl Check for Base64 {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        length(self.text_len(), rules, "character", at);
        if rules.pattern.is_some() {
            self.to_own_text().check(&Rules { pattern: rules.pattern, ..Rules::NONE }, at);
        }
    }
}

impl Check for File {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        // A stream of unknown length is held against them as it is read.
        if let Some(bytes) = self.length() {
            length(usize::try_from(bytes).unwrap_or(usize::MAX), rules, "byte", at);
        }
    }
}

impl<T: Check + Encode> Check for Vec<T> {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        count(self.len(), rules.min_items, rules.max_items, "item", at);
        if rules.unique_items {
            unique(self, at);
        }
        if let Some(rules) = rules.items {
            for (index, item) in self.iter().enumerate() {
                at.within(index, |at| item.check(rules, at));
            }
        }
        rules.json(self, at);
    }
}

impl<T: Check + Encode> Check for BTreeMap<String, T> {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        count(self.len(), rules.min_properties, rules.max_properties, "property", at);
        if let Some(rules) = rules.items {
            for (key, value) in self {
                at.within(key, |at| value.check(rules, at));
            }
        }
        rules.json(self, at);
    }
}

impl Check for Value {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        match self {
            Self::String(text) => text.check(rules, at),
            Self::Number(number) => number.check(rules, at),
            Self::Array(items) => items.check(rules, at),
            Self::Object(members) => {
                count(members.len(), rules.min_properties, rules.max_properties, "property", at);
                rules.json(self, at);
            }
            Self::Null | Self::Bool(_) => rules.json(self, at),
        }
    }
}

macro_rules! integers {
    ($($integer:ty)*) => {$(
        impl Check for $integer {
            fn check(&self, rules: &Rules, at: &mut Violations) {
                let value = i128::from(*self);
                let decimal = || Decimal::parse(&value.to_string());
                number(rules, at, |bound| match bound {
                    Bound::Integer(bound) => value.cmp(&bound),
                    bound @ Bound::Decimal(_) => decimal().cmp(&Decimal::of_bound(bound)),
                }, |step| match step {
                    Bound::Integer(step) => step != 0 && value % step == 0,
                    step @ Bound::Decimal(_) => decimal().is_multiple_of(&Decimal::of_bound(step)),
                });
                rules.json(self, at);
            }
        }
    )*};
}
integers!(u8 i8 u16 i16 u32 i32 u64 i64);

macro_rules! decimals {
    ($($decimal:ty)*) => {$(
        impl Check for $decimal {
            fn check(&self, rules: &Rules, at: &mut Violations) {
                // The shortest text that reads back as this number is what its sender wrote, or as good.
                let value = Decimal::parse(&format!("{self:e}"));
                decimal(&value, rules, at);
                rules.json(self, at);
            }
        }
    )*};
}
decimals!(f32 f64);

impl Check for Number {
    fn check(&self, rules: &Rules, at: &mut Violations) {
        decimal(&Decimal::parse(self.as_str()), rules, at);
        rules.json(self, at);
    }
}

macro_rules! plain {
    ($($plain:ty)*) => {$(
        impl Check for $plain {
            fn check(&self, rules: &Rules, at: &mut Violations) {
                rules.json(self, at);
            }
        }
    )*};
}
plain!(() bool char Uuid NaiveDate NaiveTime Time Ipv4Addr Ipv6Addr IpAddr);

impl Check for DateTime<FixedOffset> {
    /// Bounds are seconds since 1970-01-01T00:00:00Z.
    fn check(&self, rules: &Rules, at: &mut Violations) {
        let bounds = [rules.minimum, rules.maximum, rules.exclusive_minimum, rules.exclusive_maximum];
        if bounds.iter().any(Option::is_some) {
            decimal(&Decimal::parse(&crate::json::unix_seconds(self)), rules, at);
        }
        rules.json(self, at);
    }
}

macro_rules! tuples {
    ($(($($item:ident $place:tt)+);)*) => {$(
        impl<$($item: Check + Encode),+> Check for ($($item,)+) {
            fn check(&self, rules: &Rules, at: &mut Violations) {
                $(if let Some(rules) = rules.places.get($place) {
                    at.within($place, |at| self.$place.check(rules, at));
                })+
                rules.json(self, at);
            }
        }
    )*};
}
tuples! {
    (A 0);
    (A 0 B 1);
    (A 0 B 1 C 2);
    (A 0 B 1 C 2 D 3);
    (A 0 B 1 C 2 D 3 E 4);
    (A 0 B 1 C 2 D 3 E 4 F 5);
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6);
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7);
}

impl Rules {
    /// Holds the number of properties of an object against `min_properties` and `max_properties`.
    pub fn properties(&self, present: usize, at: &mut Violations) {
        count(present, self.min_properties, self.max_properties, "property", at);
    }
}

fn decimal(value: &Decimal, rules: &Rules, at: &mut Violations) {
    number(
        rules,
        at,
        |bound| value.cmp(&Decimal::of_bound(bound)),
        |step| value.is_multiple_of(&Decimal::of_bound(step)),
    );
}

fn number(rules: &Rules, at: &mut Violations, compare: impl Fn(Bound) -> Ordering, multiple: impl Fn(Bound) -> bool) {
    if let Some(bound) = rules.minimum
        && compare(bound).is_lt()
    {
        at.add(format!("must be at least {bound}"));
    }
    if let Some(bound) = rules.maximum
        && compare(bound).is_gt()
    {
        at.add(format!("must be at most {bound}"));
    }
    if let Some(bound) = rules.exclusive_minimum
        && compare(bound).is_le()
    {
        at.add(format!("must be more than {bound}"));
    }
    if let Some(bound) = rules.exclusive_maximum
        && compare(bound).is_ge()
    {
        at.add(format!("must be less than {bound}"));
    }
    if let Some(step) = rules.multiple_of
        && !multiple(step)
    {
        at.add(format!("must be a multiple of {step}"));
    }
}

fn length(len: usize, rules: &Rules, unit: &str, at: &mut Violations) {
    count(len, rules.min_length, rules.max_length, unit, at);
}

fn count(len: usize, min: Option<u64>, max: Option<u64>, unit: &str, at: &mut Violations) {
    let len = u64::try_from(len).unwrap_or(u64::MAX);
    if let Some(min) = min
        && len < min
    {
        at.add(format!("must have at least {}, has {len}", counted(min, unit)));
    }
    if let Some(max) = max
        && len > max
    {
        at.add(format!("must have at most {}, has {len}", counted(max, unit)));
    }
}

fn counted(count: u64, unit: &str) -> String {
    match (count, unit) {
        (1, unit) => format!("1 {unit}"),
        (count, "property") => format!("{count} properties"),
        (count, unit) => format!("{count} {unit}s"),
    }
}

fn unique<T: Encode>(items: &[T], at: &mut Violations) {
    let mut seen = HashMap::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        let mut json = Writer::canonical();
        item.encode(&mut json);
        if let Some(first) = seen.insert(json.into_bytes(), index) {
            at.add(format!("must not hold an item twice; items {first} and {index} are equal"));
            return;
        }
    }
}
