//! Media types (RFC 9110, 8.3.1): what stands in Content-Type, compared by type and subtype.

use http::HeaderMap;
use http::header::CONTENT_TYPE;

/// `application/json`
pub const JSON: &str = "application/json";
/// `application/problem+json` (RFC 9457)
pub const PROBLEM_JSON: &str = "application/problem+json";
/// `application/x-www-form-urlencoded`
pub const FORM: &str = "application/x-www-form-urlencoded";
/// `multipart/form-data` (RFC 7578)
pub const MULTIPART: &str = "multipart/form-data";
/// `text/plain` in UTF-8
pub const TEXT: &str = "text/plain; charset=utf-8";
/// `application/octet-stream`
pub const BYTES: &str = "application/octet-stream";

/// A media type, borrowed from a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MediaType<'a> {
    essence: &'a str,
    parameters: &'a str,
}

impl<'a> MediaType<'a> {
    /// Reads a media type: `text/plain; charset=utf-8`.
    pub fn parse(text: &'a str) -> Self {
        let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
        Self { essence: essence.trim(), parameters }
    }

    /// The one of a message, if it has one that is text.
    pub fn of(headers: &'a HeaderMap) -> Option<Self> {
        let text = headers.get(CONTENT_TYPE)?.to_str().ok()?;
        (!text.trim().is_empty()).then(|| Self::parse(text))
    }

    /// Type and subtype, as written: `text/plain`.
    pub const fn essence(&self) -> &'a str {
        self.essence
    }

    /// Whether it is meant by a declared one, which may be a range (`text/*`, `*/*`). Parameters don't count.
    pub fn matches(&self, declared: &str) -> bool {
        let declared = MediaType::parse(declared).essence;
        match declared.split_once('/') {
            Some(("*", "*")) => true,
            Some((kind, "*")) => self.essence.split('/').next().is_some_and(|own| own.eq_ignore_ascii_case(kind)),
            _ => self.essence.eq_ignore_ascii_case(declared),
        }
    }

    /// Whether it is JSON: `application/json`, or a type with the suffix `+json` (RFC 6839, 3.1).
    pub fn is_json(&self) -> bool {
        self.matches(JSON) || self.matches("text/json") || ends_with_ignoring_case(self.essence, "+json")
    }

    /// A parameter, without its quotes.
    pub fn parameter(&self, name: &str) -> Option<String> {
        let mut rest = self.parameters;
        loop {
            rest = rest.trim_start_matches([';', ' ', '\t']);
            let (key, value) = rest.split_once('=')?;
            let (value, after) = match value.strip_prefix('"') {
                Some(quoted) => unquote(quoted)?,
                None => token(value),
            };
            if key.trim().eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = after;
        }
    }
}

/// A value without quotes, and what follows it.
pub(crate) fn token(text: &str) -> (String, &str) {
    let end = text.find(';').unwrap_or(text.len());
    (text[..end].trim().to_owned(), &text[end..])
}

/// The rest of a quoted string (RFC 9110, 5.6.4), and what follows it.
pub(crate) fn unquote(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((value, &text[at + 1..])),
            '\\' => value.push(characters.next()?.1),
            _ => value.push(character),
        }
    }
    None
}

/// The text of a body in the charset that its media type names; `None` if that is unknown or the bytes are not in it.
pub(crate) fn text(media: Option<MediaType<'_>>, bytes: &[u8]) -> Option<String> {
    let charset = media.and_then(|media| media.parameter("charset")).unwrap_or_default().to_ascii_lowercase();
    match &*charset {
        "" | "utf-8" | "utf8" | "us-ascii" | "ascii" => {
            let text = std::str::from_utf8(bytes).ok()?;
            Some(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
        }
        "iso-8859-1" | "latin1" => Some(bytes.iter().copied().map(char::from).collect()),
        "utf-16" | "utf-16le" | "utf-16be" => utf16(&charset, bytes),
        _ => None,
    }
}

fn utf16(charset: &str, bytes: &[u8]) -> Option<String> {
    let (big, bytes) = match (charset, bytes) {
        ("utf-16", [0xff, 0xfe, rest @ ..]) => (false, rest),
        ("utf-16", [0xfe, 0xff, rest @ ..]) => (true, rest),
        ("utf-16le", _) => (false, bytes),
        _ => (true, bytes),
    };
    let (units, rest) = bytes.as_chunks::<2>();
    let units = units.iter().map(|unit| if big { u16::from_be_bytes(*unit) } else { u16::from_le_bytes(*unit) });
    let text = char::decode_utf16(units).collect::<Result<_, _>>().ok()?;
    rest.is_empty().then_some(text)
}

fn ends_with_ignoring_case(text: &str, end: &str) -> bool {
    text.len().checked_sub(end.len()).and_then(|at| text.get(at..)).is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_and_case_do_not_count() {
        let media = MediaType::parse("Text/Plain; charset=\"utf\\-8\"; x=1");
        assert!(media.matches("text/plain"));
        assert!(media.matches("text/*") && media.matches("*/*"));
        assert!(!media.matches("text/csv"));
        assert_eq!(media.parameter("CHARSET").as_deref(), Some("utf-8"));
        assert_eq!(media.parameter("x").as_deref(), Some("1"));
        assert_eq!(media.parameter("y"), None);
    }

    #[test]
    fn json_has_many_names() {
        for json in ["application/json", "application/problem+json;charset=utf-8", "APPLICATION/vnd.x+JSON"] {
            assert!(MediaType::parse(json).is_json(), "{json}");
        }
        for other in ["application/jsonl", "text/plain", "+jso", ""] {
            assert!(!MediaType::parse(other).is_json(), "{other}");
        }
    }

    #[test]
    fn text_is_read_by_its_charset() {
        assert_eq!(text(None, "ä".as_bytes()).as_deref(), Some("ä"));
        assert_eq!(text(Some(MediaType::parse("text/plain;charset=ISO-8859-1")), &[0xe4]).as_deref(), Some("ä"));
        assert_eq!(
            text(Some(MediaType::parse("text/plain;charset=utf-16")), &[0xff, 0xfe, 0xe4, 0]).as_deref(),
            Some("ä")
        );
        assert_eq!(text(None, &[0xe4]), None);
        assert_eq!(text(Some(MediaType::parse("text/plain;charset=ebcdic")), b"a"), None);
    }
}
