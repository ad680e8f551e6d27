//! Reading over values, and looking ahead.

use std::borrow::Cow;

use super::Reader;

impl<'a> Reader<'a> {
    /// Reads over a value, whatever it is. What is not JSON is a violation all the same.
    pub fn skip_value(&mut self) {
        if self.is_choosing() {
            self.skipped.push(self.at);
        }
        self.pass_value();
    }

    /// The same, for what is known, or wrong.
    pub(super) fn pass_value(&mut self) {
        let depth = self.depth_left();
        let _ = self.skip(depth);
    }

    /// Reads over a value and gives its text.
    pub fn raw(&mut self) -> Option<&'a str> {
        self.peek()?;
        let start = self.at;
        let depth = self.depth_left();
        self.skip(depth)?;
        Some(&self.text[start..self.at])
    }

    /// The string under a key of the object that comes next, without reading it; `None` if there is none.
    ///
    /// Of a key that is given twice, the last counts, as it does when the object is read.
    pub fn peek_string(&mut self, key: &str) -> Option<Cow<'a, str>> {
        if !self.peek_object() {
            return None;
        }
        let checkpoint = self.checkpoint();
        self.attempts += 1;
        let mut found = None;
        self.begin_object();
        while let Some(name) = self.next_key() {
            if name == key {
                found = if self.peek() == Some(b'"') {
                    self.scan_string()
                } else {
                    self.pass_value();
                    None
                };
            } else {
                self.pass_value();
            }
        }
        self.attempts -= 1;
        self.rewind(checkpoint);
        self.tag = Some((self.at, key.into()));
        found
    }

    /// Whether the object that comes next has a key, without reading it.
    pub fn peek_key(&mut self, key: &str) -> bool {
        if !self.peek_object() {
            return false;
        }
        let checkpoint = self.checkpoint();
        self.attempts += 1;
        let mut found = false;
        self.begin_object();
        while let Some(name) = self.next_key() {
            if name == key {
                found = true;
                break;
            }
            self.pass_value();
        }
        self.attempts -= 1;
        self.rewind(checkpoint);
        found
    }

    fn skip(&mut self, depth: usize) -> Option<()> {
        match self.peek()? {
            b'"' => self.skip_string(),
            b'~' if self.lexical => {
                self.at += 1;
                self.skip(depth)
            }
            b'{' | b'[' if depth == 0 => self.too_deep(),
            b'{' => {
                self.at += 1;
                self.space();
                if self.byte() == Some(b'}') {
                    self.at += 1;
                    return Some(());
                }
                loop {
                    self.space();
                    if self.byte() != Some(b'"') {
                        return self.broken("must have a key in double quotes here");
                    }
                    self.skip_string()?;
                    self.space();
                    if self.byte() != Some(b':') {
                        return self.broken("must have `:` after a key");
                    }
                    self.at += 1;
                    self.skip(depth - 1)?;
                    self.space();
                    match self.byte() {
                        Some(b',') => self.at += 1,
                        Some(b'}') => {
                            self.at += 1;
                            return Some(());
                        }
                        _ => return self.broken("must have `,` or `}` here"),
                    }
                }
            }
            b'[' => {
                self.at += 1;
                self.space();
                if self.byte() == Some(b']') {
                    self.at += 1;
                    return Some(());
                }
                loop {
                    self.skip(depth - 1)?;
                    self.space();
                    match self.byte() {
                        Some(b',') => self.at += 1,
                        Some(b']') => {
                            self.at += 1;
                            return Some(());
                        }
                        _ => return self.broken("must have `,` or `]` here"),
                    }
                }
            }
            b't' => self.literal("true"),
            b'f' => self.literal("false"),
            b'n' => self.literal("null"),
            b'-' | b'0'..=b'9' => self.scan_number().map(|_| ()),
            _ => self.broken("must have a value here"),
        }
    }

    fn skip_string(&mut self) -> Option<()> {
        // Without escapes nothing is allocated; with them the escapes are checked.
        self.scan_string().map(|_| ())
    }
}
