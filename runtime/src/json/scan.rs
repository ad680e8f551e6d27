//! Tokens of the text: space, strings, numbers and literals, exactly as RFC 8259 has them.

use std::borrow::Cow;

use super::Reader;

impl<'a> Reader<'a> {
    /// The byte at which the reader stands.
    pub(super) fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes over white space.
    pub(super) fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.byte() {
            self.at += 1;
        }
    }

    /// The first byte of the next value. `None`: nothing more is read.
    pub(super) fn peek(&mut self) -> Option<u8> {
        if self.halted {
            return None;
        }
        self.space();
        match self.byte() {
            Some(byte) => Some(byte),
            None if self.at == 0 => self.broken("it is empty"),
            None => self.broken("it ends too early"),
        }
    }

    /// `true`, `false` or `null`.
    pub(super) fn literal(&mut self, word: &str) -> Option<()> {
        if self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            Some(())
        } else {
            self.broken("must have a value here")
        }
    }

    /// A string; the reader stands at its opening quote.
    pub(super) fn scan_string(&mut self) -> Option<Cow<'a, str>> {
        if self.halted {
            return None;
        }
        let text = self.text;
        let bytes = text.as_bytes();
        if bytes.get(self.at) != Some(&b'"') {
            return self.broken("must have a string here");
        }
        let start = self.at + 1;
        let mut at = start;
        loop {
            match bytes.get(at) {
                Some(b'"') => {
                    self.at = at + 1;
                    return Some(Cow::Borrowed(&text[start..at]));
                }
                Some(b'\\') => return self.scan_escaped(start, at).map(Cow::Owned),
                Some(0x20..) => at += 1,
                Some(_) => {
                    self.at = at;
                    return self.broken("has a control character in a string");
                }
                None => {
                    self.at = at;
                    return self.broken("ends within a string");
                }
            }
        }
    }

    /// The rest of a string that has escapes, from its first backslash on.
    fn scan_escaped(&mut self, start: usize, backslash: usize) -> Option<String> {
        let text = self.text;
        let bytes = text.as_bytes();
        let mut out = String::from(&text[start..backslash]);
        self.at = backslash;
        loop {
            let from = self.at;
            while matches!(bytes.get(self.at), Some(0x20..) if !matches!(bytes[self.at], b'"' | b'\\')) {
                self.at += 1;
            }
            out.push_str(&text[from..self.at]);
            match bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Some(out);
                }
                Some(b'\\') => {
                    self.at += 1;
                    out.push(self.scan_escape()?);
                }
                Some(_) => return self.broken("has a control character in a string"),
                None => return self.broken("ends within a string"),
            }
        }
    }

    /// What stands after a backslash (RFC 8259, 7).
    fn scan_escape(&mut self) -> Option<char> {
        let escape = self.byte();
        self.at += usize::from(escape.is_some());
        Some(match escape {
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(byte),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let first = self.scan_hex()?;
                let code = match first {
                    0xD800..=0xDBFF => {
                        if !self.text.as_bytes()[self.at..].starts_with(b"\\u") {
                            return self.broken("has half a surrogate pair in a string");
                        }
                        self.at += 2;
                        let second = self.scan_hex()?;
                        if !(0xDC00..=0xDFFF).contains(&second) {
                            return self.broken("has half a surrogate pair in a string");
                        }
                        0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
                    }
                    code => code,
                };
                match char::from_u32(code) {
                    Some(character) => character,
                    None => return self.broken("has half a surrogate pair in a string"),
                }
            }
            None => return self.broken("ends within a string"),
            Some(_) => {
                // It may be the first byte of a character.
                self.at -= 1;
                return self.broken("has an unknown escape in a string");
            }
        })
    }

    fn scan_hex(&mut self) -> Option<u32> {
        let mut code = 0;
        for _ in 0..4 {
            let Some(digit) = self.byte().and_then(|byte| char::from(byte).to_digit(16)) else {
                return self.broken("must have four hexadecimal digits after `\\u`");
            };
            code = code * 16 + digit;
            self.at += 1;
        }
        Some(code)
    }

    /// A number; the reader stands at its first character.
    pub(super) fn scan_number(&mut self) -> Option<&'a str> {
        let text = self.text;
        match super::number::scan(&text.as_bytes()[self.at..]) {
            Some(len) => {
                let start = self.at;
                self.at += len;
                Some(&text[start..self.at])
            }
            None => self.broken("has a number that is not written as one"),
        }
    }
}
