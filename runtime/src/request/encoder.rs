//! Writing a request.

use std::borrow::Cow;
use std::fmt;

use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_TYPE, COOKIE, HeaderName, HeaderValue};

use super::{EncodedRequest, template};
use crate::body::{Body, ByteStream};
use crate::error::EncodeError;
use crate::form;
use crate::json::{self, Encode, Value};
use crate::media::{self, FORM, JSON, MULTIPART, MediaType, TEXT};
use crate::multipart::{self, Multipart, MultipartEncoder, WritePart};
use crate::operation::OperationSpec;
use crate::parameter::{self, Location, Parameter};
use crate::sequence::{Framing, Sequence};
use crate::violation::Violations;
#[cfg(feature = "xml")]
use crate::xml::{self, Element};

/// Writes a request. What can't be written is kept and comes out at the end.
pub struct RequestEncoder {
    spec: &'static OperationSpec,
    path: Vec<(&'static str, String)>,
    query: String,
    cookies: String,
    headers: HeaderMap,
    body: Body,
    /// What the body is to be sent as, where its operation leaves a choice.
    wanted: Option<&'static str>,
    wrong: Violations,
}

/// Without values: any of them may be a secret.
impl fmt::Debug for RequestEncoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestEncoder").field("operation", &self.spec.id).finish_non_exhaustive()
    }
}

impl RequestEncoder {
    /// A request for an operation.
    pub fn new(spec: &'static OperationSpec) -> Self {
        Self {
            spec,
            path: Vec::new(),
            query: String::new(),
            cookies: String::new(),
            headers: HeaderMap::new(),
            body: Body::Empty,
            wanted: None,
            wrong: Violations::new(),
        }
    }

    /// A parameter; nothing when the value is `None` or null.
    pub fn parameter<T: Encode + ?Sized>(&mut self, parameter: &'static Parameter, value: &T) {
        let value = parameter::value_as(parameter.format, value).map_err(Cow::Borrowed);
        self.add(parameter, value);
    }

    /// A list of which each item stands on its own; nothing when it is empty.
    pub fn list<T: Encode + ?Sized>(&mut self, parameter: &'static Parameter, value: &T) {
        let value = parameter::value_as(parameter.format, value).map_err(Cow::Borrowed);
        if value.as_ref().is_ok_and(|value| value.as_array().is_some_and(<[Value]>::is_empty)) {
            return;
        }
        self.add(parameter, value);
    }

    /// What is accepted as an answer: one of the declared media types.
    pub fn accept(&mut self, media: &'static str) {
        let asked = MediaType::parse(media);
        let is_declared = media::listed(self.spec.accept).any(|declared| asked.matches(declared));
        match HeaderValue::from_str(media) {
            Ok(media) if is_declared => drop(self.headers.insert(ACCEPT, media)),
            _ => {
                let reason = "is no declared media type of the answer";
                self.wrong.at(Location::Header, "Accept", |found| found.add(reason));
            }
        }
    }

    /// In which of its declared media types the body is sent. To be said before the body is written.
    pub fn content_type(&mut self, media: &'static str) {
        self.wanted = Some(media);
    }

    /// A JSON body.
    pub fn json<T: Encode + ?Sized>(&mut self, body: &T) {
        self.json_as(JSON, body);
    }

    /// A JSON body of another media type.
    pub fn json_as<T: Encode + ?Sized>(&mut self, media: &str, body: &T) {
        match json::to_body(body) {
            Ok(bytes) => self.body(media, Body::Bytes(bytes.into())),
            Err(reason) => self.wrong.add(reason),
        }
    }

    /// A JSON body in the media type that is wanted of these, or else in the first.
    pub fn json_of<T: Encode + ?Sized>(&mut self, declared: &[&'static str], body: &T) {
        let media = self.wanted_of(declared);
        self.json_as(media, body);
    }

    /// A value in the media type that is wanted of these, or else in the first: JSON, or XML by this table.
    #[cfg(feature = "xml")]
    pub fn value<T: Encode + ?Sized>(&mut self, declared: &[&'static str], element: &'static Element, body: &T) {
        let media = self.wanted_of(declared);
        if !xml::is_xml(media) {
            return self.json_as(media, body);
        }
        match xml::to_text(body, element) {
            Ok(text) => self.body(media, Body::Bytes(text.into())),
            Err(reason) => self.wrong.add(reason),
        }
    }

    /// A form (`application/x-www-form-urlencoded`).
    pub fn form<T: Encode + ?Sized>(&mut self, body: &T) {
        match parameter::value_of(body).map_err(Cow::Borrowed).and_then(|value| form::encode(&value)) {
            Ok(text) => self.body(FORM, Body::Bytes(text.into())),
            Err(reason) => self.wrong.add(reason),
        }
    }

    /// The same, some members of which are written as these parameters of a query would be.
    pub fn form_by<T: Encode + ?Sized>(&mut self, fields: &[Parameter], body: &T) {
        match parameter::value_of(body).map_err(Cow::Borrowed).and_then(|value| form::encode_by(fields, &value)) {
            Ok(text) => self.body(FORM, Body::Bytes(text.into())),
            Err(reason) => self.wrong.add(reason),
        }
    }

    /// A text.
    pub fn text(&mut self, body: impl Into<String>) {
        self.text_as(TEXT, body);
    }

    /// A text of another media type.
    pub fn text_as(&mut self, media: &str, body: impl Into<String>) {
        match media::encode_text(media, body.into()) {
            Ok((media, bytes)) => self.body(&media, Body::Bytes(bytes.into())),
            Err(reason) => self.wrong.add(reason),
        }
    }

    /// Bytes, as they come, in their own media type if that is meant by the declared one.
    pub fn bytes(&mut self, declared: &str, body: impl Into<ByteStream>) {
        let body: ByteStream = body.into();
        match media::of_bytes(declared, body.content_type().or(self.wanted)) {
            Ok(media) => {
                let body = match body.into_bytes() {
                    Ok(bytes) => Body::Bytes(bytes),
                    Err(stream) => Body::Stream(stream),
                };
                self.body(&media, body);
            }
            Err(reason) => self.wrong.add(reason),
        }
    }

    /// Values as they come.
    pub fn sequence<T: Encode + Send + 'static>(&mut self, media: &str, framing: Framing, body: Sequence<T>) {
        self.body(media, Body::Stream(body.into_bytes(framing)));
    }

    /// Values as they come, each in a part of its own.
    pub fn parts<T: Send + 'static>(&mut self, media: &str, write: WritePart<T>, body: Sequence<T>) {
        let (media, body) = multipart::write(media, body, write, multipart::Reader::Server);
        self.body(&media, Body::Stream(body));
    }

