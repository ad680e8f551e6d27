//! Taking a form of parts apart as it comes (RFC 2046, 5.1.1).

use bytes::{Bytes, BytesMut};
use memchr::memmem::Finder;

use super::head::Head;

/// A form may have no more parts than this.
const MOST_PARTS: usize = 1000;
/// The header fields of a part may have no more bytes than this.
const LONGEST_HEAD: usize = 16 * 1024;
/// A boundary may have no more characters than this (RFC 2046, 5.1.1).
const LONGEST_BOUNDARY: usize = 70;

const BROKEN_OFF: &str = "is not a form of parts: it breaks off";

/// What stands next in a form.
#[derive(Debug)]
pub(super) enum Found {
    /// A part begins.
    Part(Head),
    /// Bytes of that part.
    Content(Bytes),
    /// It ends.
    PartEnd,
    /// The form ends.
    End,
    /// What that is, only more bytes can tell.
    NeedsMore,
}

/// Takes a form apart; it holds no more than a chunk and the header of a part.
#[derive(Debug)]
pub(super) struct Splitter {
    buffer: BytesMut,
    /// A line break, two hyphens and the boundary.
    delimiter: Finder<'static>,
    state: State,
    parts: usize,
    /// How many there may be.
    most: usize,
}

#[derive(Debug, Clone, Copy)]
enum State {
    Preamble,
    /// Behind a delimiter.
    Line,
    Head,
    /// At the empty line behind a header, which a delimiter may follow at once.
    EmptyLine,
    Content,
    End,
}

