//! Writing a response.

use std::borrow::Cow;

use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use http::{HeaderMap, StatusCode};

use super::EncodedResponse;
use crate::body::{Body, ByteStream};
use crate::form;
use crate::json::{self, Answer, Encode};
use crate::media::{self, FORM, JSON, MULTIPART, TEXT};
use crate::multipart::{self, Multipart, MultipartEncoder, WritePart};
use crate::parameter::{self, Parameter};
use crate::problem::Problem;
use crate::sequence::{Framing, Sequence};
use crate::undeclared::Undeclared;
use crate::violation::Violations;
#[cfg(feature = "xml")]
use crate::xml::{self, Element};

/// Writes a response: status and headers first, then one of the bodies ends it. What is `writeOnly` is left out of it.
#[derive(Debug, Default)]
pub struct ResponseEncoder {
    status: StatusCode,
    headers: HeaderMap,
    /// What was asked for; empty if nothing was.
    accept: String,
    wrong: Violations,
}

impl ResponseEncoder {
    /// A response with status 200 and no headers.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, as an answer to a request with these headers: where the document leaves a choice of media types, what it
    /// asks for is sent.
    pub fn answering(mut self, request: &HeaderMap) -> Self {
        self.accept = media::accept_of(request);
        self
    }

    /// The same with a status. A number that is no status (below 100 or above 999) becomes 500.
    pub fn status(mut self, status: u16) -> Self {
        self.status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        self
    }

    /// The same with a header; none when the value is null.
    pub fn header<T: Encode + ?Sized>(mut self, header: &'static Parameter, value: &T) -> Self {
        let value = parameter::value_as(header.format, value).map_err(Cow::Borrowed);
        match value.and_then(|value| parameter::encode::header_lines(header, &value)) {
            Ok(lines) => match HeaderName::from_bytes(header.name.as_bytes()) {
                Ok(name) => {
                    for line in lines {
                        self.headers.append(name.clone(), line);
                    }
                }
                Err(_) => self.wrong.at(header.location, header.name, |found| found.add("is not a name of a header")),
            },
            Err(reason) => self.wrong.at(header.location, header.name, |found| found.add(reason)),
        }
        self
    }

    /// A JSON body.
    pub fn json<T: Encode + ?Sized>(self, body: &T) -> EncodedResponse {
        self.json_as(JSON, body)
    }

    /// A JSON body of another media type.
    pub fn json_as<T: Encode + ?Sized>(mut self, media: &str, body: &T) -> EncodedResponse {
        let bytes = json::to_body(&Answer(body)).unwrap_or_else(|reason| {
            self.wrong.add(reason);
            Vec::new()
        });
        self.finish(media, Body::Bytes(bytes.into()))
    }

