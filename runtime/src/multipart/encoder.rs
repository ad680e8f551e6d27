//! Writing a form of parts.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt::Write;
use std::hash::{BuildHasher, Hasher, RandomState};

use bytes::Bytes;

use super::chain::chained;
use super::{Layout, Multipart};
use crate::body::{Body, ByteStream};
use crate::file::File;
use crate::json::{self, Answer, Encode, Format, Value};
use crate::media::{self, JSON, MediaType, TEXT};
use crate::parameter::encode::{self, pairs, scalar};
use crate::parameter::escape::Escaping;
use crate::parameter::{Parameter, value_as};
use crate::presence::Presence;
use crate::violation::Violations;

/// Writes a form of parts.
#[derive(Debug)]
pub struct MultipartEncoder {
    media: String,
    boundary: String,
    out: Vec<u8>,
    /// Files that are streams come last: who reads them has then read all else. Each has the bytes that stand before it.
    late: Vec<(Vec<u8>, ByteStream)>,
    /// The member of the last of them, whose files stay in their order.
    late_member: Option<String>,
    wrong: Violations,
    /// How the next member is written.
    format: Format,
    /// The header fields of the part that is being written, as lines.
    headers: Vec<u8>,
    /// Whether what only requests hold is left out.
    answer: bool,
    layout: Layout,
    /// How many parts there are.
    count: usize,
    /// Of a part of a series: how many stand before it. The boundary before it is written already.
    before: Option<usize>,
}

impl MultipartEncoder {
    /// A form without parts, with a boundary that can't be foreseen.
    pub(crate) fn new(media: &str, layout: Layout) -> Self {
        Self::within(media, boundary(), layout)
    }

    /// A form without parts, with this boundary.
    pub(super) fn within(media: &str, boundary: String, layout: Layout) -> Self {
        Self {
            media: MediaType::parse(media).essence().to_owned(),
            boundary,
            out: Vec::new(),
            late: Vec::new(),
            late_member: None,
            wrong: Violations::new(),
            format: Format::Usual,
            headers: Vec::new(),
            answer: false,
            layout,
            count: 0,
            before: None,
        }
    }

    /// The same behind so many parts of a series.
    pub(super) const fn behind(mut self, before: usize) -> Self {
        self.before = Some(before);
        self
    }

    /// The first of these, or that which stands as far behind it as there are parts of a series before this one; else the last.
    pub fn of_place<V: Copy>(&self, first: V, others: &[V]) -> V {
        super::of_place(self.before.unwrap_or(0), first, others)
    }

    /// The same for an answer.
    pub(crate) const fn answering(mut self) -> Self {
        self.answer = true;
        self
    }

    /// Whether an answer is written, from which a member that is `writeOnly` is left out.
    pub const fn is_answer(&self) -> bool {
        self.answer
    }

    /// Says how the next member is written.
    pub fn formatted(&mut self, format: Format) -> &mut Self {
        self.format = format;
        self
    }

    /// A member: nothing for null, text for a single value, JSON for an object, one part for each item of an array. A part that has
    /// a place is there for null, too, and is JSON for an array.
    pub fn field<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        match self.tree(value) {
            Ok(value) if self.layout != Layout::Names => self.placed(name, &value),
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
        match self.tree(value) {
            Ok(Value::Null) if self.layout == Layout::Names => {}
            Ok(value) if media.contains("json") => self.field_part(name, Some(media), &json::to_vec(&value)),
            Ok(value) => match media::encode_text(media, scalar(&value).into_owned()) {
                Ok((media, bytes)) => self.field_part(name, Some(&media), &bytes),
                Err(reason) => self.wrong.within(name, |found| found.add(reason)),
            },
            Err(reason) => self.wrong.within(name, |found| found.add(reason)),
        }
    }

    /// A member as a parameter of a query is written (OAS 3.1.1, 4.8.15.1.2), a part for each pair. Nothing is escaped.
    pub fn styled<T: Encode + ?Sized>(&mut self, parameter: &Parameter, value: &T) {
        let value = self.formatted(parameter.format).tree(value).map_err(Cow::Borrowed);
        let written = value.and_then(|value| {
            pairs(parameter, &value, Escaping::Nothing, &mut |name, text| self.field_part(name, None, text.as_bytes()))
        });
        if let Err(reason) = written {
            self.wrong.within(parameter.name, |found| found.add(reason));
        }
    }

    /// A part with header fields of its own.
    pub fn part<T: Multipart>(&mut self, part: &T) {
        part.encode(self);
        self.headers.clear();
    }

    /// A header field of the part that comes next; none when the value is null.
    pub fn header<T: Encode + ?Sized>(&mut self, header: &Parameter, value: &T) {
        let value = value_as(header.format, value).map_err(Cow::Borrowed);
        match value.and_then(|value| encode::header(header, &value)) {
            Ok(Some(value)) => {
                self.headers.extend_from_slice(format!("{}: ", header.name).as_bytes());
                self.headers.extend_from_slice(value.as_bytes());
                self.headers.extend_from_slice(b"\r\n");
            }
            Ok(None) => {}
            Err(reason) => self.wrong.add(format!("has a part whose header `{}` {reason}", header.name)),
        }
    }

    /// A file, or several, or none: one part for each. Streams of a body whose parts have names stand behind all else.
    pub fn file<F: Files + ?Sized>(&mut self, name: &str, files: &F) {
        self.file_of(name, "*/*", files);
    }