    /// A form of parts (`multipart/form-data`).
    pub fn multipart<T: Multipart>(&mut self, body: &T) {
        self.multipart_as(MULTIPART, body);
    }

    /// A body of parts of another media type (`multipart/mixed`, RFC 2046, 5.1).
    pub fn multipart_as<T: Multipart>(&mut self, media: &str, body: &T) {
        let mut form = MultipartEncoder::new(media, T::LAYOUT);
        body.encode(&mut form);
        match form.finish() {
            Ok((media, body)) => self.body(&media, body),
            Err(violations) => self.wrong.append(violations),
        }
    }

    /// What stands in place of the names in the path template, percent-encoded.
    pub(crate) fn path(&self) -> &[(&'static str, String)] {
        &self.path
    }

    /// The request.
    ///
    /// # Errors
    ///
    /// With everything that can't be written.
    pub fn finish(mut self) -> Result<EncodedRequest, EncodeError> {
        let path = template::expand(self.spec.path, &self.path, &mut self.wrong);
        if !self.cookies.is_empty() {
            match HeaderValue::from_str(&self.cookies) {
                Ok(cookies) => drop(self.headers.insert(COOKIE, cookies)),
                Err(_) => self.wrong.at(Location::Header, "Cookie", |found| found.add("can't hold these cookies")),
            }
        }
        if !self.wrong.is_empty() {
            return Err(EncodeError::new(self.wrong));
        }
        let mut target = path;
        if !self.query.is_empty() {
            target.push(if target.contains('?') { '&' } else { '?' });
            target.push_str(&self.query);
        }
        Ok(EncodedRequest { method: self.spec.method(), target, headers: self.headers, body: self.body })
    }

    fn add(&mut self, parameter: &'static Parameter, value: Result<Value, Cow<'static, str>>) {
        if let Err(reason) = value.and_then(|value| self.write(parameter, &value)) {
            self.wrong.at(parameter.location, parameter.name, |found| found.add(reason));
        }
    }

    fn write(&mut self, parameter: &'static Parameter, value: &Value) -> Result<(), Cow<'static, str>> {
        match parameter.location {
            Location::Path => {
                let text = parameter::encode::path(parameter, value)?;
                self.path.push((parameter.name, text));
            }
            Location::Query => parameter::encode::query(parameter, value, &mut self.query)?,
            Location::Cookie => parameter::encode::cookie(parameter, value, &mut self.cookies)?,
            Location::Header => {
                if let Some(value) = parameter::encode::header(parameter, value)? {
                    let name = HeaderName::from_bytes(parameter.name.as_bytes());
                    self.headers.insert(name.map_err(|_| "is not a name of a header")?, value);
                }
            }
            Location::Body => return Err("is not a parameter".into()),
        }
        Ok(())
    }

    fn wanted_of(&self, declared: &[&'static str]) -> &'static str {
        let first = declared.first().copied().unwrap_or_default();
        let is_wanted = |media: &&str| self.wanted.is_some_and(|wanted| MediaType::parse(wanted).matches(media));
        declared.iter().copied().find(is_wanted).unwrap_or(first)
    }

    fn body(&mut self, media: &str, body: Body) {
        if self.wanted.is_some_and(|wanted| !MediaType::parse(wanted).matches(media)) {
            self.wrong.at(Location::Header, "Content-Type", |found| found.add("is no declared media type of the body"));
        }
        match HeaderValue::from_str(media) {
            Ok(media) => drop(self.headers.insert(CONTENT_TYPE, media)),
            Err(_) => self.wrong.at(Location::Header, "Content-Type", |found| found.add("is not a media type")),
        }
        self.body = body;
    }
}