    /// A JSON body in the media type that is asked for of these, or else in the first (RFC 9110, 12.5.1: who can't be served
    /// what it asks for may be served something else).
    pub fn json_of<T: Encode + ?Sized>(self, declared: &[&'static str], body: &T) -> EncodedResponse {
        let media = self.wanted_of(declared);
        self.json_as(media, body)
    }

    /// A value in the media type that is asked for of these, or else in the first: JSON, or XML by this table.
    #[cfg(feature = "xml")]
    pub fn value<T: Encode + ?Sized>(
        mut self,
        declared: &[&'static str],
        element: &'static Element,
        body: &T,
    ) -> EncodedResponse {
        let media = self.wanted_of(declared);
        if !xml::is_xml(media) {
            return self.json_as(media, body);
        }
        let text = xml::to_text(&Answer(body), element).unwrap_or_else(|reason| {
            self.wrong.add(reason);
            String::new()
        });
        self.finish(media, Body::Bytes(text.into()))
    }

    /// The same with a content type, for a response to `HEAD`.
    pub fn content_type(mut self, media: &'static str) -> Self {
        match HeaderValue::from_str(media) {
            Ok(media) => drop(self.headers.insert(CONTENT_TYPE, media)),
            Err(_) => self.wrong.add("has a content type that is not one"),
        }
        self
    }

    /// No body.
    pub fn empty(self) -> EncodedResponse {
        self.finish("", Body::Empty)
    }

    /// A text.
    pub fn text(self, body: impl Into<String>) -> EncodedResponse {
        self.text_as(TEXT, body)
    }

    /// A text of another media type.
    pub fn text_as(mut self, media: &str, body: impl Into<String>) -> EncodedResponse {
        let (media, bytes) = media::encode_text(media, body.into()).unwrap_or_else(|reason| {
            self.wrong.add(reason);
            Default::default()
        });
        self.finish(&media, Body::Bytes(bytes.into()))
    }

    /// Bytes, as they come, in their own media type if that is meant by the declared one.
    pub fn stream(mut self, declared: &str, body: impl Into<ByteStream>) -> EncodedResponse {
        let body: ByteStream = body.into();
        let media = media::of_bytes(declared, body.content_type()).unwrap_or_else(|reason| {
            self.wrong.add(reason);
            String::new()
        });
        let body = match body.into_bytes() {
            Ok(bytes) => Body::Bytes(bytes),
            Err(stream) => Body::Stream(stream),
        };
        self.finish(&media, body)
    }

    /// A form (`application/x-www-form-urlencoded`).
    pub fn form<T: Encode + ?Sized>(mut self, body: &T) -> EncodedResponse {
        let value = parameter::value_of(&Answer(body)).map_err(Cow::Borrowed);
        let text = value.and_then(|value| form::encode(&value)).unwrap_or_else(|reason| {
            self.wrong.add(reason);
            String::new()
        });
        self.finish(FORM, Body::Bytes(text.into()))
    }

    /// The same, some members of which are written as these parameters of a query would be.
    pub fn form_by<T: Encode + ?Sized>(mut self, fields: &[Parameter], body: &T) -> EncodedResponse {
        let value = parameter::value_of(&Answer(body)).map_err(Cow::Borrowed);
        let text = value.and_then(|value| form::encode_by(fields, &value)).unwrap_or_else(|reason| {
            self.wrong.add(reason);
            String::new()
        });
        self.finish(FORM, Body::Bytes(text.into()))
    }

    /// Values as they come.
    pub fn sequence<T: Encode + Send + 'static>(
        self,
        media: &str,
        framing: Framing,
        body: Sequence<T>,
    ) -> EncodedResponse {
        self.finish(media, Body::Stream(body.answered().into_bytes(framing)))
    }

    /// Values as they come, each in a part of its own.
    pub fn parts<T: Send + 'static>(self, media: &str, write: WritePart<T>, body: Sequence<T>) -> EncodedResponse {
        let (media, body) = multipart::write(media, body, write, multipart::Reader::Client);
        self.finish(&media, Body::Stream(body))
    }

    /// A form of parts (`multipart/form-data`).
    pub fn multipart<T: Multipart>(self, body: &T) -> EncodedResponse {
        self.multipart_as(MULTIPART, body)
    }

    /// A body of parts of another media type (`multipart/mixed`, RFC 2046, 5.1).
    pub fn multipart_as<T: Multipart>(mut self, media: &str, body: &T) -> EncodedResponse {
        let mut form = MultipartEncoder::new(media, T::LAYOUT).answering();
        body.encode(&mut form);
        let (media, body) = form.finish().unwrap_or_else(|violations| {
            self.wrong.append(violations);
            Default::default()
        });
        self.finish(&media, body)
    }

    /// A response that the document does not declare.
    pub fn undeclared(self, response: Undeclared) -> EncodedResponse {
        response.into()
    }

    fn wanted_of(&self, declared: &[&'static str]) -> &'static str {
        let first = declared.first().copied().unwrap_or_default();
        if self.accept.is_empty() { first } else { media::most_wanted(&self.accept, declared).unwrap_or(first) }
    }

    fn finish(mut self, media: &str, body: Body) -> EncodedResponse {
        if !media.is_empty() {
            match HeaderValue::from_str(media) {
                Ok(media) => drop(self.headers.insert(CONTENT_TYPE, media)),
                Err(_) => self.wrong.add("has a content type that is not one"),
            }
        }
        if !self.wrong.is_empty() {
            return Problem::internal().detail(format!("The response can't be written: {}", self.wrong)).into();
        }
        EncodedResponse { status: self.status, headers: self.headers, body }
    }
}
