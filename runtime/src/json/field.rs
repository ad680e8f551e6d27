//! A property while its object is read.

use super::{Decode, Mode, Reader};
use crate::presence::Presence;
use crate::rules::{Check, Rules};

/// A property while its object is read: what came, and whether it may be missing.
#[derive(Debug)]
pub struct Field<T> {
    name: &'static str,
    rules: Option<&'static Rules>,
    state: State<T>,
}

#[derive(Debug)]
enum State<T> {
    /// It did not come yet.
    Absent,
    /// It was wrong; a violation says how.
    Wrong,
    /// Null came, with what that means to the type, if anything.
    Null(Option<T>),
    /// It came.
    Came(T),
}

impl<T> Field<T> {
    /// A property that did not come yet.
    pub const fn new(name: &'static str) -> Self {
        Self { name, rules: None, state: State::Absent }
    }

    /// The same, with rules that a strict reader checks.
    pub const fn rules(mut self, rules: &'static Rules) -> Self {
        self.rules = Some(rules);
        self
    }
}

impl<T: Decode + Check> Field<T> {
    /// Reads its value. If it comes again, the last counts; a strict reader refuses that by itself.
    pub fn read(&mut self, json: &mut Reader<'_>) {
        self.state = if json.peek_null() {
            let meaning = json.attempt::<T>();
            if meaning.is_none() {
                json.null();
            }
            State::Null(meaning)
        } else {
            let value = T::decode(json);
            let value = match self.rules {
                Some(rules) => value.and_then(|value| json.checked(value, rules)),
                None => value,
            };
            value.map_or(State::Wrong, State::Came)
        };
    }

    /// It must have come.
    pub fn required(self, json: &mut Reader<'_>) -> Option<T> {
        match self.state {
            State::Came(value) | State::Null(Some(value)) => Some(value),
            State::Wrong => None,
            State::Absent => json.violation_at(self.name, "is missing"),
            State::Null(None) => json.violation_at(self.name, "must not be null"),
        }
    }

    /// It may be missing. Null is not a value of it; a lenient reader takes null as missing.
    pub fn optional(self, json: &mut Reader<'_>) -> Option<Option<T>> {
        match self.state {
            State::Came(value) | State::Null(Some(value)) => Some(Some(value)),
            State::Wrong => None,
            State::Absent => Some(None),
            State::Null(None) if json.mode() == Mode::Lenient => Some(None),
            State::Null(None) => json.violation_at(self.name, "must not be null"),
        }
    }

    /// It may be missing, and it may be null.
    pub fn presence(self, _json: &mut Reader<'_>) -> Option<Presence<T>> {
        match self.state {
            State::Came(value) => Some(Presence::Value(value)),
            State::Null(_) => Some(Presence::Null),
            State::Wrong => None,
            State::Absent => Some(Presence::Absent),
        }
    }
}
