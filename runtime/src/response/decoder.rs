//! Reading a response.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::body::{Body, ByteStream};
use crate::error::{DecodeError, DecodeReason};
use crate::form;
use crate::json::{Decode, Mode, Reader};
use crate::media::{self, FORM, JSON, MULTIPART, MediaType};
use crate::multipart::{self, Multipart, MultipartDecoder, ReadPart};
use crate::parameter::{self, Parameter};
use crate::sequence::{Framing, Sequence};
use crate::undeclared::Undeclared;
use crate::violation::{Location, Violation, Violations};
#[cfg(feature = "xml")]
use crate::xml::{self, Element};

/// Reads a response.
#[derive(Debug)]
pub struct ResponseDecoder {
    status: StatusCode,
    headers: HeaderMap,
    body: Body,
}

impl ResponseDecoder {
    /// A reader of a response. The body must be in memory, unless it is to be handed on as a stream.
    pub const fn new(status: StatusCode, headers: HeaderMap, body: Body) -> Self {
        Self { status, headers, body }
    }

    /// Its status.
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// Its headers.
    pub const fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Whether its content type is meant by a declared one.
    pub fn media_is(&self, declared: &str) -> bool {
        MediaType::of(&self.headers).is_some_and(|media| media.matches(declared))
    }

    /// Which of several declared bodies this is: each a media type, a range, or a list of such. Without a content type it is
    /// taken for the first; `None` if it is of another one.
    pub fn choose(&self, declared: &[&str]) -> Option<usize> {
        MediaType::of(&self.headers).map_or(Some(0), |media| media::choose(media, declared))
    }

    /// A header. One that is missing is an error, unless the type is an `Option`.
    ///
    /// # Errors
    ///
    /// When its value is not of this type.
    pub fn header<T: Decode>(&self, header: &'static Parameter) -> Result<T, DecodeError> {
        let found = parameter::decode::header(header, &self.headers);
        let value = found.and_then(|json| parameter::read(header, json, Mode::Lenient));
        value.map_err(|violations| self.error(DecodeReason::Violations(violations)))
    }

    /// A JSON body.
    ///
    /// # Errors
    ///
    /// When it is not JSON, or not of this type.
    pub fn json<T: Decode>(&mut self) -> Result<T, DecodeError> {
        let media = MediaType::of(&self.headers);
        if media.is_some_and(|media| !media.is_json()) {
            return Err(self.media_error(JSON));
        }
        let bytes = self.bytes()?;
        let media = MediaType::of(&self.headers).and_then(|media| media.parameter("charset"));
        let unicode = media.is_none_or(|charset| charset.eq_ignore_ascii_case("utf-8"));
        let recoded = if unicode { None } else { media::text(MediaType::of(&self.headers), &bytes) };
        let text = recoded.as_deref().map_or(&*bytes, str::as_bytes);
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        let read = Reader::new(text, Mode::Lenient).read();
        read.map_err(|violations| self.error(DecodeReason::Violations(violations)))
    }

    /// A value in one of these media types: JSON, or XML by this table.
    ///
    /// # Errors
    ///
    /// When it has another media type, is not what that says, or not of this type.
    #[cfg(feature = "xml")]
    pub fn value<T: Decode>(&mut self, declared: &[&str], element: &'static Element) -> Result<T, DecodeError> {
        let has_json = declared.iter().any(|declared| !xml::is_xml(declared));
        let has_xml = declared.iter().any(|declared| xml::is_xml(declared));
        match MediaType::of(&self.headers) {
            Some(media) if xml::is_xml(media.essence()) && has_xml => {}
            Some(media) if media.is_json() && has_json => return self.json(),
            Some(_) => return Err(self.media_error(&declared.join(", "))),
            None if has_json => return self.json(),
            None => {}
        }
        let bytes = self.bytes()?;
        let read = xml::read_as(MediaType::of(&self.headers), &bytes, element, Mode::Lenient);
        read.map_err(|violations| self.violations(violations))
    }

    /// A JSON body, if there is a body at all.
    ///
    /// # Errors
    ///
    /// When it is not JSON, or not of this type.
    pub fn optional_json<T: Decode>(&mut self) -> Result<Option<T>, DecodeError> {
        if self.is_empty() { Ok(None) } else { self.json().map(Some) }
    }

    /// A form (`application/x-www-form-urlencoded`).
    ///
    /// # Errors
    ///
    /// When it is no form, or not of this type.
    pub fn form<T: Decode>(&mut self) -> Result<T, DecodeError> {
        self.expect(FORM)?;
        let bytes = self.bytes()?;
        form::decode(&bytes, Mode::Lenient).map_err(|violations| self.violations(violations))
    }

    /// The same, some members of which are written as these parameters of a query would be.
    ///
    /// # Errors
    ///
    /// When it is no form, or not of this type.
    pub fn form_by<T: Decode>(&mut self, fields: &[Parameter]) -> Result<T, DecodeError> {
        self.expect(FORM)?;
        let bytes = self.bytes()?;
        form::decode_by(fields, &bytes, Mode::Lenient).map_err(|violations| self.violations(violations))
    }

