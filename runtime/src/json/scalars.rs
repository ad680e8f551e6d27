//! Reading values without parts.

use std::borrow::Cow;

use super::{Format, Mode, Reader};

impl<'a> Reader<'a> {
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

    /// The text of a number (RFC 8259, 6), as it is written.
    pub fn number(&mut self) -> Option<Cow<'a, str>> {
        match self.peek()? {
            b'"' if self.format == Format::Quoted => {
                let text = self.scan_string()?;
                if super::number::is_number(&text) {
                    return Some(text);
                }
                let trimmed = text.trim();
                let trimmed = trimmed.strip_prefix('+').unwrap_or(trimmed);
                if self.mode == Mode::Lenient && super::number::is_number(trimmed) {
                    return Some(Cow::Owned(trimmed.to_owned()));
                }
                self.violation("must be a number in a string")
            }
            _ if self.format == Format::Quoted && self.is_strict() => self.wrong("a number in a string"),
            b'-' | b'0'..=b'9' => self.scan_number().map(Cow::Borrowed),
            b'"' if self.lexical => {
                let text = self.scan_string()?;
                if super::number::is_number(&text) { Some(text) } else { self.violation("must be a number") }
            }
            _ => self.wrong("a number"),
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
}
