//! JSON Web Tokens (RFC 7519): issued, checked, and used as bearer tokens.
//!
//! The algorithm is fixed by the key that checks, never chosen by the token (RFC 8725, 3.1).

mod authenticator;
mod issuer;
mod verifier;

use std::fmt;

pub use authenticator::JwtAuthenticator;
pub use issuer::{IssuedToken, JwtIssuer};
use jsonwebtoken::crypto::rust_crypto;
pub use verifier::JwtVerifier;

/// Tells the JWT library which implementation of the algorithms to use. It can't tell by itself where another crate of
/// the program has asked for another one, and would panic at the first token.
fn choose_implementation() {
    // It was chosen before, if this fails.
    let _ = rust_crypto::DEFAULT_PROVIDER.install_default();
}

/// Why a token does not do. The texts are fit for the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum JwtError {
    /// It is no JWT.
    Malformed,
    /// It is signed by another algorithm than the one that is accepted.
    Algorithm,
    /// Its signature is not that of the key.
    Signature,
    /// It is expired.
    Expired,
    /// It is not valid yet.
    NotYetValid,
    /// It comes from another issuer.
    Issuer,
    /// It is meant for another audience.
    Audience,
    /// Its claims are not those that are needed.
    Claims,
}

impl fmt::Display for JwtError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl JwtError {
    /// The text for the caller.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Malformed => "the token is malformed",
            Self::Algorithm => "the token is signed by an algorithm that is not accepted",
            Self::Signature => "the signature of the token is wrong",
            Self::Expired => "the token is expired",
            Self::NotYetValid => "the token is not valid yet",
            Self::Issuer => "the token comes from another issuer",
            Self::Audience => "the token is meant for another audience",
            Self::Claims => "the token lacks claims",
        }
    }
}

impl std::error::Error for JwtError {}

/// Why a key can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum JwtKeyError {
    /// A secret for HS256 has at least 32 bytes (RFC 7518, 3.2).
    TooShort,
    /// It is no key of this kind in PEM.
    Unreadable,
}

impl fmt::Display for JwtKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TooShort => "the secret is too short: HS256 needs at least 32 bytes",
            Self::Unreadable => "the key is not a PEM of this kind of key",
        })
    }
}

impl std::error::Error for JwtKeyError {}

/// A secret for HS256, if it is long enough.
fn long_enough(secret: &[u8]) -> Result<&[u8], JwtKeyError> {
    if secret.len() < 32 { Err(JwtKeyError::TooShort) } else { Ok(secret) }
}
