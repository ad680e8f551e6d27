//! Media types (RFC 9110, 8.3.1): what stands in Content-Type, compared by type and subtype.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_TYPE};

/// `application/json`
pub const JSON: &str = "application/json";
/// `application/problem+json` (RFC 9457)
pub const PROBLEM_JSON: &str = "application/problem+json";
/// `application/x-www-form-urlencoded`
pub const FORM: &str = "application/x-www-form-urlencoded";
/// `multipart/form-data` (RFC 7578)
pub const MULTIPART: &str = "multipart/form-data";
/// `text/plain`
pub const TEXT: &str = "text/plain";
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

    /// Whether it is meant by a declared one, which may be a range (`text/*`, `*/*`, `application/*+json`). Parameters don't
    /// count.
    pub fn matches(&self, declared: &str) -> bool {
        self.closeness(declared).is_some()
    }

    /// How closely a declared type or range means it: the more, the closer.
    fn closeness(&self, declared: &str) -> Option<u8> {
        let declared = MediaType::parse(declared).essence;
        let kind = |kind: &str| self.essence.split('/').next().is_some_and(|own| own.eq_ignore_ascii_case(kind));
        match declared.split_once('/') {
            None if declared == "*" || declared.is_empty() => Some(0),
            Some(("*", "*")) => Some(0),
            Some((of, "*")) => kind(of).then_some(1),
            Some((of, sub)) if sub.starts_with("*+") => {
                (kind(of) && ends_with_ignoring_case(self.essence, &sub[1..])).then_some(2)
            }
            _ => self.essence.eq_ignore_ascii_case(declared).then_some(4),
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

/// The boundary of a form of parts; empty where its content type names none.
pub(crate) fn boundary(headers: &HeaderMap) -> String {
    MediaType::of(headers).and_then(|media| media.parameter("boundary")).unwrap_or_default()
}

/// The entries of a list of media types, as `Accept` has them. A comma in a quoted string separates nothing.
pub(crate) fn listed(list: &str) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    let entries = list.split(move |character| {
        let separates = character == ',' && !quoted;
        quoted ^= character == '"' && !escaped;
        escaped = quoted && !escaped && character == '\\';
        separates
    });
    entries.map(str::trim).filter(|entry| !entry.is_empty())
}

/// Which of several declared bodies a message has: each is a media type or range, or a list of such. The closest wins; JSON
/// of a name that is not declared is taken for the first that is JSON.
pub(crate) fn choose(found: MediaType<'_>, declared: &[&str]) -> Option<usize> {
    let closeness = |entry: &str| {
        let kin = (found.is_json() && MediaType::parse(entry).is_json()).then_some(3);
        found.closeness(entry).max(kin)
    };
    let closest = |(at, list): (usize, &&str)| Some((listed(list).filter_map(closeness).max()?, at));
    declared
        .iter()
        .enumerate()
        .filter_map(closest)
        .max_by_key(|(close, at)| (*close, usize::MAX - at))
        .map(|(_, at)| at)
}

/// The entry of a list that means a media type most closely.
pub(crate) fn choose_of<'l>(found: &str, list: &'l str) -> Option<&'l str> {
    let found = MediaType::parse(found);
    listed(list).filter(|entry| found.matches(entry)).max_by_key(|entry| found.closeness(entry))
}

/// Which of the media types on offer a message asks for by `Accept` (RFC 9110, 12.5.1): the one of the highest weight, of
/// these the first. The first of all where nothing is asked for; `None` where nothing on offer is acceptable.
pub fn preferred<'o>(headers: &HeaderMap, offers: &[&'o str]) -> Option<&'o str> {
    let accept = accept_of(headers);
    if accept.is_empty() {
        return offers.first().copied();
    }
    most_wanted(&accept, offers)
}

/// All `Accept` fields of a message as one list.
pub(crate) fn accept_of(headers: &HeaderMap) -> String {
    let fields: Vec<&str> = headers.get_all(ACCEPT).iter().filter_map(|field| field.to_str().ok()).collect();
    fields.join(", ")
}

/// As [`preferred`], of a list that is not empty.
pub(crate) fn most_wanted<'o>(accept: &str, offers: &[&'o str]) -> Option<&'o str> {
    // Whether a response matches a range is up to the narrowest one that it matches.
    let weight = |offer: &str| {
        let offered = MediaType::parse(offer);
        let ranges = listed(accept).filter_map(|range| Some((offered.closeness(range)?, weight(range))));
        ranges.max_by_key(|(close, _)| *close).map_or(0, |(_, weight)| weight)
    };
    let weights = offers.iter().enumerate().map(|(at, offer)| (weight(offer), usize::MAX - at, *offer));
    weights.filter(|(weight, ..)| *weight > 0).max().map(|(_, _, offer)| offer)
}

/// The `q` of a range in thousandths; 1000 where there is none, or none that can be read.
fn weight(range: &str) -> u32 {
    let q = MediaType::parse(range).parameter("q").and_then(|q| q.parse::<f32>().ok()).unwrap_or(1.0);
    // Between 0 and 1000, so the cast loses nothing but thousandths of thousandths.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
    let weight = (q.clamp(0.0, 1.0) * 1000.0).round() as u32;
    weight
}