    /// A form of parts (`multipart/form-data`).
    ///
    /// # Errors
    ///
    /// When it is no form of parts, or not of this type.
    pub fn multipart<T: Multipart>(&mut self) -> Result<T, DecodeError> {
        self.multipart_as(MULTIPART)
    }

    /// A body of parts of another media type.
    ///
    /// # Errors
    ///
    /// When it is no body of parts, or not of this type.
    pub fn multipart_as<T: Multipart>(&mut self, declared: &str) -> Result<T, DecodeError> {
        self.expect(declared)?;
        let mut form = match std::mem::take(&mut self.body).into_parts() {
            Ok(parts) => MultipartDecoder::of(parts, Mode::Lenient, T::LAYOUT),
            Err(body) => {
                self.body = body;
                MultipartDecoder::new(&self.bytes()?, &media::boundary(&self.headers), Mode::Lenient, T::LAYOUT)
            }
        };
        let value = T::decode(&mut form);
        form.finish(value).map_err(|violations| self.violations(violations))
    }

    /// Whether there is no body.
    pub fn is_empty(&self) -> bool {
        match &self.body {
            Body::Empty => true,
            Body::Bytes(bytes) => bytes.is_empty(),
            Body::Stream(_) => false,
        }
    }

    /// A text.
    ///
    /// # Errors
    ///
    /// When it is no text, or in an unknown charset.
    pub fn text(&mut self) -> Result<String, DecodeError> {
        self.text_as("text/*")
    }

    /// A text of another media type.
    ///
    /// # Errors
    ///
    /// When it has another media type, or an unknown charset.
    pub fn text_as(&mut self, declared: &str) -> Result<String, DecodeError> {
        self.expect(declared)?;
        let bytes = self.bytes()?;
        media::text(MediaType::of(&self.headers), &bytes).ok_or_else(|| {
            self.error(DecodeReason::Violations(
                Violation::new(Location::Body, "", "is not text in the charset that it names").into(),
            ))
        })
    }

    /// The body, as it comes.
    pub fn stream(&mut self) -> ByteStream {
        let body = match std::mem::take(&mut self.body) {
            Body::Empty => ByteStream::from(Bytes::new()),
            Body::Bytes(bytes) => ByteStream::from(bytes),
            Body::Stream(stream) => stream,
        };
        body.typed_by(&self.headers)
    }

    /// The body, as it comes, if it has this media type.
    ///
    /// # Errors
    ///
    /// When it has another media type.
    pub fn stream_as(&mut self, declared: &str) -> Result<ByteStream, DecodeError> {
        self.expect(declared)?;
        Ok(self.stream())
    }

    /// Values as they come, in this media type. What is wrong with one of them shows when it comes.
    ///
    /// # Errors
    ///
    /// When it has another media type.
    pub fn sequence<T: Decode + Send + 'static>(
        &mut self,
        declared: &str,
        framing: Framing,
    ) -> Result<Sequence<T>, DecodeError> {
        Ok(Sequence::read(self.stream_as(declared)?, framing, Mode::Lenient))
    }

    /// Values as they come, each in a part of its own. What is wrong with one of them shows when it comes.
    ///
    /// # Errors
    ///
    /// When it has another media type.
    pub fn parts<T: Send + 'static>(&mut self, declared: &str, read: ReadPart<T>) -> Result<Sequence<T>, DecodeError> {
        let boundary = media::boundary(&self.headers);
        Ok(multipart::read(self.stream_as(declared)?, &boundary, read, Mode::Lenient))
    }

    /// Everything, as it came.
    pub fn undeclared(&mut self) -> Undeclared {
        let body = self.bytes().unwrap_or_default();
        Undeclared { status: self.status, headers: self.headers.clone(), body }
    }

    /// That its media type is none of those that are declared.
    pub fn media_error(&self, expected: &str) -> DecodeError {
        let found = self.headers.get(http::header::CONTENT_TYPE);
        let found = found.map(|found| String::from_utf8_lossy(found.as_bytes()).chars().take(100).collect());
        self.error(DecodeReason::MediaType { expected: expected.to_owned(), found })
    }

    /// That it is not what the document says, in these places.
    pub fn violations(&self, violations: Violations) -> DecodeError {
        self.error(DecodeReason::Violations(violations))
    }

    fn expect(&self, declared: &str) -> Result<(), DecodeError> {
        match MediaType::of(&self.headers) {
            Some(media) if !media.matches(declared) => Err(self.media_error(declared)),
            _ => Ok(()),
        }
    }

    fn bytes(&mut self) -> Result<Bytes, DecodeError> {
        match std::mem::take(&mut self.body) {
            Body::Empty => Ok(Bytes::new()),
            // It stays, so that an error can keep it.
            Body::Bytes(bytes) => {
                self.body = Body::Bytes(bytes.clone());
                Ok(bytes)
            }
            Body::Stream(stream) => match stream.into_bytes() {
                Ok(bytes) => Ok(bytes),
                Err(stream) => {
                    self.body = Body::Stream(stream);
                    Err(self.error(DecodeReason::Streamed))
                }
            },
        }
    }

    fn error(&self, reason: DecodeReason) -> DecodeError {
        let body = if let Body::Bytes(bytes) = &self.body { bytes.clone() } else { Bytes::new() };
        DecodeError { status: self.status, body, reason: Box::new(reason) }
    }
}
