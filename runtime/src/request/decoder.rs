//! Reading a request.

use std::fmt;

use bytes::Bytes;
use http::HeaderMap;

use super::Rejection;
use crate::body::{Body, ByteStream};
use crate::form;
use crate::json::{Decode, Mode, Reader};
use crate::media::{self, FORM, JSON, MULTIPART, MediaType};
use crate::multipart::{self, Multipart, MultipartDecoder, ReadPart};
use crate::operation::{OperationSpec, SchemeKind};
use crate::parameter::{self, Location, Parameter, ParameterKind, Query, Style};
use crate::rules::Check;
use crate::sequence::{Framing, Sequence};
use crate::violation::{Violation, Violations};
#[cfg(feature = "xml")]
use crate::xml::{self, Element};

/// Reads a request. What is wrong is kept and comes out at the end.
pub struct RequestDecoder {
    path: Vec<(&'static str, String)>,
    query: Query,
    /// Names of cookies that have been read.
    cookies: Vec<&'static str>,
    headers: HeaderMap,
    body: Body,
    mode: Mode,
    lenient_json: bool,
    unsupported: Option<Vec<String>>,
    wrong: Violations,
}

/// Without values: any of them may be a secret.
impl fmt::Debug for RequestDecoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestDecoder").field("mode", &self.mode).finish_non_exhaustive()
    }
}

impl RequestDecoder {
    /// A reader of a request for an operation: what stands in place of the names in its path template and the query string,
    /// both percent-encoded as they came.
    ///
    /// The body must be in memory, unless the operation's is to be handed on as it arrives.
    pub fn new(
        spec: &'static OperationSpec,
        path: Vec<(&'static str, String)>,
        query: &str,
        headers: &HeaderMap,
        body: Body,
        mode: Mode,
    ) -> Self {
        let mut wrong = Violations::new();
        // What the template itself says of the query string is no parameter.
        let own = spec.path.split_once('?').map(|(_, own)| own).unwrap_or_default();
        let mut query = Query::parse(query, &mut wrong).without(own);
        let mut cookies = Vec::new();
        for security in spec.security.iter().copied().flatten() {
            match security.scheme.kind {
                SchemeKind::QueryKey(name) => query.leave_out(name),
                SchemeKind::CookieKey(name) => cookies.push(name),
                _ => {}
            }
        }
        Self {
            path,
            query,
            cookies,
            headers: headers.clone(),
            body,
            mode,
            lenient_json: true,
            unsupported: None,
            wrong,
        }
    }

    /// Whether a JSON body is also taken with no content type, or with the one that `curl --data` sends by itself
    /// (`application/x-www-form-urlencoded`), where the operation takes nothing but JSON. On unless switched off.
    pub fn lenient_json(mut self, lenient: bool) -> Self {
        self.lenient_json = lenient;
        self
    }

    /// Its headers.
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A parameter that must be there.
    pub fn required<T: Decode + Check>(&mut self, parameter: &'static Parameter) -> Option<T> {
        let found = self.find(parameter);
        let Some(json) = found.transpose() else {
            // Where an object's members stand on their own, nothing may be one without members.
            if parameter.kind == ParameterKind::Object
                && parameter.is_exploded_object()
                && let Ok(value) = parameter::read(parameter, Some(b"{}".to_vec()), self.mode)
            {
                return Some(value);
            }
            self.wrong.at(parameter.location, parameter.name, |found| found.add("is missing"));
            return None;
        };
        self.read(parameter, json)
    }

    /// A list that may be missing where each item stands on its own, so that none is the same as an empty list.
    pub fn list<T: Decode + Check + Default>(&mut self, parameter: &'static Parameter) -> Option<T> {
        self.optional(parameter).map(Option::unwrap_or_default)
    }

    /// A parameter that may be missing.
    pub fn optional<T: Decode + Check>(&mut self, parameter: &'static Parameter) -> Option<Option<T>> {
        match self.find(parameter).transpose() {
            Some(Ok(json)) if parameter.allow_empty && json == br#""""# => {
                Some(parameter::read(parameter, Some(json), self.mode).ok())
            }
            Some(json) => self.read(parameter, json).map(Some),
            None => Some(None),
        }
    }

    /// A JSON body.
    pub fn json<T: Decode>(&mut self) -> Option<T> {
        self.json_as(JSON)
    }