/// The content type of bytes: the one that they were given, which must be meant by the declared one, or else the declared one,
/// if it is no range.
///
/// # Errors
///
/// Why there is none.
pub(crate) fn of_bytes(declared: &str, own: Option<&str>) -> Result<String, &'static str> {
    match own {
        Some(own) if MediaType::parse(own).matches(declared) => Ok(own.to_owned()),
        Some(_) => Err("has a content type that is not declared"),
        None if !declared.split(';').next().is_some_and(|essence| essence.contains('*')) => Ok(declared.to_owned()),
        None if MediaType::parse(BYTES).matches(declared) => Ok(BYTES.to_owned()),
        None => Err("needs a content type, since the declared one is a range"),
    }
}

/// A text as bytes, with its content type: where that names no charset, UTF-8 is named unless ASCII says the same. A byte order
/// mark that begins the text gets another one before it, since who reads UTF-8 takes the first for none of the text
/// (WHATWG Encoding, 6).
///
/// # Errors
///
/// When the text is not in the charset that the content type names.
pub(crate) fn encode_text(media: &str, text: String) -> Result<(Cow<'_, str>, Vec<u8>), &'static str> {
    match MediaType::parse(media).parameter("charset").map(|charset| charset.to_ascii_lowercase()).as_deref() {
        None if text.is_ascii() || !MediaType::parse(media).matches("text/*") => Ok((media.into(), utf8(text))),
        None => Ok((format!("{media}; charset=utf-8").into(), utf8(text))),
        Some("utf-8" | "utf8") => Ok((media.into(), utf8(text))),
        Some("us-ascii" | "ascii") if text.is_ascii() => Ok((media.into(), text.into())),
        Some("iso-8859-1" | "latin1") => {
            let bytes: Result<Vec<u8>, _> = text.chars().map(u8::try_from).collect();
            Ok((media.into(), bytes.map_err(|_| NOT_IN_CHARSET)?))
        }
        Some(_) => Err(NOT_IN_CHARSET),
    }
}

/// What is taken for no part of a text in UTF-8 that begins with it.
const BYTE_ORDER_MARK: char = '\u{feff}';

fn utf8(mut text: String) -> Vec<u8> {
    if text.starts_with(BYTE_ORDER_MARK) {
        text.insert(0, BYTE_ORDER_MARK);
    }
    text.into()
}

const NOT_IN_CHARSET: &str = "can't be written in the charset of its content type";

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
            Some(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text).to_owned())
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
    fn the_closest_declaration_wins() {
        let chosen = |found, declared: &[&str]| choose(MediaType::parse(found), declared);
        assert_eq!(chosen("image/png", &["*/*", "image/*", "image/png"]), Some(2));
        assert_eq!(chosen("image/gif", &["*/*", "image/*", "image/png"]), Some(1));
        assert_eq!(chosen("text/csv", &["*/*", "image/*", "image/png"]), Some(0));
        assert_eq!(chosen("text/json", &["image/png", "application/json, text/json"]), Some(1));
        assert_eq!(chosen("application/hal+json", &["*/*", "application/json"]), Some(1));
        assert_eq!(chosen("application/hal+json", &["application/json", "application/*+json"]), Some(0));
        assert_eq!(chosen("text/csv", &["image/png", "application/json"]), None);
    }

    #[test]
    fn what_is_asked_for_is_weighed() {
        let offers = ["image/png", "application/json"];
        let asked = |accept: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT, http::HeaderValue::from_static(accept));
            preferred(&headers, &offers)
        };
        assert_eq!(preferred(&HeaderMap::new(), &offers), Some("image/png"));
        for (accept, wanted) in [
            ("application/json", Some("application/json")),
            ("*/*", Some("image/png")),
            ("image/*;q=0.5, application/json; q=0.8", Some("application/json")),
            ("*/*, image/png;q=0", Some("application/json")),
            ("*/*;q=0.1, image/*", Some("image/png")),
            (r#"text/csv; x="a, image/png, \", image/png", application/json"#, Some("application/json")),
            ("text/csv", None),
            ("q=;;,", None),
        ] {
            assert_eq!(asked(accept), wanted, "{accept}");
        }
    }

    #[test]
    fn bytes_are_never_of_a_range() {
        assert_eq!(of_bytes("image/*", Some("image/png")).as_deref(), Ok("image/png"));
        assert_eq!(of_bytes("image/png", None).as_deref(), Ok("image/png"));
        assert_eq!(of_bytes("*/*", None).as_deref(), Ok(BYTES));
        assert!(of_bytes("image/*", None).is_err());
        assert!(of_bytes("image/*", Some("text/plain")).is_err());
    }

    #[test]
    fn a_charset_is_named_where_it_matters() {
        let written =
            |media, text: &str| encode_text(media, text.to_owned()).map(|(media, bytes)| (media.into_owned(), bytes));
        assert_eq!(written("text/csv", "a"), Ok(("text/csv".to_owned(), b"a".to_vec())));
        assert_eq!(written("text/csv", "ä"), Ok(("text/csv; charset=utf-8".to_owned(), "ä".into())));
        assert_eq!(written("text/plain; charset=latin1", "ä").map(|(_, bytes)| bytes), Ok(vec![0xe4]));
        assert!(written("text/plain; charset=latin1", "€").is_err());
    }

    #[test]
    fn a_byte_order_mark_is_kept() {
        for media in ["text/plain", "text/plain; charset=utf-8", "application/yaml"] {
            for sent in ["\u{feff}", "\u{feff}\u{feff}a", "a\u{feff}", ""] {
                let (written, bytes) = encode_text(media, sent.to_owned()).unwrap();
                assert_eq!(text(Some(MediaType::parse(&written)), &bytes).as_deref(), Some(sent), "{media}");
            }
        }
        // As others send it, it is no part of the text.
        assert_eq!(text(None, b"\xef\xbb\xbfa").as_deref(), Some("a"));
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
