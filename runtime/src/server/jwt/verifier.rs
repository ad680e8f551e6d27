//! Checking tokens.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{JwtError, JwtKeyError, choose_implementation, long_enough};
use crate::clock::{Clock, SystemClock};

/// Longer tokens are not looked at.
const MAX_LENGTH: usize = 16 * 1024;

/// Checks signed tokens by one key and one algorithm.
#[derive(Clone)]
pub struct JwtVerifier {
    key: DecodingKey,
    validation: Validation,
    leeway: Duration,
    clock: Arc<dyn Clock>,
}

impl JwtVerifier {
    /// Accepts HS256 with a secret of at least 32 bytes.
    ///
    /// # Errors
    ///
    /// When the secret is shorter.
    pub fn hs256(secret: impl AsRef<[u8]>) -> Result<Self, JwtKeyError> {
        Ok(Self::new(Algorithm::HS256, DecodingKey::from_secret(long_enough(secret.as_ref())?)))
    }

    /// Accepts RS256 with a public key in PEM.
    ///
    /// # Errors
    ///
    /// When it is no such key.
    pub fn rs256_pem(key: &[u8]) -> Result<Self, JwtKeyError> {
        DecodingKey::from_rsa_pem(key).map(|key| Self::new(Algorithm::RS256, key)).map_err(|_| JwtKeyError::Unreadable)
    }

    /// Accepts ES256 with a public key in PEM.
    ///
    /// # Errors
    ///
    /// When it is no such key.
    pub fn es256_pem(key: &[u8]) -> Result<Self, JwtKeyError> {
        DecodingKey::from_ec_pem(key).map(|key| Self::new(Algorithm::ES256, key)).map_err(|_| JwtKeyError::Unreadable)
    }

    /// Accepts Ed25519 with a public key in PEM.
    ///
    /// # Errors
    ///
    /// When it is no such key.
    pub fn eddsa_pem(key: &[u8]) -> Result<Self, JwtKeyError> {
        DecodingKey::from_ed_pem(key).map(|key| Self::new(Algorithm::EdDSA, key)).map_err(|_| JwtKeyError::Unreadable)
    }

    fn new(algorithm: Algorithm, key: DecodingKey) -> Self {
        choose_implementation();
        let mut validation = Validation::new(algorithm);
        // The times are held against the clock of the server below.
        validation.validate_exp = false;
        // An audience is only looked at where one is expected.
        validation.validate_aud = false;
        Self { key, validation, leeway: Duration::ZERO, clock: Arc::new(SystemClock) }
    }

    /// How far the clock of the issuer may be off, in whole seconds; not at all by default.
    pub fn leeway(mut self, leeway: Duration) -> Self {
        self.leeway = leeway;
        self
    }

    /// Requires this `iss` claim.
    pub fn issuer(mut self, issuer: impl Into<String>) -> Self {
        self.validation.set_issuer(&[issuer.into()]);
        self.validation.required_spec_claims.insert("iss".to_owned());
        self
    }

    /// Requires this `aud` claim.
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.validation.set_audience(&[audience.into()]);
        self.validation.validate_aud = true;
        self.validation.required_spec_claims.insert("aud".to_owned());
        self
    }

    /// Where the time comes from; the machine's clock by default.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Checks a token and reads its claims. `exp` must be there, and not be reached; `nbf` must be reached if it is
    /// there (RFC 7519, 4.1).
    ///
    /// # Errors
    ///
    /// Says why it does not do.
    pub fn verify<C: DeserializeOwned>(&self, token: &str) -> Result<C, JwtError> {
        serde_json::from_value(self.claims(token)?).map_err(|_| JwtError::Claims)
    }

    /// All claims of a token that does.
    pub(super) fn claims(&self, token: &str) -> Result<Value, JwtError> {
        if token.len() > MAX_LENGTH {
            return Err(JwtError::Malformed);
        }
        let decoded =
            jsonwebtoken::decode::<Value>(token, &self.key, &self.validation).map_err(|error| reason(error.kind()))?;
        if decoded.header.crit.is_some() {
            // What must be understood is not (RFC 7515, 4.1.11).
            return Err(JwtError::Malformed);
        }
        let now = self.clock.utc().timestamp();
        let leeway = i64::try_from(self.leeway.as_secs()).unwrap_or(i64::MAX);
        let expires = decoded.claims.get("exp").and_then(seconds).ok_or(JwtError::Claims)?;
        if now >= expires.saturating_add(leeway) {
            return Err(JwtError::Expired);
        }
        if let Some(from) = decoded.claims.get("nbf") {
            let from = seconds(from).ok_or(JwtError::Claims)?;
            if now.saturating_add(leeway) < from {
                return Err(JwtError::NotYetValid);
            }
        }
        Ok(decoded.claims)
    }
}

/// A date (RFC 7519, 2): seconds, maybe with a fraction, which is cut off.
#[expect(clippy::cast_possible_truncation, reason = "a float becomes the nearest integer there is")]
fn seconds(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_f64().map(|seconds| seconds as i64))
}

fn reason(kind: &ErrorKind) -> JwtError {
    match kind {
        ErrorKind::InvalidSignature => JwtError::Signature,
        ErrorKind::InvalidAlgorithm | ErrorKind::UnsupportedAlgorithm | ErrorKind::InvalidAlgorithmName => {
            JwtError::Algorithm
        }
        ErrorKind::InvalidIssuer => JwtError::Issuer,
        ErrorKind::InvalidAudience => JwtError::Audience,
        ErrorKind::MissingRequiredClaim(_) | ErrorKind::InvalidClaimFormat(_) => JwtError::Claims,
        _ => JwtError::Malformed,
    }
}

impl fmt::Debug for JwtVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JwtVerifier")
            .field("algorithms", &self.validation.algorithms)
            .field("leeway", &self.leeway)
            .finish_non_exhaustive()
    }
}
