//! Reading the properties of an object, each into the place where it is wanted.
//!
//! Reading goes on after a wrong property, so that all that is wrong with an object is said at once.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::reader::{Frame, FrameKind};
use super::{Decode, Format, Mode, Reader};
use crate::presence::Presence;
use crate::rules::{Check, Rules};

impl<'a> Reader<'a> {
    /// Opens an object whose properties are read one by one. What is no object is taken down, and has no properties;
    /// [`end_record`](Self::end_record) tells.
    ///
    /// Between the two stands a loop that names every property that the object may have:
    ///
    /// ```
    /// # use specwright_runtime::json::{Decode, Reader, from_slice};
    /// struct Place {
    ///     name: String,
    ///     height: Option<i32>,
    /// }
    ///
    /// impl Decode for Place {
    ///     fn decode(json: &mut Reader<'_>) -> Option<Self> {
    ///         let mut name = None;
    ///         let mut height = None;
    ///         json.begin_record();
    ///         while json.next_property() {
    ///             json.required("name", &mut name);
    ///             json.optional("height", &mut height);
    ///         }
    ///         if !json.end_record() {
    ///             return None;
    ///         }
    ///         Some(Self { name: name?, height })
    ///     }
    /// }
    ///
    /// let place: Place = from_slice(br#"{"height": 2962, "rank": 1, "name": "Zugspitze"}"#)?;
    /// assert_eq!((place.name.as_str(), place.height), ("Zugspitze", Some(2962)));
    /// # Ok::<(), specwright_runtime::violation::Violations>(())
    /// ```
    pub fn begin_record(&mut self) {
        if self.begin_object().is_none() && !self.halted {
            self.open(FrameKind::Nothing);
        }
    }

    /// Whether the object has another property.
    ///
    /// Whatever reads one goes on to the next: properties that come in the order of the loop are read in one turn of it. What
    /// nothing has read in a whole turn is read over. The last turn comes when there are no more: it tells what is missing.
    pub fn next_property(&mut self) -> bool {
        if self.halted {
            return false;
        }
        let at = self.at;
        let Some(Frame { started, value, offered, .. }) = self.frames.last() else { return false };
        if !started {
            self.next_key();
        } else if *value == Some(at) && *offered == Some(at) {
            self.skip_value();
            self.next_key();
        }
        let Some(Frame { kind, value, offered, ended, .. }) = self.frames.last_mut() else { return false };
        *offered = *value;
        match kind {
            _ if self.halted => false,
            FrameKind::Object(Some(_)) => true,
            FrameKind::Object(None) => !std::mem::replace(ended, true),
            _ => false,
        }
    }

    /// In the last turn of the loop: tells that a property must be there.
    pub(super) fn tell_missing(&mut self, name: &str) {
        if !self.halted
            && let Some(Frame { ended: true, wrong, .. }) = self.frames.last_mut()
            && !wrong.iter().any(|key| key == name)
        {
            wrong.push(name.to_owned().into());
            self.violation_at::<()>(name, "is missing");
        }
    }

    /// Whether a property of this name is the next to be read.
    #[inline]
    pub(super) fn is_at(&mut self, name: &str) -> bool {
        if let Some(Frame { kind: FrameKind::Object(Some(key)), value, .. }) = self.frames.last()
            && **key == *name
            && *value == Some(self.at)
        {
            return true;
        }
        self.format = Format::Usual;
        false
    }

