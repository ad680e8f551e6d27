//! A stream as HTTP libraries take it.

use std::fmt;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream as _;

use super::{ByteStream, StreamError};

/// A stream as a body that is sent. The lock is never waited for; it makes the stream shareable, as is asked for.
pub(crate) struct Outgoing {
    stream: Mutex<ByteStream>,
    /// How many bytes are left, if that is known.
    left: Option<u64>,
}

impl Outgoing {
    pub(crate) fn new(stream: ByteStream) -> Self {
        Self { left: stream.length(), stream: Mutex::new(stream) }
    }
}

impl http_body::Body for Outgoing {
    type Data = Bytes;
    type Error = StreamError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, StreamError>>> {
        let stream = self.stream.get_mut().unwrap_or_else(PoisonError::into_inner);
        let polled = Pin::new(stream).poll_next(cx);
        if let (Poll::Ready(Some(Ok(chunk))), Some(left)) = (&polled, &mut self.left) {
            *left = left.saturating_sub(chunk.len() as u64);
        }
        polled.map_ok(http_body::Frame::data)
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.left.map_or_else(http_body::SizeHint::default, http_body::SizeHint::with_exact)
    }
}

impl fmt::Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Outgoing(..)")
    }
}
