//! The fields of an extension, read one by one; what is left over in the end is unknown.

use serde_json::{Map, Value};

use crate::diag::{Code, Sink};
use crate::document::pointer;
use crate::document::typed::Document;

/// An object within an extension.
pub(super) struct Fields<'a> {
    document: &'a Document,
    sink: &'a mut Sink,
    map: &'a Map<String, Value>,
    pointer: String,
    known: Vec<&'static str>,
    /// Whether anything was wrong so far.
    pub(super) failed: bool,
}

impl<'a> Fields<'a> {
    /// Opens an extension; none if it is no object, which is reported.
    pub(super) fn open(
        document: &'a Document,
        sink: &'a mut Sink,
        value: &'a Value,
        pointer: String,
        form: &str,
    ) -> Option<Self> {
        let Value::Object(map) = value else {
            let name = pointer.rsplit('/').next().unwrap_or_default().to_owned();
            sink.push(Code::InvalidExtension, document.place(&pointer), format!("`{name}` is an object")).help =
                Some(format!("its form is {form}"));
            return None;
        };
        Some(Self { document, sink, map, pointer, known: Vec::new(), failed: false })
    }

    /// Opens an object within this one, if it is there.
    pub(super) fn nested(&mut self, key: &'static str) -> Option<Fields<'_>> {
        self.known.push(key);
        let value = self.map.get(key)?;
        let Value::Object(map) = value else {
            self.wrong(key, format!("`{key}` is an object"), None);
            return None;
        };
        let pointer = format!("{}/{key}", self.pointer);
        Some(Fields { document: self.document, sink: self.sink, map, pointer, known: Vec::new(), failed: false })
    }

    /// Reports what is wrong with a field.
    pub(super) fn wrong(&mut self, key: &str, message: impl Into<String>, help: Option<String>) {
        self.failed = true;
        let at =
            if key.is_empty() { self.pointer.clone() } else { format!("{}/{}", self.pointer, pointer::escape(key)) };
        self.sink.push(Code::InvalidExtension, self.document.place(&at), message).help = help;
    }

    /// A field as it is.
    pub(super) fn value(&mut self, key: &'static str) -> Option<&'a Value> {
        self.known.push(key);
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// A string, if it is there.
    pub(super) fn text(&mut self, key: &'static str) -> Option<&'a str> {
        let value = self.value(key)?;
        let text = value.as_str();
        if text.is_none() {
            self.wrong(key, format!("`{key}` is a string"), None);
        }
        text
    }

    /// A string that must be there.
    pub(super) fn needed(&mut self, key: &'static str) -> Option<&'a str> {
        let there = self.map.contains_key(key);
        let text = self.text(key);
        if !there {
            self.wrong("", format!("`{key}` is missing"), None);
        }
        text
    }

    /// A JSON Pointer, if it is there.
    pub(super) fn pointer(&mut self, key: &'static str) -> Option<&'a str> {
        let text = self.text(key)?;
        if !text.starts_with('/') {
            let help = format!("write `/{}`", text.trim_start_matches(['#', '/', '$', '.']));
            self.wrong(key, format!("`{key}` is a JSON Pointer, which begins with `/`"), Some(help));
            return None;
        }
        Some(text)
    }

    /// A JSON Pointer that must be there.
    pub(super) fn needed_pointer(&mut self, key: &'static str) -> Option<&'a str> {
        if !self.map.contains_key(key) {
            self.known.push(key);
            self.wrong("", format!("`{key}` is missing"), None);
            return None;
        }
        self.pointer(key)
    }

    /// A whole number, if it is there.
    pub(super) fn integer(&mut self, key: &'static str) -> Option<i64> {
        let value = self.value(key)?;
        let number = value.as_i64();
        if number.is_none() {
            self.wrong(key, format!("`{key}` is a whole number"), None);
        }
        number
    }

    /// Reports the fields that were not asked for. Whether everything was right.
    pub(super) fn close(mut self) -> bool {
        let unknown: Vec<String> = self.map.keys().filter(|key| !self.known.contains(&key.as_str())).cloned().collect();
        for key in unknown {
            let known: Vec<String> = self.known.iter().map(|known| format!("`{known}`")).collect();
            self.wrong(&key, format!("`{key}` is not known here"), Some(format!("known are {}", known.join(", "))));
        }
        !self.failed
    }
}