impl Splitter {
    /// One for a boundary.
    pub(super) fn new(boundary: &str) -> Result<Self, &'static str> {
        if boundary.is_empty() || boundary.len() > LONGEST_BOUNDARY {
            return Err("is not a form of parts: its content type must name a boundary of at most 70 characters");
        }
        let delimiter = Finder::new(&format!("\r\n--{boundary}")).into_owned();
        // The first one needs no line break before it.
        Ok(Self { buffer: BytesMut::from("\r\n"), delimiter, state: State::Preamble, parts: 0, most: MOST_PARTS })
    }

    /// The same, of any number of parts.
    pub(super) fn endless(self) -> Self {
        Self { most: usize::MAX, ..self }
    }

    /// More bytes.
    pub(super) fn feed(&mut self, chunk: &[u8]) {
        self.buffer.extend_from_slice(chunk);
    }

    /// Says that no more bytes follow.
    pub(super) fn finish(&self) -> Result<(), &'static str> {
        match self.state {
            State::End => Ok(()),
            State::Preamble => Err("is not a form of parts: its boundary is missing"),
            _ => Err(BROKEN_OFF),
        }
    }

    /// What comes next.
    pub(super) fn next(&mut self) -> Result<Found, &'static str> {
        match self.state {
            State::Preamble => {
                if let Some(at) = self.delimiter.find(&self.buffer) {
                    self.behind_delimiter(at);
                    return self.next();
                }
                let known = self.before_delimiter();
                drop(self.buffer.split_to(known));
                Ok(Found::NeedsMore)
            }
            State::Line => self.line(),
            State::Head => self.head(),
            State::EmptyLine => {
                let delimiter = self.delimiter.needle();
                if self.buffer.len() < delimiter.len() && delimiter.starts_with(&self.buffer) {
                    return Ok(Found::NeedsMore);
                }
                if !self.buffer.starts_with(delimiter) {
                    drop(self.buffer.split_to(2));
                }
                self.state = State::Content;
                self.next()
            }
            State::Content => match self.delimiter.find(&self.buffer) {
                Some(0) => {
                    self.behind_delimiter(0);
                    Ok(Found::PartEnd)
                }
                Some(at) => Ok(Found::Content(self.buffer.split_to(at).freeze())),
                None => match self.before_delimiter() {
                    0 => Ok(Found::NeedsMore),
                    known => Ok(Found::Content(self.buffer.split_to(known).freeze())),
                },
            },
            State::End => {
                self.buffer.clear();
                Ok(Found::End)
            }
        }
    }

    fn behind_delimiter(&mut self, at: usize) {
        drop(self.buffer.split_to(at + self.delimiter.needle().len()));
        self.state = State::Line;
    }

    /// How many bytes there are before what may turn out to be a delimiter.
    fn before_delimiter(&self) -> usize {
        let least = (self.buffer.len() + 1).saturating_sub(self.delimiter.needle().len());
        let tail = self.buffer.get(least..).unwrap_or_default();
        least + memchr::memchr(b'\r', tail).unwrap_or(tail.len())
    }

    /// The rest of the line of a delimiter: white space may stand there, or the mark of the last one.
    fn line(&mut self) -> Result<Found, &'static str> {
        if self.buffer.starts_with(b"--") {
            self.state = State::End;
            return self.next();
        }
        let end = memchr::memchr(b'\r', &self.buffer).unwrap_or(self.buffer.len());
        let is_padding = |byte: &u8| matches!(byte, b' ' | b'\t');
        let whole = self.buffer.get(end + 1).copied();
        let padded = self.buffer.iter().take(end).all(is_padding) || &*self.buffer == b"-";
        if !padded || whole.is_some_and(|byte| byte != b'\n') || end > LONGEST_HEAD {
            return Err("is not a form of parts: a boundary is followed by something else");
        }
        if whole.is_none() {
            return Ok(Found::NeedsMore);
        }
        if self.parts == self.most {
            return Err("has too many parts");
        }
        self.parts = self.parts.saturating_add(1);
        // The line break stays: it may be half of the empty line that ends a header.
        drop(self.buffer.split_to(end));
        self.state = State::Head;
        self.next()
    }

    fn head(&mut self) -> Result<Found, &'static str> {
        let end = memchr::memmem::find(&self.buffer, b"\r\n\r\n");
        let head = self.buffer.get(..end.unwrap_or(self.buffer.len())).unwrap_or_default();
        if head.len() > LONGEST_HEAD {
            return Err("has a part with too long a header");
        }
        if self.delimiter.find(head).is_some() {
            return Err("has a part without an end of its header");
        }
        let Some(end) = end else { return Ok(Found::NeedsMore) };
        let head = Head::parse(head)?;
        drop(self.buffer.split_to(end + 2));
        self.state = State::EmptyLine;
        Ok(Found::Part(head))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The content of each part, read in chunks of a size; or what is wrong.
    fn parts(body: &[u8], chunk: usize) -> Result<Vec<Vec<u8>>, &'static str> {
        let mut splitter = Splitter::new("x")?;
        let mut parts = Vec::new();
        for chunk in body.chunks(chunk) {
            splitter.feed(chunk);
            loop {
                match splitter.next()? {
                    Found::Part(_) => parts.push(Vec::new()),
                    Found::Content(bytes) => parts.last_mut().expect("a part began").extend_from_slice(&bytes),
                    Found::PartEnd => {}
                    Found::End | Found::NeedsMore => break,
                }
            }
        }
        splitter.finish().map(|()| parts)
    }

    #[test]
    fn it_does_not_matter_where_a_chunk_ends() {
        let whole: &[(&str, &[&str])] = &[
            ("--x--", &[]),
            ("preamble\r\n--x \t\r\nA: b\r\n\r\n1\r\n--x--epilogue\r\n--x", &["1"]),
            ("--x\r\n\r\n\r\n--x\r\nA: b\r\n\r\n--x\r\nA: b\r\n\r\n\r\n--x--", &["", "", ""]),
            ("--x\r\nA: b\r\n\r\n\r\n--\r\r\n-\r\n--\r\n--x--", &["\r\n--\r\r\n-\r\n--"]),
        ];
        for (body, contents) in whole {
            for chunk in 1..=body.len() {
                let contents = contents.iter().map(|content| content.as_bytes().to_vec()).collect();
                assert_eq!(parts(body.as_bytes(), chunk), Ok(contents), "{body:?} in chunks of {chunk}");
            }
        }
    }

    #[test]
    fn what_is_no_form_is_refused_wherever_a_chunk_ends() {
        for body in [
            "",
            "--y--",
            "--x",
            "--x\r\n",
            "--x\r\nA: b\r\n\r\n1",
            "--xy\r\nA: b\r\n\r\n1\r\n--x--",
            "--x\r\nA: b\r\n--x\r\nA: b\r\n\r\n1\r\n--x--",
            "--x-\r\n",
        ] {
            for chunk in 1..=body.len().max(1) {
                assert!(parts(body.as_bytes(), chunk).is_err(), "{body:?} in chunks of {chunk}");
            }
        }
    }

    #[test]
    fn no_more_is_held_than_a_chunk_and_a_delimiter() {
        let mut splitter = Splitter::new("x").unwrap();
        splitter.feed(b"--x\r\n\r\n");
        for _ in 0..100 {
            splitter.feed(&[b'\r'; 1000]);
            while !matches!(splitter.next(), Ok(Found::NeedsMore)) {}
            assert!(splitter.buffer.len() < 10, "{} bytes", splitter.buffer.len());
        }
    }
}
