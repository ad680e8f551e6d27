//! Reading the parts of a form: from memory, or as they come, up to a file that is too large to be held.

#[cfg(any(feature = "client", feature = "server"))]
mod rest;

#[cfg(any(feature = "client", feature = "server"))]
pub(super) use rest::{Asked, Behind};
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use rest::{Form, ReadError};

use bytes::Bytes;

use super::head::Head;
use super::split::{Found, Splitter};
use crate::file::File;

/// The parts of a form, as far as they have been read.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(super) list: Vec<Part>,
    /// What is wrong with the form.
    pub(super) wrong: Option<&'static str>,
    /// What stands behind the last part, if that is still to come.
    #[cfg(any(feature = "client", feature = "server"))]
    pub(super) rest: Option<Behind>,
}

/// A part of a form.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) head: Head,
    pub(super) content: Content,
}

/// What is in a part.
#[derive(Debug)]
pub(super) enum Content {
    Whole(Bytes),
    /// A file that comes as it is read.
    #[cfg(any(feature = "client", feature = "server"))]
    Coming(File),
}

impl Part {
    /// The part as a file.
    pub(super) fn into_file(self) -> File {
        let mut file = match self.content {
            Content::Whole(bytes) => File::new(bytes),
            #[cfg(any(feature = "client", feature = "server"))]
            Content::Coming(file) => file,
        };
        (file.name, file.content_type) = (self.head.file, self.head.media);
        file
    }

    /// What is in it, if that is in memory.
    #[cfg_attr(
        not(any(feature = "client", feature = "server")),
        expect(clippy::unnecessary_wraps, reason = "only sides read what is not in memory")
    )]
    pub(super) fn bytes(&self) -> Option<&Bytes> {
        match &self.content {
            Content::Whole(bytes) => Some(bytes),
            #[cfg(any(feature = "client", feature = "server"))]
            Content::Coming(_) => None,
        }
    }
}

impl Parts {
    /// Those of a form in memory.
    pub(super) fn of(body: &[u8], boundary: &str) -> Self {
        let mut reading = match Reading::new(boundary) {
            Ok(reading) => reading,
            Err(wrong) => return Self { wrong: Some(wrong), ..Self::default() },
        };
        reading.splitter.feed(body);
        let step = reading.advance(usize::MAX);
        reading.end(step.err())
    }
}

/// A form that is being read.
struct Reading {
    splitter: Splitter,
    parts: Vec<Part>,
    /// The part that is being read.
    current: Option<(Head, Vec<u8>)>,
    /// How many bytes are held.
    held: usize,
}

/// How far it got.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    /// More bytes are needed.
    More,
    /// The form ended.
    End,
    /// More than may be held is there.
    Full,
}

impl Reading {
    fn new(boundary: &str) -> Result<Self, &'static str> {
        Ok(Self { splitter: Splitter::new(boundary)?, parts: Vec::new(), current: None, held: 0 })
    }

    /// Reads on, as far as there are bytes and no more than `limit` are held.
    fn advance(&mut self, limit: usize) -> Result<Step, &'static str> {
        loop {
            match self.splitter.next()? {
                Found::Part(head) => {
                    self.held = self.held.saturating_add(head.length);
                    self.current = Some((head, Vec::new()));
                }
                Found::Content(bytes) => {
                    self.held = self.held.saturating_add(bytes.len());
                    if let Some((_, content)) = &mut self.current {
                        content.extend_from_slice(&bytes);
                    }
                    if self.held > limit {
                        return Ok(Step::Full);
                    }
                }
                Found::PartEnd => {
                    if let Some((head, content)) = self.current.take() {
                        self.parts.push(Part { head, content: Content::Whole(content.into()) });
                    }
                }
                Found::End => return Ok(Step::End),
                Found::NeedsMore => return Ok(Step::More),
            }
        }
    }

    /// What was read, when no more bytes come.
    fn end(self, wrong: Option<&'static str>) -> Parts {
        let wrong = wrong.or_else(|| self.splitter.finish().err());
        Parts {
            list: self.parts,
            wrong,
            #[cfg(any(feature = "client", feature = "server"))]
            rest: None,
        }
    }
}
