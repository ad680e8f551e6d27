//! Bytes one after the other.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use crate::body::{ByteStream, StreamError};

/// One stream of several, of a length that is known if that of each is.
pub(super) fn chained(pieces: VecDeque<ByteStream>) -> ByteStream {
    let length = pieces.iter().try_fold(0_u64, |sum, piece| sum.checked_add(piece.length()?));
    let chain = ByteStream::new(Chain(pieces));
    match length {
        Some(length) => chain.sized(length),
        None => chain,
    }
}

struct Chain(VecDeque<ByteStream>);

impl Stream for Chain {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(piece) = self.0.front_mut() {
            match ready!(Pin::new(piece).poll_next(cx)) {
                Some(Ok(chunk)) => return Poll::Ready(Some(Ok(chunk))),
                Some(Err(error)) => {
                    self.0.clear();
                    return Poll::Ready(Some(Err(error)));
                }
                None => drop(self.0.pop_front()),
            }
        }
        Poll::Ready(None)
    }
}