    /// A JSON body that may be missing.
    pub fn optional_json<T: Decode>(&mut self) -> Option<Option<T>> {
        if self.is_empty() { Some(None) } else { self.json().map(Some) }
    }

    /// A JSON body of another media type; `application/json` and whatever ends in `+json` are taken as well.
    pub fn json_as<T: Decode>(&mut self, declared: &str) -> Option<T> {
        let media = MediaType::of(&self.headers);
        let taken = match media {
            Some(media) => media.is_json() || media.matches(declared) || (self.lenient_json && media.matches(FORM)),
            None => self.lenient_json,
        };
        if !taken && !self.is_empty() {
            return self.unsupported_media_type(&[declared]);
        }
        let bytes = self.whole()?;
        match Reader::new(&bytes, self.mode).read() {
            Ok(value) => Some(value),
            Err(violations) => {
                self.wrong.append(violations);
                None
            }
        }
    }

    /// A value in one of these media types: JSON, or XML by this table.
    #[cfg(feature = "xml")]
    pub fn value<T: Decode>(&mut self, declared: &[&str], element: &'static Element) -> Option<T> {
        let json = declared.iter().find(|declared| !xml::is_xml(declared)).copied();
        let media = MediaType::of(&self.headers);
        match (media, json) {
            (Some(media), _) if xml::is_xml(media.essence()) => {}
            (_, Some(json)) => return self.json_as(json),
            _ if self.is_empty() => {}
            _ => return self.unsupported_media_type(declared),
        }
        let bytes = self.whole()?;
        let read = xml::read_as(MediaType::of(&self.headers), &bytes, element, self.mode);
        read.map_err(|violations| self.wrong.append(violations)).ok()
    }

    /// A form (`application/x-www-form-urlencoded`).
    pub fn form<T: Decode>(&mut self) -> Option<T> {
        self.form_with(form::decode)
    }

    /// The same, some members of which are written as these parameters of a query would be.
    pub fn form_by<T: Decode>(&mut self, fields: &[Parameter]) -> Option<T> {
        self.form_with(|bytes, mode| form::decode_by(fields, bytes, mode))
    }

    /// A form that may be missing.
    pub fn optional_form<T: Decode>(&mut self) -> Option<Option<T>> {
        if self.is_empty() { Some(self.no_fields(form::decode)) } else { self.form().map(Some) }
    }

    /// The same, some members of which are written as these parameters of a query would be.
    pub fn optional_form_by<T: Decode>(&mut self, fields: &[Parameter]) -> Option<Option<T>> {
        if !self.is_empty() {
            return self.form_by(fields).map(Some);
        }
        Some(self.no_fields(|bytes, mode| form::decode_by(fields, bytes, mode)))
    }

    fn form_with<T>(&mut self, read: impl Fn(&[u8], Mode) -> Result<T, Violations>) -> Option<T> {
        self.expect(FORM)?;
        // An empty text is a form without fields; where no type is named, nothing was sent.
        let is_form = self.is_empty() && self.media_is(FORM);
        let bytes = if is_form { Bytes::new() } else { self.whole()? };
        read(&bytes, self.mode).map_err(|violations| self.wrong.append(violations)).ok()
    }

    /// A form without fields, if nothing was sent as one and it can have none.
    fn no_fields<T>(&self, read: impl Fn(&[u8], Mode) -> Result<T, Violations>) -> Option<T> {
        if self.media_is(FORM) { read(b"", self.mode).ok() } else { None }
    }

    /// A form of parts (`multipart/form-data`).
    pub fn multipart<T: Multipart>(&mut self) -> Option<T> {
        self.multipart_as(MULTIPART)
    }

    /// A body of parts of another media type.
    pub fn multipart_as<T: Multipart>(&mut self, declared: &str) -> Option<T> {
        self.expect(declared)?;
        let mut form = match std::mem::take(&mut self.body).into_parts() {
            Ok(parts) => MultipartDecoder::of(parts, self.mode, T::LAYOUT),
            Err(body) => {
                self.body = body;
                let bytes = self.whole()?;
                MultipartDecoder::new(&bytes, &media::boundary(&self.headers), self.mode, T::LAYOUT)
            }
        };
        let value = T::decode(&mut form);
        match form.finish(value) {
            Ok(value) => Some(value),
            Err(violations) => {
                self.wrong.append(violations);
                None
            }
        }
    }

