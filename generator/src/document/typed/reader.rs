//! Reads the parts of a value and says where one has a wrong shape.

use std::collections::HashMap;

use indexmap::IndexMap;
use serde_json::{Map, Number, Value};

use super::targets::Kind;
use super::{Beyond, ReverseItem};
use crate::diag::{Code, Diagnostic, Place, Sink};
use crate::document::lowering::{keyword, leniency};
use crate::document::selection::Selection;
use crate::document::{Origins, Version, pointer};

/// How many values may be written out in place of references, over the whole document: a small document must not
/// become a large one.
const MAX_WRITTEN_OUT: usize = 4_000_000;

/// A position in the document, and where to complain.
pub(super) struct Reader<'a> {
    pub(super) pointer: String,
    pub(super) version: Version,
    pub(super) root: &'a Value,
    pub(super) wanted: Vec<(Kind, String)>,
    /// How many references are being written out within each other.
    pub(super) written_out: usize,
    /// How many schemas were read.
    pub(super) schemas: usize,
    /// How many values may still be written out in place of references.
    budget: usize,
    /// By the pointer of their path item, the operations that `openapiv3` has no place for.
    pub(super) beyond: HashMap<String, Vec<Beyond>>,
    /// The path items of webhooks and callbacks, by where they stand. None while one is being read, and where one can't be.
    pub(super) reverse: IndexMap<String, Option<ReverseItem>>,
    origins: &'a Origins,
    selection: &'a Selection,
    sink: &'a mut Sink,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        origins: &'a Origins,
        version: Version,
        root: &'a Value,
        selection: &'a Selection,
        sink: &'a mut Sink,
    ) -> Self {
        Self {
            pointer: String::new(),
            version,
            root,
            wanted: Vec::new(),
            beyond: HashMap::new(),
            reverse: IndexMap::new(),
            written_out: 0,
            schemas: 0,
            budget: MAX_WRITTEN_OUT,
            origins,
            selection,
            sink,
        }
    }

    /// Reads what stands below a token.
    pub(super) fn at<T>(&mut self, token: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let end = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&pointer::escape(token));
        let read = read(self);
        self.pointer.truncate(end);
        read
    }

    pub(super) fn place(&self) -> Place {
        self.origins.place(&self.pointer)
    }

    /// Whether the operation or path here is not wanted.
    pub(super) fn is_unread(&self) -> bool {
        self.selection.is_unread(&self.pointer)
    }

    /// Whether a value may be written out here; if not, that is reported.
    pub(super) fn affords(&mut self, value: &Value) -> bool {
        let mut left = self.budget;
        let affords = spend(value, &mut left);
        self.budget = left;
        if !affords {
            self.refuse_reference(Code::TooLarge, "too much is written out in place of references");
        }
        affords
    }

    /// Notes a reference, so that its target is typed too.
    pub(super) fn want(&mut self, kind: Kind, reference: &str) {
        self.wanted.push((kind, reference.to_owned()));
    }

    /// Something here has a wrong shape.
    pub(super) fn invalid(&mut self, message: impl Into<String>) -> &mut Diagnostic {
        let place = self.place();
        self.sink.push(Code::InvalidDocument, place, message)
    }

    /// Something here is asked for that is not supported.
    pub(super) fn unsupported(&mut self, message: impl Into<String>) -> &mut Diagnostic {
        let place = self.place();
        self.sink.push(Code::Unsupported, place, message)
    }

    /// Something here is left out or guessed.
    pub(super) fn degraded(&mut self, message: impl Into<String>) -> &mut Diagnostic {
        let place = self.place();
        self.sink.push(Code::Degraded, place, message)
    }

    /// Something here is left out, because a part of it is wrong, which was said.
    pub(super) fn lost(&mut self, message: impl Into<String>) {
        let place = self.place();
        self.sink.consequence(place, message);
    }

    /// Something here is not as a path template asks for.
    pub(super) fn path_parameter(&mut self, message: impl Into<String>) {
        let place = self.place();
        self.sink.push(Code::PathParameter, place, message);
    }

    /// The `$ref` here can't be followed.
    pub(super) fn refuse_reference(&mut self, code: Code, message: impl Into<String>) {
        let place = self.origins.place(&format!("{}/$ref", self.pointer));
        self.sink.push(code, place, message);
    }

    /// Here stands something else than what is expected.
    pub(super) fn wrong(&mut self, expected: &str, found: &Value) {
        self.invalid(format!("expected {expected}, found {}", describe(found)));
    }

    pub(super) fn text(&mut self, value: &Value) -> Option<String> {
        self.expect("a string", value, leniency::text)
    }

    /// An owned string costs nothing.
    pub(super) fn take_text(&mut self, value: Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text),
            other => self.text(&other),
        }
    }

    pub(super) fn flag(&mut self, value: &Value) -> Option<bool> {
        let flag = leniency::flag(value);
        if flag.is_none() {
            self.degraded(format!("expected true or false, found {}; it is left out", describe(value)));
        }
        flag
    }

    pub(super) fn count(&mut self, value: &Value) -> Option<usize> {
        self.expect("a number of 0 or more", value, |value| usize::try_from(leniency::count(value)?).ok())
    }

    pub(super) fn number(&mut self, value: &Value) -> Option<Number> {
        self.expect("a number", value, leniency::number)
    }

    fn expect<T>(&mut self, expected: &str, value: &Value, read: impl FnOnce(&Value) -> Option<T>) -> Option<T> {
        let read = read(value);
        if read.is_none() {
            self.wrong(expected, value);
        }
        read
    }

    /// The entries of an object but for null ones and keywords that are the lowering's own. An empty list stands for
    /// an empty object, as some servers write it.
    pub(super) fn object(&mut self, value: Value) -> Option<Map<String, Value>> {
        match value {
            Value::Object(mut map) => {
                if map.iter().any(|(key, value)| value.is_null() || key.starts_with(keyword::PREFIX)) {
                    map.retain(|key, value| {
                        !key.starts_with(keyword::PREFIX) && (!value.is_null() || key == "example" || key == "value")
                    });
                }
                Some(map)
            }
            Value::Array(list) if list.is_empty() => Some(Map::new()),
            other => {
                self.wrong("an object", &other);
                None
            }
        }
    }

    /// Reads each value of an object by its key; those that can't be read are left out.
    pub(super) fn entries<T>(
        &mut self,
        value: Value,
        mut read: impl FnMut(&mut Self, &str, Value) -> Option<T>,
    ) -> IndexMap<String, T> {
        let entries = self.object(value).unwrap_or_default();
        entries
            .into_iter()
            .filter_map(|(key, value)| {
                let item = self.at(&key, |reader| read(reader, &key, value))?;
                Some((key, item))
            })
            .collect()
    }

    /// Reads each value of a list; those that can't be read are left out.
    pub(super) fn list<T>(&mut self, value: Value, mut read: impl FnMut(&mut Self, Value) -> Option<T>) -> Vec<T> {
        match value {
            Value::Array(values) => values
                .into_iter()
                .enumerate()
                .filter_map(|(index, value)| self.at(&index.to_string(), |reader| read(reader, value)))
                .collect(),
            other => {
                self.wrong("a list", &other);
                Vec::new()
            }
        }
    }
}

/// Takes the number of values in a tree from what is left, as far as it goes.
fn spend(value: &Value, left: &mut usize) -> bool {
    let Some(rest) = left.checked_sub(1) else { return false };
    *left = rest;
    match value {
        Value::Array(list) => list.iter().all(|value| spend(value, left)),
        Value::Object(map) => map.values().all(|value| spend(value, left)),
        _ => true,
    }
}

/// What a value is, in the words of the reader of a diagnostic.
fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) if text.chars().count() <= 40 => format!("the string {text:?}"),
        Value::String(_) => "a string".to_owned(),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}
