//! Parts one after the other, each handed on as it comes (`itemSchema` with `itemEncoding`; OAS 3.2.0, 4.14.1).
//!
//! The boundary behind a part is written with it, not with the next one: only so does who reads know at once that it ends.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::head::Head;
use super::read::{Content, Part, Parts};
use super::split::{Found, Splitter};
use super::{Layout, MultipartDecoder, MultipartEncoder, Others, encoder};
use crate::body::{Body, ByteStream, StreamError};
use crate::json::Mode;
use crate::media::MediaType;
use crate::sequence::{LONGEST, Sequence, SequenceError};

/// Each part is a body of parts that has no other.
const ALONE: Layout = Layout::Places(1, Others::Ignored);

/// Writes a value as the part `0`.
pub type WritePart<T> = fn(&mut MultipartEncoder, &T);

/// Reads a value from the part `0`. `None`: a violation was taken down.
pub type ReadPart<T> = fn(&mut MultipartDecoder) -> Option<T>;

/// For whom parts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reader {
    /// A server.
    Server,
    /// A client.
    Client,
}

/// Values as parts: the media type with the boundary, and the body.
pub(crate) fn write<T: Send + 'static>(
    media: &str,
    values: Sequence<T>,
    write: WritePart<T>,
    reader: Reader,
) -> (String, ByteStream) {
    let (media, boundary) = (MediaType::parse(media).essence().to_owned(), encoder::boundary());
    let content_type = format!("{media}; boundary={boundary}");
    let current = Some(ByteStream::from(format!("--{boundary}")));
    (content_type, ByteStream::new(Written { values: Some(values), media, boundary, write, reader, current, count: 0 }))
}

/// The values of parts.
pub(crate) fn read<T: Send + 'static>(bytes: ByteStream, boundary: &str, read: ReadPart<T>, mode: Mode) -> Sequence<T> {
    let splitter = Splitter::new(boundary).map(Splitter::endless);
    Sequence::new(Read { bytes: Some(bytes), splitter, current: None, value: read, mode, count: 0 })
}

struct Written<T> {
    /// `None` once they ended.
    values: Option<Sequence<T>>,
    media: String,
    boundary: String,
    write: WritePart<T>,
    reader: Reader,
    /// What is being sent.
    current: Option<ByteStream>,
    /// How many parts there were.
    count: usize,
}

impl<T> Written<T> {
    /// A part, from the line break behind a boundary to the next boundary.
    fn part(&mut self, value: &T) -> Result<ByteStream, StreamError> {
        let form = MultipartEncoder::within(&self.media, self.boundary.clone(), ALONE);
        let mut form = form.behind(self.count);
        if self.reader == Reader::Client {
            form = form.answering();
        }
        (self.write)(&mut form, value);
        self.count = self.count.saturating_add(1);
        let count = form.count();
        match form.ended(&format!("--{}", self.boundary)) {
            Err(violations) => Err(violations.to_string().into()),
            Ok(_) if count != 1 => Err("a value is not one part".into()),
            Ok(Body::Empty) => Ok(ByteStream::from(Bytes::new())),
            Ok(Body::Bytes(bytes)) => Ok(ByteStream::from(bytes)),
            Ok(Body::Stream(stream)) => Ok(stream),
        }
    }
}

impl<T: Send + 'static> Stream for Written<T> {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(current) = &mut self.current {
                match ready!(Pin::new(current).poll_next(cx)) {
                    Some(Ok(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                    Some(Err(error)) => {
                        (self.current, self.values) = (None, None);
                        return Poll::Ready(Some(Err(error)));
                    }
                    None => self.current = None,
                }
            }
            let Some(values) = &mut self.values else { return Poll::Ready(None) };
            let next = match ready!(Pin::new(values).poll_next(cx)) {
                Some(Ok(value)) => self.part(&value),
                Some(Err(error)) => Err(error.to_string().into()),
                None => {
                    self.values = None;
                    return Poll::Ready(Some(Ok(Bytes::from_static(b"--\r\n"))));
                }
            };
            match next {
                Ok(part) => self.current = Some(part),
                Err(error) => {
                    self.values = None;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

struct Read<T> {
    /// `None` once they ended or broke off.
    bytes: Option<ByteStream>,
    splitter: Result<Splitter, &'static str>,
    /// The part that is being read.
    current: Option<(Head, Vec<u8>)>,
    value: ReadPart<T>,
    mode: Mode,
    /// How many parts there were.
    count: usize,
}

impl<T> Read<T> {
    /// The next value that is in memory. `Ok(None)`: more must be read, or nothing follows.
    fn advance(&mut self) -> Result<Option<Result<T, SequenceError>>, StreamError> {
        let splitter = self.splitter.as_mut().map_err(|reason| *reason)?;
        loop {
            match splitter.next()? {
                Found::Part(head) => self.current = Some((head, Vec::new())),
                Found::Content(bytes) => {
                    if let Some((_, content)) = &mut self.current {
                        content.extend_from_slice(&bytes);
                        if content.len() > LONGEST {
                            return Err(format!("a part is longer than {LONGEST} bytes").into());
                        }
                    }
                }
                Found::PartEnd => {
                    let Some((head, content)) = self.current.take() else { continue };
                    let value = value(head, content.into(), self.value, self.mode, self.count);
                    self.count = self.count.saturating_add(1);
                    return Ok(Some(value));
                }
                Found::End => {
                    self.bytes = None;
                    return Ok(None);
                }
                Found::NeedsMore => return Ok(None),
            }
        }
    }
}

/// The value of a part behind so many others.
fn value<T>(head: Head, text: Bytes, read: ReadPart<T>, mode: Mode, before: usize) -> Result<T, SequenceError> {
    let part = Part { head, content: Content::Whole(text.clone()) };
    let parts = Parts { list: vec![part], ..Parts::default() };
    let mut decoder = MultipartDecoder::of(parts, mode, ALONE).behind(before);
    let value = read(&mut decoder);
    decoder.finish(value).map_err(|violations| SequenceError::Wrong { violations, text })
}

impl<T: Send + 'static> Stream for Read<T> {
    type Item = Result<T, SequenceError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if self.bytes.is_none() {
                return Poll::Ready(None);
            }
            let wrong = match self.advance() {
                Ok(Some(value)) => return Poll::Ready(Some(value)),
                Ok(None) => {
                    let Some(bytes) = &mut self.bytes else { return Poll::Ready(None) };
                    match (ready!(Pin::new(bytes).poll_next(cx)), &mut self.splitter) {
                        (Some(Ok(chunk)), Ok(splitter)) => {
                            splitter.feed(&chunk);
                            continue;
                        }
                        (Some(Err(error)), _) => error,
                        (None, Ok(splitter)) => match splitter.finish() {
                            Err(reason) => reason.into(),
                            Ok(()) => return Poll::Ready(None),
                        },
                        (_, Err(reason)) => (*reason).into(),
                    }
                }
                Err(error) => error,
            };
            self.bytes = None;
            return Poll::Ready(Some(Err(SequenceError::Broken(wrong))));
        }
    }
}

#[cfg(test)]
mod tests;