    /// A form of parts that may be missing.
    pub fn optional_multipart<T: Multipart>(&mut self) -> Option<Option<T>> {
        if self.is_empty() { Some(None) } else { self.multipart().map(Some) }
    }

    /// A text.
    pub fn text(&mut self) -> Option<String> {
        self.text_as("text/*")
    }

    /// A text that may be missing.
    pub fn optional_text(&mut self) -> Option<Option<String>> {
        if self.is_absent("text/*") { Some(None) } else { self.text().map(Some) }
    }

    /// A text of another media type.
    pub fn text_as(&mut self, declared: &str) -> Option<String> {
        self.expect(declared)?;
        // An empty text is one of a type; where no type is named, nothing was sent.
        if self.is_empty() && MediaType::of(&self.headers).is_none() {
            return self.body_violation("is missing");
        }
        let bytes = self.bytes()?;
        let text = media::text(MediaType::of(&self.headers), &bytes);
        text.or_else(|| self.body_violation("is not text in the charset that it names"))
    }

    /// The body, as it comes, whatever its media type.
    pub fn stream(&mut self) -> Option<ByteStream> {
        let body = match std::mem::take(&mut self.body) {
            // An empty file is one of a type; where no type is named, nothing was sent.
            Body::Empty if MediaType::of(&self.headers).is_none() => return self.body_violation("is missing"),
            Body::Empty => ByteStream::from(Bytes::new()),
            Body::Bytes(bytes) => ByteStream::from(bytes),
            Body::Stream(stream) => stream,
        };
        Some(body.typed_by(&self.headers))
    }

    /// The body, as it comes, if it has this media type.
    pub fn stream_as(&mut self, declared: &str) -> Option<ByteStream> {
        self.expect(declared)?;
        self.stream()
    }

    /// The body, as it comes; `None` inside if there is none.
    pub fn optional_stream(&mut self) -> Option<Option<ByteStream>> {
        let is_absent = self.is_empty() && MediaType::of(&self.headers).is_none();
        if is_absent { Some(None) } else { self.stream().map(Some) }
    }

