//! The properties beside the named ones, while their object is read.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{Decode, Reader};
use crate::rules::{Check, Rules};

/// The properties beside the named ones, while their object is read.
#[derive(Debug)]
pub struct Entries<T> {
    read: BTreeMap<String, T>,
    rules: Option<&'static Rules>,
    wrong: bool,
}

impl<T> Entries<T> {
    /// None yet.
    pub const fn new() -> Self {
        Self { read: BTreeMap::new(), rules: None, wrong: false }
    }

    /// The same, with rules for each value that a strict reader checks.
    pub const fn rules(mut self, rules: &'static Rules) -> Self {
        self.rules = Some(rules);
        self
    }

    /// All of them; `None` if one was wrong.
    pub fn finish(self) -> Option<BTreeMap<String, T>> {
        (!self.wrong).then_some(self.read)
    }
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: Decode + Check> Entries<T> {
    /// Reads the value of one.
    pub fn read(&mut self, key: Cow<'_, str>, json: &mut Reader<'_>) {
        if json.is_tag(&key) {
            return json.pass_value();
        }
        let value = T::decode(json);
        let value = match self.rules {
            Some(rules) => value.and_then(|value| json.checked(value, rules)),
            None => value,
        };
        match value {
            Some(value) => drop(self.read.insert(key.into_owned(), value)),
            None => self.wrong = true,
        }
    }
}
