//! A form as it comes: its parts are held in memory, unless one is a file that is too large for that, which is then a stream.
//!
//! What is behind such a file can't be known when the others are handed on. It is looked at once the file is read to its end: a part that
//! should have stood before it is an error there, so that nothing is lost in silence.

use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::{Content, Found, Part, Parts, Reading, Splitter, Step};
use crate::body::{Body, ByteStream, StreamError};
use crate::file::File;

/// What was asked for, once that is known.
pub(in crate::multipart) type Behind = Arc<OnceLock<Asked>>;

/// Which parts were asked for.
#[derive(Debug)]
pub(in crate::multipart) enum Asked {
    /// Those of these names.
    Named(Vec<String>),
    /// Whatever comes.
    All,
}

/// Why a form can't be read.
#[derive(Debug)]
pub(crate) enum ReadError {
    /// It breaks off, or is longer than it may be.
    Broken(StreamError),
    /// More would have to be held than may be.
    TooLarge,
}

/// A form that has been read as far as it fits into memory.
#[derive(Debug)]
pub(crate) enum Form {
    /// It does.
    Whole(Bytes),
    /// It does not.
    Parts(Parts),
}

impl From<Form> for Body {
    fn from(form: Form) -> Self {
        match form {
            Form::Whole(bytes) if bytes.is_empty() => Self::Empty,
            Form::Whole(bytes) => Self::Bytes(bytes),
            Form::Parts(parts) => Self::Stream(ByteStream::of_parts(parts)),
        }
    }
}

impl Form {
    /// Reads a form, holding no more than `limit` bytes of it, or twice that while it turns out to be longer.
    ///
    /// # Errors
    ///
    /// When it breaks off, or has too much that is no file. What is wrong with the form itself is told when its parts are asked for.
    pub(crate) async fn read(mut stream: ByteStream, boundary: &str, limit: usize) -> Result<Self, ReadError> {
        let mut whole = Vec::new();
        let mut reading = loop {
            let Some(chunk) = next(&mut stream).await? else { return Ok(Self::Whole(whole.into())) };
            whole.extend_from_slice(&chunk);
            if whole.len() <= limit {
                continue;
            }
            match Reading::new(boundary) {
                Ok(reading) => break reading,
                Err(wrong) => return Ok(Self::Parts(Parts { wrong: Some(wrong), ..Parts::default() })),
            }
        };
        let mut chunk = Bytes::from(whole);
        loop {
            reading.splitter.feed(&chunk);
            drop(chunk);
            match reading.advance(limit) {
                Ok(Step::More) => {}
                Ok(Step::End) => return Ok(Self::Parts(reading.end(None))),
                Ok(Step::Full) => return reading.into_rest(stream).map(Self::Parts),
                Err(wrong) => return Ok(Self::Parts(reading.end(Some(wrong)))),
            }
            match next(&mut stream).await? {
                Some(next) => chunk = next,
                None => return Ok(Self::Parts(reading.end(None))),
            }
        }
    }
}

async fn next(stream: &mut ByteStream) -> Result<Option<Bytes>, ReadError> {
    let next = std::future::poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx)).await;
    next.transpose().map_err(ReadError::Broken)
}

impl Reading {
    /// Hands on what is held, the part that is being read as a stream.
    fn into_rest(mut self, source: ByteStream) -> Result<Parts, ReadError> {
        let (head, begin) = self.current.take().filter(|(head, _)| head.is_file()).ok_or(ReadError::TooLarge)?;
        let asked = Behind::default();
        let begin = Some(Bytes::from(begin));
        let rest =
            Rest { source: Some(source), splitter: self.splitter, begin, place: Place::File, asked: asked.clone() };
        self.parts.push(Part { head, content: Content::Coming(File::stream(ByteStream::new(rest))) });
        Ok(Parts { list: self.parts, wrong: None, rest: Some(asked) })
    }
}

/// What is left of a form.
struct Rest {
    /// `None` once it ended or broke off.
    source: Option<ByteStream>,
    splitter: Splitter,
    /// What was held of the file.
    begin: Option<Bytes>,
    place: Place,
    asked: Behind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In the file.
    File,
    /// Behind it.
    Behind,
}

impl Rest {
    /// What is in memory, if anything is. `Ok(None)`: more must be read.
    fn advance(&mut self) -> Result<Option<Bytes>, String> {
        loop {
            match self.splitter.next()? {
                Found::Content(bytes) if self.place == Place::File => return Ok(Some(bytes)),
                Found::Content(_) => {}
                Found::PartEnd => self.place = Place::Behind,
                Found::Part(head) => {
                    let name = head.name.unwrap_or_default();
                    // What nobody asks for is ignored, wherever it stands.
                    let is_wanted = match self.asked.get() {
                        Some(Asked::Named(names)) => names.contains(&name),
                        Some(Asked::All) => {
                            return Err("a part stands behind one that is too large to be held in memory".to_owned());
                        }
                        None => true,
                    };
                    if is_wanted {
                        return Err(format!(
                            "the part `{name}` stands behind a file that is too large to be held in memory"
                        ));
                    }
                }
                Found::End => {
                    self.source = None;
                    return Ok(None);
                }
                Found::NeedsMore => return Ok(None),
            }
        }
    }
}

impl Stream for Rest {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(bytes) = self.begin.take() {
                return Poll::Ready(Some(Ok(bytes)));
            }
            if self.source.is_none() {
                return Poll::Ready(None);
            }
            match self.advance() {
                Ok(Some(bytes)) => return Poll::Ready(Some(Ok(bytes))),
                Ok(None) => {}
                Err(reason) => {
                    self.source = None;
                    return Poll::Ready(Some(Err(reason.into())));
                }
            }
            let Some(source) = &mut self.source else { return Poll::Ready(None) };
            match ready!(Pin::new(source).poll_next(cx)) {
                Some(Ok(chunk)) => self.splitter.feed(&chunk),
                Some(Err(error)) => {
                    self.source = None;
                    return Poll::Ready(Some(Err(error)));
                }
                None => {
                    self.source = None;
                    if let Err(reason) = self.splitter.finish() {
                        return Poll::Ready(Some(Err(reason.into())));
                    }
                }
            }
        }
    }
}
