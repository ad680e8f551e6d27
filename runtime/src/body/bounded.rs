//! A stream that holds what was said of its length.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::{ByteStream, StreamError};

/// A stream that breaks off where it has fewer or more bytes than it may have.
pub(super) struct Bounded {
    stream: ByteStream,
    /// How many bytes must come still.
    least: u64,
    /// How many bytes may come still; `None` once it broke off.
    most: Option<u64>,
}

impl Bounded {
    pub(super) fn new(stream: ByteStream, least: u64, most: u64) -> Self {
        Self { stream, least, most: Some(most) }
    }

    fn break_off(&mut self, kind: io::ErrorKind) -> Poll<Option<Result<Bytes, StreamError>>> {
        self.most = None;
        Poll::Ready(Some(Err(io::Error::from(kind).into())))
    }
}

impl Stream for Bounded {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(most) = self.most else { return Poll::Ready(None) };
        match ready!(Pin::new(&mut self.stream).poll_next(cx)) {
            Some(Ok(chunk)) => {
                let length = chunk.len() as u64;
                let Some(left) = most.checked_sub(length) else { return self.break_off(io::ErrorKind::FileTooLarge) };
                self.most = Some(left);
                self.least = self.least.saturating_sub(length);
                Poll::Ready(Some(Ok(chunk)))
            }
            None if self.least > 0 => self.break_off(io::ErrorKind::UnexpectedEof),
            other => Poll::Ready(other),
        }
    }
}
