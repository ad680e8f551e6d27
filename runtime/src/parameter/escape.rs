//! Percent-encoding (RFC 3986, 2.1; RFC 6570, 3.2).

use std::borrow::Cow;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// All but the unreserved characters (RFC 3986, 2.3).
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Reserved expansion in a path (RFC 6570, 3.2.3), but for what would end the path.
const PATH: &AsciiSet = &RESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'[')
    .remove(b']')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// Reserved expansion in a query string, but for what would end the value or be read as a space.
const QUERY: &AsciiSet = &PATH.remove(b'?').add(b'&').add(b'+');

/// All that is ASCII and no letter or digit.
const DELIMITER: &AsciiSet = NON_ALPHANUMERIC;

/// Which characters are escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Escaping {
    /// All but the unreserved.
    Strict,
    /// The reserved ones of a path stay, and so do escapes.
    Path,
    /// The reserved ones of a query string stay, and so do escapes.
    Query,
    /// None.
    Nothing,
}

impl Escaping {
    /// Escapes a text.
    pub(crate) fn escape(self, text: &str) -> Cow<'_, str> {
        match self {
            Self::Strict => utf8_percent_encode(text, RESERVED).into(),
            Self::Path => keep_escapes(text, PATH),
            Self::Query => keep_escapes(text, QUERY),
            Self::Nothing => text.into(),
        }
    }

    /// Escapes a part of a value, and there also what stands between parts.
    pub(crate) fn escape_part(self, text: &str, between: &[char]) -> String {
        let mut escaped = self.escape(text).into_owned();
        if self != Self::Nothing {
            for &delimiter in between {
                if escaped.contains(delimiter) {
                    escaped =
                        escaped.replace(delimiter, &utf8_percent_encode(&delimiter.to_string(), DELIMITER).to_string());
                }
            }
        }
        escaped
    }
}

/// Escapes, but leaves what is an escape already (RFC 6570, 3.2.3).
fn keep_escapes(text: &str, set: &'static AsciiSet) -> Cow<'static, str> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('%') {
        out.extend(utf8_percent_encode(&rest[..at], set));
        let is_escape = rest.as_bytes().get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        let len = if is_escape { 3 } else { 1 };
        if is_escape {
            out.push_str(&rest[at..at + len]);
        } else {
            out.push_str("%25");
        }
        rest = &rest[at + len..];
    }
    out.extend(utf8_percent_encode(rest, set));
    out.into()
}

/// Takes escapes out; `None` if what comes out is not UTF-8.
pub(crate) fn unescape(text: &str) -> Option<Cow<'_, str>> {
    percent_decode_str(text).decode_utf8().ok()
}

/// The same in a query string, where `+` is a space.
pub(crate) fn unescape_query(text: &str) -> Option<Cow<'_, str>> {
    if text.contains('+') {
        let spaced = text.replace('+', " ");
        unescape(&spaced).map(|text| Cow::Owned(text.into_owned()))
    } else {
        unescape(text)
    }
}
