//! Taking down what is wrong, and where.

use std::borrow::Cow;
use std::fmt::Write;

use super::reader::FrameKind;
use super::{Mode, Reader};
use crate::rules::{Check, Rules};
use crate::violation::{Violation, Violations, escape};

impl Reader<'_> {
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
        self.pass_value();
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

    pub(super) fn too_deep<T>(&mut self) -> Option<T> {
        self.violation::<()>(format!("is nested deeper than {} levels", self.depth_limit));
        self.halted = true;
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

    pub(super) fn pointer(&self, name: Option<&str>) -> String {
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
