//! Checks values against the constraints of the document. It reports all that does not hold, and changes nothing.

use std::collections::BTreeMap;

use crate::parameter::Parameter;
use crate::presence::Presence;
use crate::rules::{Check, Rules};
use crate::violation::{Location, Violations};

/// A type with constraints, its own or those of its parts.
pub trait Validate {
    /// Reports what does not hold.
    fn validate(&self, check: &mut Validator);
}

/// Takes down what does not hold.
#[derive(Debug, Default)]
pub struct Validator {
    violations: Violations,
}

impl Validator {
    /// Nothing found yet.
    pub const fn new() -> Self {
        Self { violations: Violations::new() }
    }

    /// Checks a property against its rules.
    pub fn rules<T: Check + ?Sized>(&mut self, name: &str, value: &T, rules: &Rules) {
        self.violations.within(name, |found| value.check(rules, found));
    }

    /// Checks this value itself against rules.
    pub fn own<T: Check + ?Sized>(&mut self, value: &T, rules: &Rules) {
        value.check(rules, &mut self.violations);
    }

    /// Checks what stands in a property.
    pub fn nested<T: Validate + ?Sized>(&mut self, name: &str, value: &T) {
        self.part(name, value);
    }

    /// Checks a parameter against its rules.
    pub fn parameter<T: Check + ?Sized>(&mut self, parameter: &Parameter, value: &T) {
        if let Some(rules) = parameter.rules {
            self.violations.at(parameter.location, parameter.name, |found| value.check(rules, found));
        }
    }

    /// Checks a parameter that is a list, where an empty one is none.
    pub fn list<T>(&mut self, parameter: &Parameter, items: &Vec<T>)
    where
        Vec<T>: Check,
    {
        if !items.is_empty() {
            self.parameter(parameter, items);
        }
    }

    /// Checks what stands in a parameter.
    pub fn nested_parameter<T: Validate + ?Sized>(&mut self, parameter: &Parameter, value: &T) {
        let mut inner = Self::new();
        value.validate(&mut inner);
        self.violations.at(parameter.location, parameter.name, |found| found.append(inner.violations));
    }

    /// Checks the body.
    pub fn body<T: Validate + ?Sized>(&mut self, body: &T) {
        let mut inner = Self::new();
        body.validate(&mut inner);
        self.violations.at(Location::Body, "", |found| found.append(inner.violations));
    }

    /// Checks the body against rules of its own.
    pub fn body_rules<T: Check + ?Sized>(&mut self, body: &T, rules: &Rules) {
        body.check(rules, &mut self.violations);
    }

    /// What was found.
    ///
    /// # Errors
    ///
    /// With all violations, if there are any.
    pub fn finish(self) -> Result<(), Violations> {
        if self.violations.is_empty() { Ok(()) } else { Err(self.violations) }
    }

    fn part<T: Validate + ?Sized>(&mut self, segment: impl std::fmt::Display, value: &T) {
        let mut inner = Self::new();
        value.validate(&mut inner);
        if !inner.violations.is_empty() {
            self.violations.within(segment, |found| found.append(inner.violations));
        }
    }
}

/// Checks a value by the constraints of its type.
///
/// # Errors
///
/// With all violations, if there are any.
pub fn validate<T: Validate + ?Sized>(value: &T) -> Result<(), Violations> {
    let mut check = Validator::new();
    value.validate(&mut check);
    check.finish()
}

impl<T: Validate> Validate for Option<T> {
    fn validate(&self, check: &mut Validator) {
        if let Some(value) = self {
            value.validate(check);
        }
    }
}

impl<T: Validate> Validate for Presence<T> {
    fn validate(&self, check: &mut Validator) {
        if let Self::Value(value) = self {
            value.validate(check);
        }
    }
}

impl<T: Validate + ?Sized> Validate for Box<T> {
    fn validate(&self, check: &mut Validator) {
        (**self).validate(check);
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn validate(&self, check: &mut Validator) {
        for (index, item) in self.iter().enumerate() {
            check.part(index, item);
        }
    }
}

impl<T: Validate> Validate for BTreeMap<String, T> {
    fn validate(&self, check: &mut Validator) {
        for (key, value) in self {
            check.part(key, value);
        }
    }
}
