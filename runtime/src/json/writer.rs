//! The writer: appends one value after the other.

use std::collections::BTreeMap;

use super::number::float_text;
use super::{Encode, Format};
use crate::presence::Presence;

/// Writes JSON into memory, without white space.
#[derive(Debug, Default)]
pub struct Writer {
    out: Vec<u8>,
    /// Whether a comma stands before the next value or key.
    comma: bool,
    /// Whether equal values get equal texts.
    canonical: bool,
    /// Whether what only requests hold is left out.
    answer: bool,
    /// A property that the next object begins with.
    tag: Option<(&'static str, &'static str)>,
    /// Why null was written in place of a value that JSON has no text for, if it was.
    lossy: Option<&'static str>,
    /// How the value that is written next is written.
    pub(super) format: Format,
}

impl Writer {
    /// Nothing written yet.
    pub const fn new() -> Self {
        Self {
            out: Vec::new(),
            comma: false,
            canonical: false,
            answer: false,
            tag: None,
            lossy: None,
            format: Format::Usual,
        }
    }

    /// The same, but equal values get equal texts: any JSON is written with its keys in order and its numbers in one form.
    pub(crate) fn canonical() -> Self {
        Self { canonical: true, ..Self::new() }
    }

    /// Whether an answer is written, from which a property that is `writeOnly` is left out (OAS 3.0.4, 4.8.24.1).
    pub const fn is_answer(&self) -> bool {
        self.answer
    }

    /// What follows is written as part of an answer.
    pub(super) const fn answer(&mut self) {
        self.answer = true;
    }

    pub(super) const fn is_canonical(&self) -> bool {
        self.canonical
    }

    /// What was written.
    pub fn into_bytes(self) -> Vec<u8> {
        self.out
    }

    /// What was written, if it says all of the value.
    ///
    /// # Errors
    ///
    /// When null stands in place of another value: to the peer it would mean something else.
    pub(crate) fn whole(self) -> Result<Vec<u8>, &'static str> {
        self.lossy.map_or(Ok(self.out), Err)
    }

    /// Opens an object.
    pub fn begin_object(&mut self) {
        self.punctuation(b'{');
        if let Some((property, tag)) = self.tag.take() {
            self.field(property, tag);
        }
    }

    /// Closes the object.
    pub fn end_object(&mut self) {
        self.out.push(b'}');
        self.comma = true;
    }

    /// Opens an array.
    pub fn begin_array(&mut self) {
        self.punctuation(b'[');
    }

    /// Closes the array.
    pub fn end_array(&mut self) {
        self.out.push(b']');
        self.comma = true;
    }

    /// A key; its value comes next.
    pub fn key(&mut self, key: &str) {
        self.separate();
        self.quoted(key);
        self.out.push(b':');
        self.comma = false;
    }

    /// A property.
    pub fn field<T: Encode + ?Sized>(&mut self, key: &str, value: &T) {
        self.key(key);
        value.encode(self);
        self.format = Format::Usual;
    }

    /// A property that is left out when there is no value.
    pub fn optional<T: Encode>(&mut self, key: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.field(key, value);
        }
        self.format = Format::Usual;
    }

    /// A property that is left out when it is absent, and null when it is null.
    pub fn presence<T: Encode>(&mut self, key: &str, value: &Presence<T>) {
        match value {
            Presence::Absent => {}
            Presence::Null => {
                self.key(key);
                self.null();
            }
            Presence::Value(value) => self.field(key, value),
        }
        self.format = Format::Usual;
    }

    /// An object with a property that tells which variant of a union it is, though its type does not have it.
    pub fn tagged<T: Encode + ?Sized>(&mut self, property: &'static str, tag: &'static str, value: &T) {
        self.tag = Some((property, tag));
        value.encode(self);
        self.tag = None;
    }

    /// The properties of a map beside named ones.
    pub fn entries<T: Encode>(&mut self, entries: &BTreeMap<String, T>) {
        for (key, value) in entries {
            self.key(key);
            value.encode(self);
        }
        self.format = Format::Usual;
    }

    /// Begins a string that holds what is written next; says where.
    pub(super) fn begin_embedded(&mut self) -> usize {
        self.separate();
        self.comma = false;
        self.out.len()
    }

    /// Ends it.
    pub(super) fn end_embedded(&mut self, start: usize) {
        let text = self.out.split_off(start);
        self.quoted(&String::from_utf8_lossy(&text));
        self.comma = true;
        self.format = Format::Usual;
    }

    /// A string.
    pub fn string(&mut self, text: &str) {
        self.separate();
        self.quoted(text);
        self.comma = true;
    }

    /// A boolean.
    pub fn boolean(&mut self, value: bool) {
        self.raw(if value { "true" } else { "false" });
    }

    /// `null`.
    pub fn null(&mut self) {
        self.raw("null");
    }

    /// A whole number.
    pub fn integer(&mut self, value: i128) {
        self.digits(&value.to_string());
    }

    /// The text of a number.
    pub(super) fn digits(&mut self, text: &str) {
        if self.format == Format::Quoted { self.string(text) } else { self.raw(text) }
    }

    /// A floating-point number as ECMAScript writes it; null if it is not finite.
    pub fn float(&mut self, value: f64) {
        self.number(value.is_finite().then(|| float_text(value)));
    }

    /// A floating-point number of single precision, as short as it can be; null if it is not finite.
    pub fn single(&mut self, value: f32) {
        self.number(value.is_finite().then(|| float_text(value)));
    }

    fn number(&mut self, text: Option<String>) {
        if let Some(text) = text {
            self.raw(&text);
        } else {
            self.unwritable("holds a number that is not finite, which can't be written");
        }
    }

    /// Null in place of a value that can't be written, which is why the message as a whole can't be.
    pub(crate) fn unwritable(&mut self, reason: &'static str) {
        self.lossy = Some(reason);
        self.null();
    }

    /// A value whose text is JSON already.
    pub(crate) fn raw(&mut self, json: &str) {
        self.separate();
        self.out.extend_from_slice(json.as_bytes());
        self.comma = true;
    }

    fn punctuation(&mut self, open: u8) {
        self.separate();
        self.out.push(open);
        self.comma = false;
    }

    fn separate(&mut self) {
        if self.comma {
            self.out.push(b',');
        }
    }

    fn quoted(&mut self, text: &str) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        self.out.push(b'"');
        let bytes = text.as_bytes();
        let mut from = 0;
        for (at, &byte) in bytes.iter().enumerate() {
            let escape = match byte {
                b'"' | b'\\' => byte,
                0x08 => b'b',
                0x0c => b'f',
                b'\n' => b'n',
                b'\r' => b'r',
                b'\t' => b't',
                0..0x20 => b'u',
                _ => continue,
            };
            self.out.extend_from_slice(&bytes[from..at]);
            self.out.extend_from_slice(&[b'\\', escape]);
            if escape == b'u' {
                let (high, low) = (usize::from(byte >> 4), usize::from(byte & 15));
                self.out.extend_from_slice(&[b'0', b'0', HEX[high], HEX[low]]);
            }
            from = at + 1;
        }
        self.out.extend_from_slice(&bytes[from..]);
        self.out.push(b'"');
    }
}
