//! Bodies: nothing, bytes in memory, or a stream of them.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use http::header::CONTENT_TYPE;

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
}

enum Inner {
    Bytes(Option<Bytes>),
    Stream(Pin<Box<dyn Stream<Item = Result<Bytes, StreamError>> + Send>>),
}

impl ByteStream {
    /// A stream of chunks.
    pub fn new(stream: impl Stream<Item = Result<Bytes, StreamError>> + Send + 'static) -> Self {
        Self { inner: Inner::Stream(Box::pin(stream)), content_type: None }
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
            Inner::Stream(_) => Err(self),
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
        Self { inner: Inner::Bytes(Some(bytes.into())), content_type: None }
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match &mut self.inner {
            Inner::Bytes(bytes) => Poll::Ready(bytes.take().map(Ok)),
            Inner::Stream(stream) => stream.as_mut().poll_next(cx),
        }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByteStream(..)")
    }
}