    /// The name of the next property, if nothing before has read it in this turn of the loop.
    fn other(&mut self) -> Option<Cow<'a, str>> {
        if let Some(Frame { kind: FrameKind::Object(Some(key)), value, offered, .. }) = self.frames.last()
            && !self.halted
            && *value == Some(self.at)
            && value == offered
        {
            return Some(key.clone());
        }
        self.format = Format::Usual;
        None
    }

    /// Closes it, and tells whether all was right.
    pub fn end_record(&mut self) -> bool {
        if self.halted {
            return false;
        }
        let Some(Frame { kind, wrong, .. }) = self.frames.last() else { return false };
        let whole = !matches!(kind, FrameKind::Nothing) && wrong.is_empty();
        self.end_object().is_some() && whole
    }

    /// Reads a property that must be there, if it is the next. If it comes again, the last counts; a strict reader refuses that by
    /// itself.
    #[inline]
    pub fn required<T: Decode>(&mut self, name: &str, property: &mut Option<T>) {
        if self.is_at(name) {
            let value = T::decode(self);
            *property = self.ended(value);
        } else if property.is_none() {
            self.tell_missing(name);
        }
    }

    /// The same, with rules that a strict reader checks.
    #[inline]
    pub fn required_checked<T: Decode + Check>(&mut self, name: &str, property: &mut Option<T>, rules: &Rules) {
        if self.is_at(name) {
            let value = self.decode_checked(rules);
            *property = self.ended(value);
        } else if property.is_none() {
            self.tell_missing(name);
        }
    }

    /// Reads a property that may be missing, if it is the next. Null is not a value of it, unless its type says so; a lenient reader
    /// takes null as missing.
    #[inline]
    pub fn optional<T: Decode>(&mut self, name: &str, property: &mut Option<T>) {
        if self.is_at(name) {
            *property = self.unless_null(T::decode);
        }
    }

    /// The same, with rules that a strict reader checks.
    #[inline]
    pub fn optional_checked<T: Decode + Check>(&mut self, name: &str, property: &mut Option<T>, rules: &Rules) {
        if self.is_at(name) {
            *property = self.unless_null(|json| json.decode_checked(rules));
        }
    }

    /// Reads a property that may be missing, and may be null, if it is the next.
    #[inline]
    pub fn presence<T: Decode>(&mut self, name: &str, property: &mut Presence<T>) {
        if self.is_at(name) {
            *property = self.or_null(T::decode);
        }
    }

    /// The same, with rules that a strict reader checks.
    #[inline]
    pub fn presence_checked<T: Decode + Check>(&mut self, name: &str, property: &mut Presence<T>, rules: &Rules) {
        if self.is_at(name) {
            *property = self.or_null(|json| json.decode_checked(rules));
        }
    }

    /// Reads a property beside the named ones, which stand before this. The tag that told a union which variant this is belongs to the
    /// union.
    pub fn entry<T: Decode>(&mut self, entries: &mut BTreeMap<String, T>) {
        self.entry_by(entries, T::decode);
    }

    /// The same, with rules that a strict reader checks.
    pub fn entry_checked<T: Decode + Check>(&mut self, entries: &mut BTreeMap<String, T>, rules: &Rules) {
        self.entry_by(entries, |json| json.decode_checked(rules));
    }

    /// A property beside the named ones, which stand before this, in an object that has no others: refused in strict mode, else read
    /// over.
    pub fn no_other(&mut self) {
        let Some(key) = self.other() else { return };
        if self.is_tag(&key) {
            self.pass_value();
        } else {
            if self.is_strict() {
                self.violation::<()>("is not a property that is allowed here");
            }
            self.skip_value();
        }
        self.next_key();
    }

    fn entry_by<T>(&mut self, entries: &mut BTreeMap<String, T>, decode: impl FnOnce(&mut Self) -> Option<T>) {
        let Some(key) = self.other() else { return };
        if self.is_tag(&key) {
            self.format = Format::Usual;
            self.pass_value();
            self.next_key();
            return;
        }
        let value = decode(self);
        if let Some(value) = self.ended(value) {
            entries.insert(key.into_owned(), value);
        }
    }

    pub(super) fn unless_null<T: Decode>(&mut self, decode: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.peek_null() {
            let meaning = self.null_of();
            self.next_key();
            return meaning;
        }
        let value = decode(self);
        self.ended(value)
    }

    pub(super) fn or_null<T>(&mut self, decode: impl FnOnce(&mut Self) -> Option<T>) -> Presence<T> {
        if self.peek_null() {
            self.null();
            self.format = Format::Usual;
            self.next_key();
            return Presence::Null;
        }
        let value = decode(self);
        self.ended(value).map_or(Presence::Absent, Presence::Value)
    }

    pub(super) fn decode_checked<T: Decode + Check>(&mut self, rules: &Rules) -> Option<T> {
        T::decode(self).and_then(|value| self.checked(value, rules))
    }

    /// Ends the current property, notes that its value is wrong, if it is, and goes on to the next.
    pub(super) fn ended<T>(&mut self, value: Option<T>) -> Option<T> {
        let value = self.noted(value);
        self.next_key();
        value
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

    /// Ends the value of the current property, and notes that it is wrong, if it is.
    fn noted<T>(&mut self, value: Option<T>) -> Option<T> {
        self.format = Format::Usual;
        if value.is_none()
            && let Some(Frame { kind: FrameKind::Object(Some(key)), wrong, .. }) = self.frames.last_mut()
        {
            wrong.push(key.clone());
        }
        value
    }
}
