//! Bodies: nothing, bytes in memory, or a stream of them.

mod bounded;
#[cfg(any(feature = "client", feature = "server"))]
mod outgoing;
#[cfg(any(feature = "client", feature = "server"))]
mod reader;

#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use outgoing::Outgoing;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use http::header::CONTENT_TYPE;

use crate::multipart::Parts;

/// Why a stream of bytes broke off.
pub type StreamError = Box<dyn std::error::Error + Send + Sync>;

/// A body on its way out or in.
#[derive(Default)]
pub enum Body {
    /// None.
    #[default]
    Empty,
    /// In memory; it can be sent again.
    Bytes(Bytes),
    /// As it comes; it can be sent once.
    Stream(ByteStream),
}

impl Body {
    /// The parts of a form, if they have been read; else the body as it is.
    pub(crate) fn into_parts(self) -> Result<Parts, Self> {
        match self {
            Self::Stream(stream) => stream.into_parts().map_err(Self::Stream),
            body => Err(body),
        }
    }
}

impl fmt::Debug for Body {
    /// Without the bytes, which may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Bytes(bytes) => write!(f, "Bytes({} bytes)", bytes.len()),
            Self::Stream(_) => f.write_str("Stream(..)"),
        }
    }
}

/// Bytes as they come, with the content type that they have. A stream of chunks; [`ByteStream::collect`] reads it whole.
pub struct ByteStream {
    inner: Inner,
    content_type: Option<Box<str>>,
    length: Option<u64>,
}

enum Inner {
    Bytes(Option<Bytes>),
    Stream(Pin<Box<dyn Stream<Item = Result<Bytes, StreamError>> + Send>>),
    /// A form whose parts have been read, up to a large file.
    #[cfg_attr(
        not(any(feature = "client", feature = "server")),
        expect(dead_code, reason = "only sides read forms as they come")
    )]
    Parts(Box<Parts>),
}

impl ByteStream {
    /// A stream of chunks.
    pub fn new(stream: impl Stream<Item = Result<Bytes, StreamError>> + Send + 'static) -> Self {
        Self { inner: Inner::Stream(Box::pin(stream)), content_type: None, length: None }
    }

    /// A form of parts, to be read by [`ByteStream::into_parts`].
    #[cfg(any(feature = "client", feature = "server"))]
    pub(crate) fn of_parts(parts: Parts) -> Self {
        Self { inner: Inner::Parts(Box::new(parts)), content_type: None, length: None }
    }

    /// Says how many bytes there are, which is sent along as `Content-Length`. One that turns out to be longer or shorter breaks off.
    pub fn sized(self, length: u64) -> Self {
        let content_type = self.content_type.clone();
        let inner = match self.inner {
            Inner::Bytes(bytes) => Inner::Bytes(bytes),
            _ => Inner::Stream(Box::pin(bounded::Bounded::new(self, length, length))),
        };
        Self { inner, content_type, length: Some(length) }
    }

    /// How many bytes there are, if that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.inner {
            Inner::Bytes(bytes) => Some(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            _ => self.length,
        }
    }

    /// The same, but it breaks off where it has fewer or more bytes than this.
    pub(crate) fn bounded(self, least: u64, most: u64) -> Self {
        let (content_type, length) = (self.content_type.clone(), self.length());
        Self { inner: Inner::Stream(Box::pin(bounded::Bounded::new(self, least, most))), content_type, length }
    }

    /// Gives it a content type (`image/png`). It must be one that the document declares, or within a range that it declares;
    /// without one, it is sent as the declared type, and as `application/octet-stream` where that is `*/*`.
    pub fn typed(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into().into());
        self
    }

    /// The content type that it was given, or that it came with.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// The same with the content type of a message.
    pub(crate) fn typed_by(self, headers: &HeaderMap) -> Self {
        match headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()) {
            Some(content_type) => self.typed(content_type),
            None => self,
        }
    }

    /// The bytes, if they are all in memory already.
    ///
    /// # Errors
    ///
    /// Gives the stream back if they are not.
    pub fn into_bytes(self) -> Result<Bytes, Self> {
        match self.inner {
            Inner::Bytes(bytes) => Ok(bytes.unwrap_or_default()),
            _ => Err(self),
        }
    }

    /// The parts of a form, if they have been read.
    ///
    /// # Errors
    ///
    /// Gives the stream back if it is none.
    pub(crate) fn into_parts(self) -> Result<Parts, Self> {
        match self.inner {
            Inner::Parts(parts) => Ok(*parts),
            _ => Err(self),
        }
    }

    /// Reads all of it, but no more than `limit` bytes.
    ///
    /// # Errors
    ///
    /// When the stream breaks off, or is longer.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, StreamError> {
        let mut whole = Vec::new();
        while let Some(chunk) = std::future::poll_fn(|cx| Pin::new(&mut self).poll_next(cx)).await {
            let chunk = chunk?;
            if chunk.len() > limit - whole.len() {
                return Err(format!("the body is longer than {limit} bytes").into());
            }
            whole.extend_from_slice(&chunk);
        }
        Ok(whole.into())
    }
}

impl<T: Into<Bytes>> From<T> for ByteStream {
    fn from(bytes: T) -> Self {
        Self { inner: Inner::Bytes(Some(bytes.into())), content_type: None, length: None }
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.inner {
            Inner::Bytes(bytes) => Poll::Ready(bytes.take().map(Ok)),
            Inner::Stream(stream) => stream.as_mut().poll_next(cx),
            Inner::Parts(_) => Poll::Ready(Some(Err("it was read as a form of parts".into()))),
        }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByteStream(..)")
    }
}
