//! Writing a form of parts.

use std::fmt::Write;
use std::hash::{BuildHasher, Hasher, RandomState};

use bytes::Bytes;

use crate::file::File;
use crate::json::{self, Encode, Format, Value};
use crate::media::{self, JSON, MediaType};
use crate::parameter::{encode::scalar, value_as};
use crate::presence::Presence;
use crate::violation::Violations;

/// Writes a form of parts.
#[derive(Debug)]
pub struct MultipartEncoder {
    media: String,
    boundary: String,
    out: Vec<u8>,
    wrong: Violations,
    /// How the next member is written.
    format: Format,
}

impl MultipartEncoder {
    /// A form without parts, with a boundary that can't be foreseen.
    pub(crate) fn new(media: &str) -> Self {
        // 128 random bits: that they stand in a part by chance or by intent can be ruled out.
        let random = || RandomState::new().build_hasher().finish();
        Self {
            media: MediaType::parse(media).essence().to_owned(),
            boundary: format!("specwright-{:016x}{:016x}", random(), random()),
            out: Vec::new(),
            wrong: Violations::new(),
            format: Format::Usual,
        }
    }

    /// Says how the next member is written.
    pub fn formatted(&mut self, format: Format) -> &mut Self {
        self.format = format;
        self
    }

    /// A member: nothing for null, text for a single value, JSON for an object, one part for each item of an array.
    pub fn field<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        match value_as(std::mem::take(&mut self.format), value) {
            Ok(Value::Array(items)) => {
                for item in &items {
                    self.value(name, item);
                }
            }
            Ok(value) => self.value(name, &value),
            Err(reason) => self.wrong.within(name, |found| found.add(reason)),
        }
    }

    /// A member as one part of this media type: JSON, or the text of a single value.
    pub fn field_as<T: Encode + ?Sized>(&mut self, name: &str, media: &str, value: &T) {
        match value_as(std::mem::take(&mut self.format), value) {
            Ok(Value::Null) => {}
            Ok(value) if media.contains("json") => self.part(name, None, Some(media), &json::to_vec(&value)),
            Ok(value) => self.part(name, None, Some(media), scalar(&value).as_bytes()),
            Err(reason) => self.wrong.within(name, |found| found.add(reason)),
        }
    }

    /// A file, or several, or none: one part for each.
    pub fn file<F: Files + ?Sized>(&mut self, name: &str, files: &F) {
        self.file_of(name, "*/*", files);
    }

    /// The same of files that have one of these media types, separated by commas; who has none is sent as the first.
    pub fn file_of<F: Files + ?Sized>(&mut self, name: &str, declared: &str, files: &F) {
        files.each(&mut |file| {
            let own = file.content_type.as_deref();
            let meant = own.and_then(|own| media::choose_of(own, declared));
            let first = declared.split(',').next().unwrap_or_default().trim();
            let declared = if own.is_some() { meant.unwrap_or(first) } else { first };
            match media::of_bytes(declared, own) {
                // A part without a name is not taken for a file.
                Ok(media) => {
                    let file_name = file.name.as_deref().unwrap_or(name);
                    self.part(name, Some(file_name), Some(&media), &file.bytes);
                }
                Err(reason) => self.wrong.within(name, |found| found.add(reason)),
            }
        });
    }

    /// The media type with the boundary, and the body.
    pub(crate) fn finish(mut self) -> Result<(String, Bytes), Violations> {
        if !self.wrong.is_empty() {
            return Err(self.wrong);
        }
        self.out.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        Ok((format!("{}; boundary={}", self.media, self.boundary), self.out.into()))
    }

    fn value(&mut self, name: &str, value: &Value) {
        match value {
            Value::Null => {}
            Value::Array(_) | Value::Object(_) => self.part(name, None, Some(JSON), &json::to_vec(value)),
            value => self.part(name, None, None, scalar(value).as_bytes()),
        }
    }

    fn part(&mut self, name: &str, file: Option<&str>, media: Option<&str>, bytes: &[u8]) {
        if media.is_some_and(|media| media.bytes().any(|byte| byte.is_ascii_control())) {
            self.wrong.within(name, |found| found.add("has a content type with control characters"));
            return;
        }
        // Writing to a string does not fail.
        let mut head = format!("--{}\r\nContent-Disposition: form-data; name=\"{}\"", self.boundary, quoted(name));
        if let Some(file) = file {
            let _ = write!(head, "; filename=\"{}\"", quoted(file));
        }
        if let Some(media) = media {
            let _ = write!(head, "\r\nContent-Type: {media}");
        }
        head.push_str("\r\n\r\n");
        self.out.extend_from_slice(head.as_bytes());
        self.out.extend_from_slice(bytes);
        self.out.extend_from_slice(b"\r\n");
    }
}

/// A name in quotes, as HTML forms escape it (RFC 7578, 2; WHATWG HTML, multipart form data).
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A").replace('\0', "%00")
}

/// Files in a member of a form: one, several, or none.
pub trait Files {
    /// Looks at each.
    fn each(&self, look: &mut dyn FnMut(&File));
}

impl Files for File {
    fn each(&self, look: &mut dyn FnMut(&File)) {
        look(self);
    }
}

impl<F: Files> Files for Option<F> {
    fn each(&self, look: &mut dyn FnMut(&File)) {
        if let Some(files) = self {
            files.each(look);
        }
    }
}

impl<F: Files> Files for Presence<F> {
    fn each(&self, look: &mut dyn FnMut(&File)) {
        if let Self::Value(files) = self {
            files.each(look);
        }
    }
}

impl<F: Files> Files for Vec<F> {
    fn each(&self, look: &mut dyn FnMut(&File)) {
        for files in self {
            files.each(look);
        }
    }
}
