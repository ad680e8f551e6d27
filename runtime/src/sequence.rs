//! Sequences of values, each handed on as it comes: JSON lines, JSON text sequences (RFC 7464) and server-sent events
//! (WHATWG HTML, 9.2).

mod event;
mod frames;

pub use event::Event;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::body::{ByteStream, StreamError};
use crate::json::{self, Answer, Decode, Encode, Mode, Reader};
use crate::violation::Violations;
use frames::Frames;

/// No value of a sequence may have more bytes than this.
pub const LONGEST: usize = 8 * 1024 * 1024;

/// How values follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// One on each line (`application/jsonl`, `application/x-ndjson`).
    Lines,
    /// Each behind a record separator (`application/json-seq`).
    Records,
    /// As the data of events, in JSON (`text/event-stream`). `[DONE]` ends the sequence.
    EventData,
    /// As the data of events, which is text.
    EventText,
    /// Events as objects with `data`, `event`, `id` and `retry` (OAS 3.2.0, 4.14.5).
    Events,
}

/// Values as they come: a stream. It is sent or read once.
pub struct Sequence<T> {
    items: Pin<Box<dyn Stream<Item = Result<T, SequenceError>> + Send>>,
}

impl<T: Send + 'static> Sequence<T> {
    /// Values of a stream. What is an error ends the message there.
    pub fn new(items: impl Stream<Item = Result<T, SequenceError>> + Send + 'static) -> Self {
        Self { items: Box::pin(items) }
    }

    /// The values as an answer holds them.
    pub(crate) fn answered(self) -> Sequence<Answer<T>> {
        Sequence::new(Answered(self))
    }

    /// The values as bytes.
    pub(crate) fn into_bytes(self, framing: Framing) -> ByteStream
    where
        T: Encode,
    {
        ByteStream::new(Written { sequence: self, framing })
    }

    /// The values of bytes.
    pub(crate) fn read(bytes: ByteStream, framing: Framing, mode: Mode) -> Self
    where
        T: Decode,
    {
        Self::new(Read {
            frames: Frames::new(bytes, framing),
            framing,
            mode,
            item: std::marker::PhantomData::<fn() -> T>,
        })
    }

    /// All that is left, but no more than `most` values.
    ///
    /// # Errors
    ///
    /// With the first that is wrong, or when there are more.
    pub async fn collect(mut self, most: usize) -> Result<Vec<T>, SequenceError> {
        let mut all = Vec::new();
        while let Some(item) = std::future::poll_fn(|cx| Pin::new(&mut self).poll_next(cx)).await {
            if all.len() == most {
                return Err(SequenceError::Broken(format!("there are more than {most} values").into()));
            }
            all.push(item?);
        }
        Ok(all)
    }
}

impl<T> Stream for Sequence<T> {
    type Item = Result<T, SequenceError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.items.as_mut().poll_next(cx)
    }
}

impl<T: Send + Unpin + 'static> From<Vec<T>> for Sequence<T> {
    fn from(items: Vec<T>) -> Self {
        Self::new(Ready(items.into_iter()))
    }
}

impl<T> fmt::Debug for Sequence<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sequence(..)")
    }
}

/// Values of an answer.
struct Answered<T>(Sequence<T>);

impl<T> Stream for Answered<T> {
    type Item = Result<Answer<T>, SequenceError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.0).poll_next(cx).map(|item| item.map(|item| item.map(Answer)))
    }
}

/// Values that are all there.
struct Ready<T>(std::vec::IntoIter<T>);

impl<T: Unpin> Stream for Ready<T> {
    type Item = Result<T, SequenceError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

/// Why a value of a sequence is missing.
#[derive(Debug)]
#[non_exhaustive]
pub enum SequenceError {
    /// The sequence broke off, or a value was too long. Nothing follows.
    Broken(StreamError),
    /// A value is not what the document says. Others may follow.
    Wrong {
        /// What is wrong.
        violations: Violations,
        /// The value, as it came. It may hold secrets; `Display` doesn't show it.
        text: Bytes,
    },
}

impl fmt::Display for SequenceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken(reason) => write!(f, "the sequence broke off: {reason}"),
            Self::Wrong { violations, .. } => write!(f, "a value is not what the document says: {violations}"),
        }
    }
}

impl std::error::Error for SequenceError {}

struct Written<T> {
    sequence: Sequence<T>,
    framing: Framing,
}

impl<T: Encode + Send + 'static> Stream for Written<T> {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = std::task::ready!(Pin::new(&mut self.sequence).poll_next(cx));
        Poll::Ready(item.map(|item| {
            let json = json::to_body(&item.map_err(|error| error.to_string())?)?;
            Ok(frames::framed(&json, self.framing)?.into())
        }))
    }
}

struct Read<T> {
    frames: Frames,
    framing: Framing,
    mode: Mode,
    item: std::marker::PhantomData<T>,
}

impl<T: Decode> Stream for Read<fn() -> T> {
    type Item = Result<T, SequenceError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let frame = std::task::ready!(self.frames.poll_next(cx));
        let (framing, mode) = (self.framing, self.mode);
        Poll::Ready(frame.map(|frame| {
            let text = frame.map_err(SequenceError::Broken)?;
            let read = match framing {
                Framing::Lines | Framing::Records => Reader::new(&text, mode).read(),
                Framing::EventData | Framing::EventText | Framing::Events => event::read(&text, framing, mode),
            };
            read.map_err(|violations| SequenceError::Wrong { violations, text })
        }))
    }
}

#[cfg(test)]
mod tests;