    /// The same of files that have one of these media types, separated by commas; who has none is sent as the first.
    pub fn file_of<F: Files + ?Sized>(&mut self, name: &str, declared: &str, files: &F) {
        let mut is_late = self.late_member.as_deref() == Some(name);
        files.each(&mut |file| is_late |= file.bytes().is_none());
        if is_late && self.layout == Layout::Names {
            self.late_member = Some(name.to_owned());
        }
        files.each(&mut |file| {
            let own = file.content_type.as_deref();
            let meant = own.and_then(|own| media::choose_of(own, declared));
            let first = media::listed(declared).next().unwrap_or_default();
            let declared = if own.is_some() { meant.unwrap_or(first) } else { first };
            match media::of_bytes(declared, own) {
                Ok(media) => {
                    // In a form, a part without a file name is not taken for a file.
                    let is_form = self.layout == Layout::Names;
                    let file_name = file.name.as_deref().or(is_form.then_some(name));
                    let Some(head) = self.head(name, file_name, Some(&media)) else { return };
                    match file.content() {
                        Ok(bytes) if is_form && is_late => self.late.push((head, bytes.clone().into())),
                        Ok(bytes) => self.add(head, bytes),
                        Err(stream) => self.late.push((head, stream)),
                    }
                }
                Err(reason) => self.wrong.within(name, |found| found.add(reason)),
            }
        });
    }

    /// The media type with the boundary, and the body.
    pub(crate) fn finish(self) -> Result<(String, Body), Violations> {
        let media = format!("{}; boundary={}", self.media, self.boundary);
        let end = format!("--{}--\r\n", self.boundary);
        self.ended(&end).map(|body| (media, body))
    }

    /// How many parts there are.
    pub(super) const fn count(&self) -> usize {
        self.count
    }

    /// The parts, and this behind the last of them.
    pub(super) fn ended(mut self, end: &str) -> Result<Body, Violations> {
        if !self.wrong.is_empty() {
            return Err(self.wrong);
        }
        if self.late.is_empty() {
            self.out.extend_from_slice(end.as_bytes());
            return Ok(Body::Bytes(self.out.into()));
        }
        let mut pieces = VecDeque::from([ByteStream::from(self.out)]);
        for (mut head, stream) in self.late {
            if pieces.len() > 1 {
                head.splice(0..0, *b"\r\n");
            }
            pieces.extend([head.into(), stream]);
        }
        pieces.push_back(format!("\r\n{end}").into());
        Ok(Body::Stream(chained(pieces)))
    }

    /// The value of the next member.
    fn tree<T: Encode + ?Sized>(&mut self, value: &T) -> Result<Value, &'static str> {
        let format = std::mem::take(&mut self.format);
        if self.answer { value_as(format, &Answer(value)) } else { value_as(format, value) }
    }

    fn value(&mut self, name: &str, value: &Value) {
        match value {
            Value::Null => {}
            Value::Array(_) | Value::Object(_) => self.field_part(name, Some(JSON), &json::to_vec(value)),
            value => self.field_part(name, None, scalar(value).as_bytes()),
        }
    }

    /// A value as the one part at its place.
    fn placed(&mut self, name: &str, value: &Value) {
        match value {
            Value::Null | Value::Array(_) | Value::Object(_) => {
                self.field_part(name, Some(JSON), &json::to_vec(value));
            }
            value => match media::encode_text(TEXT, scalar(value).into_owned()) {
                Ok((media, bytes)) => self.field_part(name, Some(&media), &bytes),
                Err(reason) => self.wrong.within(name, |found| found.add(reason)),
            },
        }
    }

    fn field_part(&mut self, name: &str, media: Option<&str>, bytes: &[u8]) {
        if let Some(head) = self.head(name, None, media) {
            self.add(head, bytes);
        }
    }

    fn add(&mut self, head: Vec<u8>, bytes: &[u8]) {
        // What has a place keeps it, behind a stream, too.
        if self.layout != Layout::Names && !self.late.is_empty() {
            return self.late.push((head, Bytes::copy_from_slice(bytes).into()));
        }
        self.out.extend_from_slice(&head);
        self.out.extend_from_slice(bytes);
        self.out.extend_from_slice(b"\r\n");
    }

    /// The header of a part, if it can be written.
    fn head(&mut self, name: &str, file: Option<&str>, media: Option<&str>) -> Option<Vec<u8>> {
        if media.is_some_and(|media| media.bytes().any(|byte| byte.is_ascii_control())) {
            self.wrong.within(name, |found| found.add("has a content type with control characters"));
            return None;
        }
        if self.layout != Layout::Names && name.parse().is_ok_and(|place: usize| place > self.count) {
            self.wrong.within(name, |found| found.add("can't be there without the parts before it"));
            return None;
        }
        self.count += 1;
        // Writing to a string does not fail.
        let mut head = String::new();
        if self.before.is_none() {
            let _ = write!(head, "--{}", self.boundary);
        }
        if self.layout == Layout::Names {
            let _ = write!(head, "\r\nContent-Disposition: form-data; name=\"{}\"", quoted(name));
        } else if file.is_some() {
            head.push_str("\r\nContent-Disposition: attachment");
        }
        if let Some(file) = file {
            let _ = write!(head, "; filename=\"{}\"", quoted(file));
        }
        if let Some(media) = media {
            let _ = write!(head, "\r\nContent-Type: {media}");
        }
        head.push_str("\r\n");
        let mut head = head.into_bytes();
        head.extend_from_slice(&self.headers);
        head.extend_from_slice(b"\r\n");
        Some(head)
    }
}

/// A boundary that can't be foreseen: that these 128 random bits stand in a part by chance or by intent can be ruled out.
pub(super) fn boundary() -> String {
    let random = || RandomState::new().build_hasher().finish();
    format!("specwright-{:016x}{:016x}", random(), random())
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
