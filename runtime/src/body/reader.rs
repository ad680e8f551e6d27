//! Bytes of whatever can be read.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};

use super::{ByteStream, StreamError};

/// How many bytes are read at once.
const CHUNK: usize = 64 * 1024;

impl ByteStream {
    /// What a reader gives, as it gives it: an open file, a pipe, a connection.
    pub fn reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::new(Chunks(Some(Box::pin(reader))))
    }
}

/// What a reader gives; `None` once it ended or broke off.
struct Chunks(Option<Pin<Box<dyn AsyncRead + Send>>>);

impl Stream for Chunks {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(reader) = &mut self.0 else { return Poll::Ready(None) };
        let mut chunk = vec![0; CHUNK];
        let mut buffer = ReadBuf::new(&mut chunk);
        let read = ready!(reader.as_mut().poll_read(cx, &mut buffer));
        let filled = buffer.filled().len();
        if read.is_err() || filled == 0 {
            self.0 = None;
        }
        chunk.truncate(filled);
        Poll::Ready(match read {
            Ok(()) if chunk.is_empty() => None,
            Ok(()) => Some(Ok(chunk.into())),
            Err(error) => Some(Err(error.into())),
        })
    }
}
