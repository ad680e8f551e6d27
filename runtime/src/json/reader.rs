//! The reader: one value after the other, in the order of the text.

use std::borrow::Cow;
use std::fmt::Write;

use crate::rules::{Check, Rules};
use crate::violation::{Location, Violation, Violations, escape};

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
    /// The tag that was looked for in the object at this place.
    pub(super) tag: Option<(usize, Box<str>)>,
    pub(super) violations: Violations,
    /// What violations are placed below.
    pub(super) location: Location,
    pub(super) base: Cow<'a, str>,
    depth_limit: usize,
}

/// An open array or object.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    pub(super) kind: FrameKind<'a>,
    /// Whether an element or member was read already.
    started: bool,
    /// Where the keys of this object begin in [`Reader::keys`].
    keys: usize,
    /// Where the value begins that is to be read next.
    value: Option<usize>,
    /// The key that tells which variant of a union this object is, if it is one.
    tag: Option<Box<str>>,
    /// Whether what is around it comes from text.
    lexical: bool,
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
            tag: None,
            violations,
            location: Location::Body,
            base: Cow::Borrowed(""),
            depth_limit: DEPTH_LIMIT,
        }
    }

    /// The same, for values that come from text (parameters, forms): numbers and booleans are read from strings, and one
    /// value stands for an array of one.
    pub fn lexical(mut self) -> Self {
        self.lexical = true;
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
        if !self.halted {
            if self.at == 0 {
                self.skip_value();
            }
            self.space();
            if self.at < self.text.len() && !self.halted {
                self.broken::<()>("goes on after its end");
            }
        }
        match value {
            Some(value) if self.violations.is_empty() => Ok(value),
            _ if self.violations.is_empty() => Err(Violation::new(self.location, self.base, "can't be read").into()),
            _ => Err(self.violations),
        }
    }

    /// Opens an object. `None`: it is none.
    pub fn begin_object(&mut self) -> Option<()> {
        if !self.peek_object() {
            return self.wrong("an object");
        }
        let tag = self.tag.take_if(|(at, _)| *at == self.at).map(|(_, tag)| tag);
        self.enter(FrameKind::Object(None))?;
        if let Some(frame) = self.frames.last_mut() {
            frame.tag = tag;
        }
        Some(())
    }

    /// The next key of the open object; `None` after the last.
    pub fn next_key(&mut self) -> Option<Cow<'a, str>> {
        self.skip_unread();
        if self.halted {
            return None;
        }
        self.space();
        let Some(Frame { kind: FrameKind::Object(current), started, keys, .. }) = self.frames.last_mut() else {
            return None;
        };
        *current = None;
        let (first, from) = (!*started, *keys);
        *started = true;
        match self.byte() {
            Some(b'}') => {
                self.at += 1;
                self.repeated_keys(from);
                return None;
            }
            Some(b',') if !first => {
                self.at += 1;
                self.space();
            }
            _ if first => {}
            _ => return self.broken("must have `,` or `}` here"),
        }
        if self.byte() != Some(b'"') {
            return self.broken("must have a key in double quotes here");
        }
        let key = self.scan_string()?;
        self.space();
        if self.byte() != Some(b':') {
            return self.broken("must have `:` after a key");
        }
        self.at += 1;
        if self.mode == Mode::Strict {
            self.keys.push(key.clone());
        }
        self.space();
        if let Some(Frame { kind: FrameKind::Object(current), value, .. }) = self.frames.last_mut() {
            *current = Some(key.clone());
            *value = Some(self.at);
        }
        Some(key)
    }

    /// Closes the object. `None`: the text broke off.
    pub fn end_object(&mut self) -> Option<()> {
        self.close()
    }

    /// Opens an array. `None`: it is none.
    pub fn begin_array(&mut self) -> Option<()> {
        match self.peek()? {
            b'[' => self.enter(FrameKind::Array(None)),
            b'~' if self.in_list() && self.byte_after() == Some(b'[') => self.enter(FrameKind::Array(None)),
            b'{' if self.lexical => self.enter(FrameKind::Values(None)),
            _ if self.lexical => self.open(FrameKind::Single(false)),
            _ => self.wrong("an array"),
        }
    }

    /// Whether the open array has another element, to be read next.
    pub fn next_item(&mut self) -> bool {
        self.skip_unread();
        if self.halted {
            return false;
        }
        self.space();
        let (at, here) = (self.at, self.byte());
        let Some(frame) = self.frames.last_mut() else { return false };
        let first = !std::mem::replace(&mut frame.started, true);
        let (end, keyed) = match &mut frame.kind {
            FrameKind::Single(read) => {
                frame.value = (!*read).then_some(at);
                return !std::mem::replace(read, true);
            }
            FrameKind::Array(index) => {
                *index = Some(index.map_or(0, |index| index + 1));
                (b']', false)
            }
            FrameKind::Values(index) => {
                *index = Some(index.map_or(0, |index| index + 1));
                (b'}', true)
            }
            FrameKind::Object(_) => return false,
        };
        match here {
            Some(byte) if byte == end => {
                self.at += 1;
                if let FrameKind::Array(index) | FrameKind::Values(index) = &mut frame.kind {
                    *index = None;
                }
                return false;
            }
            Some(b',') if !first => {
                self.at += 1;
            }
            _ if first => {}
            _ => return self.broken::<()>("must have `,` or the end of the array here").is_some(),
        }
        if keyed {
            self.space();
            let key = self.scan_string();
            self.space();
            if key.is_none() || self.byte() != Some(b':') {
                return self.broken::<()>("must have a key here").is_some();
            }
            self.at += 1;
        }
        self.space();
        if let Some(frame) = self.frames.last_mut() {
            frame.value = Some(self.at);
        }
        true
    }

    /// Closes the array. `None`: the text broke off.
    pub fn end_array(&mut self) -> Option<()> {
        self.close()
    }

    /// A string. From text, also what was written there as anything else.
    pub fn string(&mut self) -> Option<Cow<'a, str>> {
        match self.peek()? {
            b'"' => self.scan_string(),
            b'~' if self.lexical => {
                self.at += 1;
                self.raw().map(Cow::Borrowed)
            }
            b'[' | b'{' if self.lexical => self.raw().map(Cow::Borrowed),
            _ => self.wrong("a string"),
        }
    }

    /// A boolean.
    pub fn boolean(&mut self) -> Option<bool> {
        match self.peek()? {
            b't' => self.literal("true").map(|()| true),
            b'f' => self.literal("false").map(|()| false),
            b'"' if self.lexical => match &*self.scan_string()? {
                "true" => Some(true),
                "false" => Some(false),
                _ => self.violation("must be `true` or `false`"),
            },
            _ => self.wrong("a boolean"),
        }
    }

    /// `null`.
    pub fn null(&mut self) -> Option<()> {
        match self.peek()? {
            b'n' => self.literal("null"),
            b'"' if self.lexical => match &*self.scan_string()? {
                "" | "null" => Some(()),
                _ => self.violation("must be empty"),
            },
            _ => self.wrong("null"),
        }
    }

    /// Whether `null` comes next.
    pub fn peek_null(&mut self) -> bool {
        self.peek() == Some(b'n')
    }

    /// Whether the empty string comes next.
    pub(super) fn peek_empty(&mut self) -> bool {
        self.peek() == Some(b'"') && self.text.as_bytes().get(self.at + 1) == Some(&b'"')
    }

    /// The text of a number (RFC 8259, 6), as it is written.
    pub fn number(&mut self) -> Option<Cow<'a, str>> {
        match self.peek()? {
            b'-' | b'0'..=b'9' => self.scan_number().map(Cow::Borrowed),
            b'"' if self.lexical => {
                let text = self.scan_string()?;
                if super::number::is_number(&text) { Some(text) } else { self.violation("must be a number") }
            }
            _ => self.wrong("a number"),
        }
    }

    /// Takes down what does not hold for the value that was read last or is read now. Always `None`.
    pub fn violation<T>(&mut self, message: impl Into<Cow<'static, str>>) -> Option<T> {
        self.record(None, message.into());
        None
    }

    /// Takes down what does not hold for a property of the open object. Always `None`.
    pub fn violation_at<T>(&mut self, name: &str, message: impl Into<Cow<'static, str>>) -> Option<T> {
        self.record(Some(name), message.into());
        None
    }

    /// A key that a closed record does not have: refused in strict mode, else read over.
    pub fn unknown_key(&mut self, key: &str) {
        let is_tag = self.frames.last().is_some_and(|frame| frame.tag.as_deref() == Some(key));
        if self.is_strict() && !is_tag {
            self.violation::<()>("is not a property that is allowed here");
        }
        self.skip_value();
    }

    /// Gives a value that was read, if it keeps the rules; a lenient reader does not ask.
    pub fn checked<T: Check>(&mut self, value: T, rules: &Rules) -> Option<T> {
        if self.mode == Mode::Strict {
            let mut found = Violations::new();
            value.check(rules, &mut found);
            if !found.is_empty() {
                self.violations_of_value(found);
                return None;
            }
        }
        Some(value)
    }

    /// What was found so far.
    pub const fn violations(&self) -> &Violations {
        &self.violations
    }

    /// Takes down what a check found about the value that was read last.
    pub(crate) fn violations_of_value(&mut self, found: Violations) {
        if found.is_empty() || self.halted || self.fails_attempt() {
            return;
        }
        let pointer = self.pointer(None);
        for mut violation in found {
            violation.location = self.location;
            violation.pointer.insert_str(0, &pointer);
            self.violations.push(violation);
        }
    }

    /// Reads over the wrong value and takes down what it should have been. Always `None`.
    pub(super) fn wrong<T>(&mut self, expected: &str) -> Option<T> {
        let found = match self.peek()? {
            b'{' => "an object",
            b'[' => "an array",
            b'"' | b'~' if self.lexical => "a text",
            b'"' => "a string",
            b't' | b'f' => "a boolean",
            b'n' => "null",
            b'-' | b'0'..=b'9' => "a number",
            _ => return self.broken("must have a value here"),
        };
        if self.fails_attempt() {
            return None;
        }
        let message = if found == "null" {
            format!("must be {expected}, not null")
        } else {
            format!("must be {expected}, is {found}")
        };
        self.violation::<()>(message);
        self.skip_value();
        None
    }

    /// Takes down that the text is not JSON, and reads no further. Always `None`.
    pub(super) fn broken<T>(&mut self, message: &str) -> Option<T> {
        if !self.halted && !self.fails_attempt() {
            let before = &self.text[..self.at];
            let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
            let message = format!("is not JSON: {message} (line {line}, column {column})");
            self.violations.push(Violation::new(self.location, &*self.base, message));
            self.halted = true;
        }
        None
    }

    fn record(&mut self, name: Option<&str>, message: Cow<'static, str>) {
        if self.halted || self.fails_attempt() {
            return;
        }
        let pointer = self.pointer(name);
        self.violations.push(Violation::new(self.location, pointer, message));
    }

    /// An attempt fails at its first violation, and nobody reads what it was.
    const fn fails_attempt(&mut self) -> bool {
        self.halted |= self.attempts > 0;
        self.attempts > 0
    }

    fn pointer(&self, name: Option<&str>) -> String {
        let mut pointer = self.base.to_string();
        for frame in &self.frames {
            match &frame.kind {
                FrameKind::Object(Some(key)) => push_segment(&mut pointer, key),
                FrameKind::Array(Some(index)) | FrameKind::Values(Some(index)) => {
                    let _ = write!(pointer, "/{index}");
                }
                _ => {}
            }
        }
        if let Some(name) = name {
            push_segment(&mut pointer, name);
        }
        pointer
    }

    fn open(&mut self, kind: FrameKind<'a>) -> Option<()> {
        if self.frames.len() >= self.depth_limit {
            return self.too_deep();
        }
        self.frames.push(Frame { kind, started: false, keys: self.keys.len(), value: None, tag: None, lexical: self.lexical });
        Some(())
    }

    /// Reads over a value that was offered and not read, as it was of no use.
    fn skip_unread(&mut self) {
        let unread = self.frames.last_mut().and_then(|frame| frame.value.take());
        if unread == Some(self.at) {
            self.skip_value();
        }
    }

    /// Opens what begins here. What stands in a text as JSON (`~`) is read as JSON.
    fn enter(&mut self, kind: FrameKind<'a>) -> Option<()> {
        let embedded = self.byte() == Some(b'~');
        self.at += 1 + usize::from(embedded);
        self.open(kind)?;
        self.lexical &= !embedded;
        Some(())
    }

    /// Reads what stands in a text as JSON.
    pub(super) fn embedded<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        self.at += 1;
        self.lexical = false;
        let value = read(self);
        self.lexical = true;
        value
    }

    /// Whether an object comes next.
    pub(super) fn peek_object(&mut self) -> bool {
        match self.peek() {
            Some(b'{') => true,
            Some(b'~') => self.lexical && self.byte_after() == Some(b'{'),
            _ => false,
        }
    }

    fn byte_after(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at + 1).copied()
    }

    fn in_list(&self) -> bool {
        let kind = self.frames.last().map(|frame| &frame.kind);
        self.lexical && matches!(kind, Some(FrameKind::Array(_) | FrameKind::Single(_) | FrameKind::Values(_)))
    }

    fn close(&mut self) -> Option<()> {
        if self.halted {
            return None;
        }
        let frame = self.frames.pop()?;
        self.keys.truncate(frame.keys);
        self.lexical = frame.lexical;
        Some(())
    }

    pub(super) fn too_deep<T>(&mut self) -> Option<T> {
        self.violation::<()>(format!("is nested deeper than {} levels", self.depth_limit));
        self.halted = true;
        None
    }

    pub(super) const fn depth_left(&self) -> usize {
        self.depth_limit.saturating_sub(self.frames.len())
    }

    /// Takes down the keys that were given twice, and forgets the keys from `from` on.
    fn repeated_keys(&mut self, from: usize) {
        if self.keys.len() <= from + 1 {
            self.keys.truncate(from);
            return;
        }
        let mut keys = self.keys.split_off(from);
        keys.sort_unstable();
        let mut last = None;
        for pair in keys.windows(2) {
            if pair[0] == pair[1] && last != Some(&pair[0]) {
                last = Some(&pair[0]);
                self.violation_at::<()>(&pair[0], "is given more than once");
            }
        }
    }
}

/// Adds a reference token. One that is longer than a name should be is cut: it is the sender's text.
fn push_segment(pointer: &mut String, segment: &str) {
    const LONGEST: usize = 200;
    pointer.push('/');
    match segment.char_indices().nth(LONGEST) {
        Some((end, _)) => {
            pointer.push_str(&escape(&segment[..end]));
            pointer.push('…');
        }
        None => pointer.push_str(&escape(segment)),
    }
}
