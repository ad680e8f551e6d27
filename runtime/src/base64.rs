//! Bytes that travel as base64 text (RFC 4648, 4 and 5).

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use base64::Engine;
use base64::alphabet;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};

const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_decode_padding_mode(DecodePaddingMode::Indifferent)
    .with_decode_allow_trailing_bits(true);
const URL_SAFE_CONFIG: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_encode_padding(false).with_decode_padding_mode(DecodePaddingMode::Indifferent);
const URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, URL_SAFE_CONFIG);
const LENIENT_STANDARD: GeneralPurpose = GeneralPurpose::new(&alphabet::STANDARD, LENIENT);
const LENIENT_URL_SAFE: GeneralPurpose = GeneralPurpose::new(&alphabet::URL_SAFE, LENIENT);

/// Bytes that travel as base64 text: the standard alphabet with padding, or that for URLs without, as the document says.
///
/// Many documents say base64 and mean base64url. So where one says base64, text in the alphabet for URLs is read too, and goes
/// out again as it came; [`Base64::url_safe`] writes it where the service wants it. Two values are equal if their bytes are.
#[derive(Clone, Default)]
pub struct Base64 {
    bytes: Vec<u8>,
    /// Which alphabet it has, whatever the document says.
    own: Option<Alphabet>,
}

/// An alphabet of base64 that a value has against the word of the document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    UrlSafe,
}

impl Base64 {
    /// The same bytes, to be written in the alphabet for URLs, not padded (RFC 4648, 5), also where the document says base64.
    pub fn url_safe(self) -> Self {
        Self { own: Some(Alphabet::UrlSafe), ..self }
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The text in the standard alphabet, padded.
    pub fn to_text(&self) -> String {
        STANDARD.encode(&self.bytes)
    }

    /// The text in the alphabet for URLs, not padded.
    pub fn to_url_safe_text(&self) -> String {
        URL_SAFE.encode(&self.bytes)
    }

    /// The text where the document says base64.
    pub(crate) fn to_own_text(&self) -> String {
        match self.own {
            Some(Alphabet::UrlSafe) => self.to_url_safe_text(),
            None => self.to_text(),
        }
    }

    /// Reads exactly what RFC 4648, 5 allows: the alphabet for URLs, padded or not.
    pub fn parse_url_safe(text: &str) -> Option<Self> {
        URL_SAFE.decode(text).ok().map(Self::from)
    }

    /// Reads exactly what RFC 4648, 4 allows: the standard alphabet, padded.
    pub fn parse(text: &str) -> Option<Self> {
        STANDARD.decode(text).ok().map(Self::from)
    }

    /// Reads exactly what RFC 4648, 4 or 5 allow, and keeps which of them it was.
    pub(crate) fn parse_either(text: &str) -> Option<Self> {
        Self::parse(text).or_else(|| Self::parse_url_safe(text).map(Self::url_safe))
    }

    /// Reads the standard or the URL-safe alphabet, padded or not, and over line breaks.
    pub fn parse_lenient(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|character| !character.is_ascii_whitespace()).collect();
        let standard = LENIENT_STANDARD.decode(&text).ok().map(Self::from);
        standard.or_else(|| LENIENT_URL_SAFE.decode(&text).ok().map(|bytes| Self::from(bytes).url_safe()))
    }

    /// How long [`Base64::to_own_text`] is.
    pub(crate) const fn text_len(&self) -> usize {
        match self.own {
            Some(Alphabet::UrlSafe) => (self.bytes.len() * 4).div_ceil(3),
            None => self.bytes.len().div_ceil(3) * 4,
        }
    }
}

impl PartialEq for Base64 {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for Base64 {}

impl Hash for Base64 {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes.hash(state);
    }
}

impl PartialOrd for Base64 {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Base64 {
    fn cmp(&self, other: &Self) -> Ordering {
        self.bytes.cmp(&other.bytes)
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.bytes.len())
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, own: None }
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self::from(bytes.to_vec())
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_takes_the_standard_form_only() {
        assert_eq!(Base64::parse("+/8="), Some(Base64::from(vec![0xfb, 0xff])));
        for text in ["-_8=", "+/8", "+/9=", "+/8=\n"] {
            assert_eq!(Base64::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_alphabet_for_urls_is_not_padded() {
        assert_eq!(Base64::from(vec![0xfb, 0xff]).to_url_safe_text(), "-_8");
        for text in ["-_8=", "-_8"] {
            assert_eq!(Base64::parse_url_safe(text), Some(Base64::from(vec![0xfb, 0xff])), "{text:?}");
        }
        for text in ["+/8=", "-_9", "-_8 "] {
            assert_eq!(Base64::parse_url_safe(text), None, "{text:?}");
        }
    }

    #[test]
    fn lenient_takes_what_others_write() {
        for text in ["+/8=", "-_8=", "+/8", "-_8", "+/\r\n8="] {
            assert_eq!(Base64::parse_lenient(text), Some(Base64::from(vec![0xfb, 0xff])), "{text:?}");
        }
        assert_eq!(Base64::parse_lenient("a*b="), None);
    }

    #[test]
    fn where_base64_is_said_the_other_alphabet_is_read_and_kept() {
        for (text, again) in [("+/8=", "+/8="), ("-_8", "-_8"), ("-_8=", "-_8"), ("dGVzdA", "dGVzdA"), ("", "")] {
            assert_eq!(Base64::parse_either(text).map(|bytes| bytes.to_own_text()).as_deref(), Some(again), "{text:?}");
        }
        for text in ["+_8=", "a*b=", "+/9=", "dGVzdA= "] {
            assert_eq!(Base64::parse_either(text), None, "{text:?}");
        }
        assert_eq!(Base64::parse_lenient("-_8").map(|bytes| bytes.to_own_text()).as_deref(), Some("-_8"));
        assert_eq!(Base64::from(vec![0xfb, 0xff]), Base64::from(vec![0xfb, 0xff]).url_safe());
    }

    #[test]
    fn the_length_of_the_text_is_known_beforehand() {
        for len in 0..10 {
            let bytes = Base64::from(vec![7; len]);
            assert_eq!(bytes.text_len(), bytes.to_text().len());
            let bytes = bytes.url_safe();
            assert_eq!(bytes.text_len(), bytes.to_url_safe_text().len());
        }
    }
}
