//! Signatures over the body of a webhook or callback: the sender makes one, the receiver holds the body against it before it reads
//! anything of it.

use std::fmt::{self, Write as _};

use hmac::{Hmac, Mac};
use http::{HeaderMap, HeaderName, HeaderValue};
use sha2::Sha256;

use crate::base64::Base64;
use crate::secret::Secret;

/// Signs a body that is going to be sent.
pub trait Sign: Send + Sync + 'static {
    /// Adds the header fields that prove who sends this body.
    fn sign(&self, body: &[u8], headers: &mut HeaderMap);
}

/// An HMAC with SHA-256 (RFC 2104) over the body, in one header field: `X-Signature-256: sha256=<hexadecimal digits>` unless told
/// otherwise. It signs and verifies.
///
/// A signature without a time is as good tomorrow as it is today: where a delivery must not be played again, let the body tell
/// what was seen already, or sign with a time by a [`Sign`] of your own and [`hmac_sha256`].
#[derive(Clone)]
pub struct HmacSha256 {
    secret: Secret,
    header: HeaderName,
    prefix: String,
    digits: Digits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Digits {
    Hexadecimal,
    Base64,
}

impl HmacSha256 {
    /// With a secret that both sides know.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            header: HeaderName::from_static("x-signature-256"),
            prefix: "sha256=".to_owned(),
            digits: Digits::Hexadecimal,
        }
    }

    /// In this header field.
    pub fn header(mut self, name: HeaderName) -> Self {
        self.header = name;
        self
    }

    /// Behind these characters; they may be none.
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// In base64 in place of hexadecimal digits.
    pub fn base64(mut self) -> Self {
        self.digits = Digits::Base64;
        self
    }

    /// Whether the header fields hold the signature of the body. How long it takes tells nothing of where it differs.
    pub fn is_signed(&self, body: &[u8], headers: &HeaderMap) -> bool {
        let mut fields = headers.get_all(&self.header).iter();
        let (Some(field), None) = (fields.next(), fields.next()) else { return false };
        let digits = field.to_str().ok().and_then(|text| text.trim().strip_prefix(&self.prefix));
        let presented = digits.and_then(|digits| match self.digits {
            Digits::Hexadecimal => bytes_of(digits),
            Digits::Base64 => Base64::parse(digits).map(Base64::into_bytes),
        });
        presented
            .is_some_and(|presented| mac(self.secret.expose().as_bytes(), &[body]).verify_slice(&presented).is_ok())
    }
}

impl Sign for HmacSha256 {
    fn sign(&self, body: &[u8], headers: &mut HeaderMap) {
        let code = hmac_sha256(self.secret.expose().as_bytes(), &[body]);
        let mut text = self.prefix.clone();
        match self.digits {
            Digits::Hexadecimal => {
                for byte in code {
                    // Writing to a string does not fail.
                    let _ = write!(text, "{byte:02x}");
                }
            }
            Digits::Base64 => text.push_str(&Base64::from(code.to_vec()).to_text()),
        }
        // A prefix that a field can't hold leaves the delivery unsigned, which its receiver refuses.
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(self.header.clone(), value);
        }
    }
}

impl fmt::Debug for HmacSha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HmacSha256").field("header", &self.header).finish_non_exhaustive()
    }
}

/// The HMAC with SHA-256 (RFC 2104) over several parts, one behind the other: for signatures of another form than [`HmacSha256`]
/// has. Compare what was presented by `same_secret` of the server, never by `==`.
pub fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    mac(key, parts).finalize().into_bytes().into()
}

#[expect(clippy::expect_used, reason = "an HMAC takes a key of any length")]
fn mac(key: &[u8], parts: &[&[u8]]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length");
    for part in parts {
        mac.update(part);
    }
    mac
}

fn bytes_of(digits: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = digits.chars().map(|c| u8::try_from(c.to_digit(16)?).ok()).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_signed_is_known_again() {
        let plain = HmacSha256::new("It's a Secret to Everybody");
        let other = HmacSha256::new("key").header(HeaderName::from_static("signature")).prefix("").base64();
        for signature in [plain, other] {
            let mut headers = HeaderMap::new();
            signature.sign(b"Hello, World!", &mut headers);
            assert!(signature.is_signed(b"Hello, World!", &headers), "{headers:?}");
            assert!(!signature.is_signed(b"Hello, World?", &headers));
            assert!(!signature.is_signed(b"Hello, World!", &HeaderMap::new()));
            let twice: HeaderMap = headers.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
            let (name, value) = twice.iter().next().expect("a field");
            headers.append(name.clone(), value.clone());
            assert!(!signature.is_signed(b"Hello, World!", &headers), "of two signatures, which one counts?");
        }
    }

    #[test]
    fn it_is_the_code_of_the_standard() {
        // RFC 4231, 4.3
        let code = hmac_sha256(b"Jefe", &[b"what do ya want ", b"for nothing?"]);
        let expected = bytes_of("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843").expect("digits");
        assert_eq!(code.to_vec(), expected);
        assert_eq!(bytes_of("5g"), None);
        assert_eq!(bytes_of("123"), None);
    }
}
