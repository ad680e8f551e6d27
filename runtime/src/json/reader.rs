//! The reader as a whole: what it reads, how strictly, from beginning to end.

use std::borrow::Cow;

use super::Format;
use crate::violation::{Location, Violation, Violations};

/// How strict a reader is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    /// As a server reads: what the document forbids is refused.
    Strict,
    /// As a client reads: what the document does not list is kept or read over.
    Lenient,
}

/// How deep values may nest.
const DEPTH_LIMIT: usize = 128;

/// Reads JSON from memory, one value after the other.
///
/// Whatever is wrong is taken down as a violation with its place; reading goes on after the wrong value, unless the text
/// itself is not JSON. A method that answers `None` has taken one down, and has read over the value.
#[derive(Debug)]
pub struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
    pub(super) mode: Mode,
    /// Whether values come from text, where numbers and booleans are written as strings.
    pub(super) lexical: bool,
    /// Whether nothing more is read: the text is broken, or an attempt has failed.
    pub(super) halted: bool,
    /// How many attempts are under way.
    pub(super) attempts: usize,
    /// Bytes that may still be read again.
    pub(super) fuel: usize,
    pub(super) frames: Vec<Frame<'a>>,
    /// Keys of the open objects, to find those given twice; only in strict mode.
    pub(super) keys: Vec<Cow<'a, str>>,
    /// Where values begin that were read over in attempts.
    pub(super) skipped: Vec<usize>,
    /// Unions that are being read and may come to themselves again: where, and which.
    pub(super) once: Vec<(usize, &'static str)>,
    /// The tag that was looked for in the object at this place.
    pub(super) tag: Option<(usize, Box<str>)>,
    pub(super) violations: Violations,
    /// What violations are placed below.
    pub(super) location: Location,
    pub(super) base: Cow<'a, str>,
    pub(super) depth_limit: usize,
    /// How the value that is read next is written.
    pub(super) format: Format,
    /// Whether what may be JSON in a string stands in the text without one.
    pub(super) parsed: bool,
}

/// An open array or object.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    pub(super) kind: FrameKind<'a>,
    /// Whether an element or member was read already.
    pub(super) started: bool,
    /// Where the keys of this object begin in [`Reader::keys`].
    pub(super) keys: usize,
    /// Where the value begins that is to be read next.
    pub(super) value: Option<usize>,
    /// Where the value begins that all properties of this record are offered in this turn of its loop.
    pub(super) offered: Option<usize>,
    /// Whether the record has no more properties.
    pub(super) ended: bool,
    /// The key that tells which variant of a union this object is, if it is one.
    pub(super) tag: Option<Box<str>>,
    /// Whether what is around it comes from text.
    pub(super) lexical: bool,
    /// Keys of this object whose values were wrong.
    pub(super) wrong: Vec<Cow<'a, str>>,
}

#[derive(Debug)]
pub(super) enum FrameKind<'a> {
    /// With the key whose value is read.
    Object(Option<Cow<'a, str>>),
    /// With the index of the element that is read.
    Array(Option<usize>),
    /// One value that stands for an array of one; whether it was read.
    Single(bool),
    /// An object that stands for the array of its values, with the index.
    Values(Option<usize>),
    /// Something else than the object that was to be read; it was read over.
    Nothing,
}

impl<'a> Reader<'a> {
    /// A reader of a whole text. Bytes that are not UTF-8 are a violation.
    pub fn new(bytes: &'a [u8], mode: Mode) -> Self {
        let mut violations = Violations::new();
        let text = std::str::from_utf8(bytes).unwrap_or_else(|error| {
            let message = format!("is not UTF-8 after byte {}", error.valid_up_to());
            violations.push(Violation::new(Location::Body, String::new(), message));
            ""
        });
        Self {
            text,
            at: 0,
            mode,
            lexical: false,
            halted: !violations.is_empty(),
            attempts: 0,
            fuel: bytes.len().saturating_mul(100).saturating_add(1 << 16),
            frames: Vec::new(),
            keys: Vec::new(),
            skipped: Vec::new(),
            once: Vec::new(),
            tag: None,
            violations,
            location: Location::Body,
            base: Cow::Borrowed(""),
            depth_limit: DEPTH_LIMIT,
            format: Format::Usual,
            parsed: false,
        }
    }

    /// The same, for values that come from text (parameters, forms): numbers and booleans are read from strings, and one
    /// value stands for an array of one.
    pub fn lexical(mut self) -> Self {
        self.lexical = true;
        self
    }

    /// The same, for a text in which the data of an event was put as the JSON that it is: no JSON in a string is read from that.
    pub(crate) fn parsed(mut self) -> Self {
        self.parsed = true;
        self
    }

    /// The same, with what is wrong placed in this part of a message, below this name.
    pub fn placed(mut self, location: Location, name: impl Into<Cow<'a, str>>) -> Self {
        self.location = location;
        self.base = name.into();
        self
    }

    /// The same, with another limit of nesting than 128. Each level takes stack: a few kilobytes for large types.
    pub fn depth_limit(mut self, levels: usize) -> Self {
        self.depth_limit = levels;
        self
    }

    /// How strict it is.
    pub const fn mode(&self) -> Mode {
        self.mode
    }

    /// Whether what the document forbids is refused.
    pub fn is_strict(&self) -> bool {
        self.mode == Mode::Strict
    }

    /// Whether values come from text.
    pub const fn is_lexical(&self) -> bool {
        self.lexical
    }

    /// Reads the whole text as one value.
    ///
    /// # Errors
    ///
    /// With everything that is wrong.
    pub fn read<T: super::Decode>(mut self) -> Result<T, Violations> {
        let value = T::decode(&mut self);
        self.finish(value)
    }

    /// Makes sure that nothing follows, and gives the value or what is wrong.
    ///
    /// # Errors
    ///
    /// With everything that is wrong.
    pub fn finish<T>(mut self, value: Option<T>) -> Result<T, Violations> {
        self.end();
        match value {
            Some(value) if self.violations.is_empty() => Ok(value),
            _ if self.violations.is_empty() => Err(Violation::new(self.location, self.base, "can't be read").into()),
            _ => Err(self.violations),
        }
    }

    /// Makes sure that nothing follows.
    pub(super) fn end(&mut self) {
        if self.halted {
            return;
        }
        if self.at == 0 {
            self.pass_value();
        }
        self.space();
        if self.at < self.text.len() && !self.halted {
            self.broken::<()>("goes on after its end");
        }
    }
}