    /// Values as they come, in this media type. What is wrong with one of them shows when it comes.
    pub fn sequence<T: Decode + Send + 'static>(&mut self, declared: &str, framing: Framing) -> Option<Sequence<T>> {
        let mode = self.mode;
        self.stream_as(declared).map(|bytes| Sequence::read(bytes, framing, mode))
    }

    /// Values as they come, each in a part of its own. What is wrong with one of them shows when it comes.
    pub fn parts<T: Send + 'static>(&mut self, declared: &str, read: ReadPart<T>) -> Option<Sequence<T>> {
        let (mode, boundary) = (self.mode, media::boundary(&self.headers));
        self.stream_as(declared).map(|bytes| multipart::read(bytes, &boundary, read, mode))
    }

    /// Whether there is no body.
    pub fn is_empty(&self) -> bool {
        match &self.body {
            Body::Empty => true,
            Body::Bytes(bytes) => bytes.is_empty(),
            Body::Stream(_) => false,
        }
    }

    /// Whether there is no body of a media type in which no bytes are a value, as in a text or a file.
    pub fn is_absent(&self, declared: &str) -> bool {
        self.is_empty() && !self.media_is(declared)
    }

    /// Whether the media type of the body is meant by a declared one.
    pub fn media_is(&self, declared: &str) -> bool {
        MediaType::of(&self.headers).is_some_and(|media| media.matches(declared))
    }

    /// Which of several declared bodies this is: each a media type, a range, or a list of such. `None` if it is none of them,
    /// which is taken down.
    pub fn choose(&mut self, declared: &[&str]) -> Option<usize> {
        self.chosen(declared).or_else(|| self.unsupported_media_type(declared))
    }

    /// The same of a body that may be missing: `None` inside where it is none of them and has no bytes. Whether no bytes are a
    /// value of the media type that was chosen is for the caller to say.
    pub fn choose_optional(&mut self, declared: &[&str]) -> Option<Option<usize>> {
        let chosen = self.chosen(declared);
        if chosen.is_none() && !self.is_empty() { self.unsupported_media_type(declared) } else { Some(chosen) }
    }

    fn chosen(&self, declared: &[&str]) -> Option<usize> {
        MediaType::of(&self.headers).and_then(|media| media::choose(media, declared))
    }

    /// Takes down that the media type of the body is none of those that are taken. Always `None`.
    pub fn unsupported_media_type<T>(&mut self, expected: &[&str]) -> Option<T> {
        self.unsupported = Some(expected.iter().map(|&media| media.to_owned()).collect());
        None
    }

    /// Takes down what does not hold for the body as a whole. Always `None`.
    pub fn body_violation<T>(&mut self, message: &'static str) -> Option<T> {
        self.wrong.push(Violation::new(Location::Body, "", message));
        None
    }

    /// Checks the body against rules of its own.
    pub fn check_body<T: Check>(&mut self, body: &T, rules: &crate::rules::Rules) {
        if self.mode == Mode::Strict {
            body.check(rules, &mut self.wrong);
        }
    }

    /// The request value, or why it is not taken.
    ///
    /// # Errors
    ///
    /// With everything that is wrong with the request.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Rejection> {
        match (self.unsupported, value) {
            (Some(expected), _) => Err(Rejection::UnsupportedMediaType { expected }),
            (None, Some(value)) if self.wrong.is_empty() => Ok(value),
            (None, None) if self.wrong.is_empty() => {
                Err(Rejection::Violations(Violation::new(Location::Body, "", "can't be read").into()))
            }
            _ => Err(Rejection::Violations(self.wrong)),
        }
    }

    fn find(&mut self, parameter: &'static Parameter) -> Result<Option<Vec<u8>>, Violations> {
        match parameter.location {
            Location::Path => {
                let raw = self.path.iter().find(|(name, _)| *name == parameter.name);
                raw.map(|(_, raw)| parameter::decode::path(parameter, raw)).transpose()
            }
            Location::Query => parameter::decode::query(parameter, &mut self.query),
            Location::Header => parameter::decode::header(parameter, &self.headers),
            Location::Cookie => {
                let found = parameter::decode::cookie(parameter, &self.headers, &self.cookies);
                self.cookies.push(parameter.name);
                self.cookies.extend(parameter.properties);
                found
            }
            Location::Body => Ok(None),
        }
    }

    /// Many clients escape the commas of a list too (`1%2C2`), which then stand for themselves: they are taken for what separates only where
    /// what is there can't be read otherwise.
    fn read_escaped<T: Decode>(&mut self, parameter: &'static Parameter) -> Option<T> {
        let is_delimited = parameter.location == Location::Query
            && parameter.style == Style::Form
            && !parameter.explode
            && matches!(parameter.kind, ParameterKind::Array | ParameterKind::Object);
        if !is_delimited || !self.query.unescape_commas(parameter.name) {
            return None;
        }
        let json = parameter::decode::query(parameter, &mut self.query).ok()??;
        parameter::read(parameter, Some(json), self.mode).ok()
    }

    fn read<T: Decode + Check>(
        &mut self,
        parameter: &'static Parameter,
        json: Result<Vec<u8>, Violations>,
    ) -> Option<T> {
        let read = json.and_then(|json| parameter::read::<T>(parameter, Some(json), self.mode));
        match read.or_else(|violations| self.read_escaped(parameter).ok_or(violations)) {
            Ok(value) => {
                let before = self.wrong.len();
                if let Some(rules) = parameter.rules
                    && self.mode == Mode::Strict
                {
                    self.wrong.at(parameter.location, parameter.name, |found| value.check(rules, found));
                }
                (self.wrong.len() == before).then_some(value)
            }
            Err(violations) => {
                self.wrong.append(violations);
                None
            }
        }
    }

    fn expect(&mut self, declared: &str) -> Option<()> {
        match MediaType::of(&self.headers) {
            Some(media) if media.matches(declared) => Some(()),
            _ if self.is_empty() => Some(()),
            _ => self.unsupported_media_type(&[declared]),
        }
    }

    /// The body in memory, which must not be empty.
    fn whole(&mut self) -> Option<Bytes> {
        let bytes = self.bytes()?;
        if bytes.is_empty() { self.body_violation("is missing") } else { Some(bytes) }
    }

    fn bytes(&mut self) -> Option<Bytes> {
        match std::mem::take(&mut self.body) {
            Body::Empty => Some(Bytes::new()),
            Body::Bytes(bytes) => Some(bytes),
            Body::Stream(stream) => match stream.into_bytes() {
                Ok(bytes) => Some(bytes),
                Err(_) => self.body_violation("was not read whole"),
            },
        }
    }
}
