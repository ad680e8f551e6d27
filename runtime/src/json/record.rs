//! Reading the properties of an object, each into the place where it is wanted.
//!
//! Reading goes on after a wrong property, so that all that is wrong with an object is said at once.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::reader::{Frame, FrameKind};
use super::{Decode, Format, Mode, Reader};
use crate::presence::Presence;
use crate::rules::{Check, Rules};

impl Reader<'_> {
    /// Opens an object whose properties are read one by one. What is no object is taken down, and has no keys;
    /// [`end_record`](Self::end_record) tells.
    pub fn begin_record(&mut self) {
        if self.begin_object().is_none() && !self.halted {
            self.open(FrameKind::Nothing);
        }
    }

    /// Closes it, and tells whether all was right. For each property that must be there: whether it came.
    pub fn end_record(&mut self, required: &[(&str, bool)]) -> bool {
        if self.halted {
            return false;
        }
        let Some(Frame { kind, wrong, .. }) = self.frames.last_mut() else {
            return false;
        };
        let (is_object, wrong) = (!matches!(kind, FrameKind::Nothing), std::mem::take(wrong));
        let mut whole = is_object && wrong.is_empty();
        for (name, came) in required {
            if is_object && !came && !wrong.iter().any(|key| key == name) {
                self.violation_at::<()>(name, "is missing");
                whole = false;
            }
        }
        self.end_object().is_some() && whole
    }

    /// Reads a property that must be there. If it comes again, the last counts; a strict reader refuses that by itself.
    pub fn required<T: Decode>(&mut self, property: &mut Option<T>) {
        let value = T::decode(self);
        *property = self.noted(value);
    }

    /// The same, with rules that a strict reader checks.
    pub fn required_checked<T: Decode + Check>(&mut self, property: &mut Option<T>, rules: &Rules) {
        let value = self.decode_checked(rules);
        *property = self.noted(value);
    }

    /// Reads a property that may be missing. Null is not a value of it, unless its type says so; a lenient reader takes
    /// null as missing.
    pub fn optional<T: Decode>(&mut self, property: &mut Option<T>) {
        *property = if self.peek_null() {
            self.null_of()
        } else {
            let value = T::decode(self);
            self.noted(value)
        };
    }

    /// The same, with rules that a strict reader checks.
    pub fn optional_checked<T: Decode + Check>(&mut self, property: &mut Option<T>, rules: &Rules) {
        *property = if self.peek_null() {
            self.null_of()
        } else {
            let value = self.decode_checked(rules);
            self.noted(value)
        };
    }

    /// Reads a property that may be missing, and may be null.
    pub fn presence<T: Decode>(&mut self, property: &mut Presence<T>) {
        *property = if self.peek_null() {
            self.null();
            self.format = Format::Usual;
            Presence::Null
        } else {
            let value = T::decode(self);
            self.noted(value).map_or(Presence::Absent, Presence::Value)
        };
    }

    /// The same, with rules that a strict reader checks.
    pub fn presence_checked<T: Decode + Check>(&mut self, property: &mut Presence<T>, rules: &Rules) {
        *property = if self.peek_null() {
            self.null();
            self.format = Format::Usual;
            Presence::Null
        } else {
            let value = self.decode_checked(rules);
            self.noted(value).map_or(Presence::Absent, Presence::Value)
        };
    }

    /// Reads a property beside the named ones. The tag that told a union which variant this is belongs to the union.
    pub fn entry<T: Decode>(&mut self, key: Cow<'_, str>, entries: &mut BTreeMap<String, T>) {
        if self.is_tag(&key) {
            self.format = Format::Usual;
            return self.pass_value();
        }
        let value = T::decode(self);
        if let Some(value) = self.noted(value) {
            entries.insert(key.into_owned(), value);
        }
    }

    /// The same, with rules that a strict reader checks.
    pub fn entry_checked<T: Decode + Check>(
        &mut self,
        key: Cow<'_, str>,
        entries: &mut BTreeMap<String, T>,
        rules: &Rules,
    ) {
        if self.is_tag(&key) {
            self.format = Format::Usual;
            return self.pass_value();
        }
        let value = self.decode_checked(rules);
        if let Some(value) = self.noted(value) {
            entries.insert(key.into_owned(), value);
        }
    }

    fn decode_checked<T: Decode + Check>(&mut self, rules: &Rules) -> Option<T> {
        T::decode(self).and_then(|value| self.checked(value, rules))
    }

    /// What null means to the type of an optional property.
    fn null_of<T: Decode>(&mut self) -> Option<T> {
        let meaning = self.attempt::<T>();
        self.format = Format::Usual;
        if meaning.is_none() {
            self.null();
            if self.mode == Mode::Strict {
                self.violation::<()>("must not be null");
                return self.noted(None);
            }
        }
        meaning
    }

    /// Ends the current property, and notes that its value is wrong, if it is.
    pub(super) fn noted<T>(&mut self, value: Option<T>) -> Option<T> {
        self.format = Format::Usual;
        if value.is_none()
            && let Some(Frame { kind: FrameKind::Object(Some(key)), wrong, .. }) = self.frames.last_mut()
        {
            wrong.push(key.clone());
        }
        value
    }
}
