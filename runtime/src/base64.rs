//! Bytes that travel as base64 text (RFC 4648, 4 and 5).

use std::fmt;
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
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Base64(pub Vec<u8>);

impl Base64 {
    /// The text in the standard alphabet, padded.
    pub fn to_text(&self) -> String {
        STANDARD.encode(&self.0)
    }

    /// The text in the alphabet for URLs, not padded.
    pub fn to_url_safe_text(&self) -> String {
        URL_SAFE.encode(&self.0)
    }

    /// Reads exactly what RFC 4648, 5 allows: the alphabet for URLs, padded or not.
    pub fn parse_url_safe(text: &str) -> Option<Self> {
        URL_SAFE.decode(text).ok().map(Self)
    }

    /// Reads exactly what RFC 4648, 4 allows: the standard alphabet, padded.
    pub fn parse(text: &str) -> Option<Self> {
        STANDARD.decode(text).ok().map(Self)
    }

    /// Reads the standard or the URL-safe alphabet, padded or not, and over line breaks.
    pub fn parse_lenient(text: &str) -> Option<Self> {
        let text: String = text.chars().filter(|character| !character.is_ascii_whitespace()).collect();
        LENIENT_STANDARD.decode(&text).or_else(|_| LENIENT_URL_SAFE.decode(&text)).ok().map(Self)
    }

    /// How long the text on the wire is.
    pub(crate) const fn text_len(&self) -> usize {
        self.0.len().div_ceil(3) * 4
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.0.len())
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strict_takes_the_standard_form_only() {
        assert_eq!(Base64::parse("+/8="), Some(Base64(vec![0xfb, 0xff])));
        for text in ["-_8=", "+/8", "+/9=", "+/8=\n"] {
            assert_eq!(Base64::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn the_alphabet_for_urls_is_not_padded() {
        assert_eq!(Base64(vec![0xfb, 0xff]).to_url_safe_text(), "-_8");
        for text in ["-_8=", "-_8"] {
            assert_eq!(Base64::parse_url_safe(text), Some(Base64(vec![0xfb, 0xff])), "{text:?}");
        }
        for text in ["+/8=", "-_9", "-_8 "] {
            assert_eq!(Base64::parse_url_safe(text), None, "{text:?}");
        }
    }

    #[test]
    fn lenient_takes_what_others_write() {
        for text in ["+/8=", "-_8=", "+/8", "-_8", "+/\r\n8="] {
            assert_eq!(Base64::parse_lenient(text), Some(Base64(vec![0xfb, 0xff])), "{text:?}");
        }
        assert_eq!(Base64::parse_lenient("a*b="), None);
    }

    #[test]
    fn the_length_of_the_text_is_known_beforehand() {
        for len in 0..10 {
            let bytes = Base64(vec![7; len]);
            assert_eq!(bytes.text_len(), bytes.to_text().len());
        }
    }
}
