//! Issuing tokens.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{JwtError, JwtKeyError, choose_implementation, long_enough};
use crate::clock::{Clock, SystemClock};

/// Issues signed tokens.
#[derive(Clone)]
pub struct JwtIssuer {
    key: EncodingKey,
    algorithm: Algorithm,
    lifetime: Duration,
    issuer: Option<String>,
    audience: Option<String>,
    clock: Arc<dyn Clock>,
}

/// A token with its end.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct IssuedToken {
    /// The token, a secret.
    pub token: String,
    /// When it expires: its `exp` claim.
    pub expires: DateTime<Utc>,
}

impl fmt::Debug for IssuedToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IssuedToken").field("expires", &self.expires).finish_non_exhaustive()
    }
}

impl JwtIssuer {
    /// Signs by HS256 with a secret of at least 32 bytes.
    ///
    /// # Errors
    ///
    /// When the secret is shorter.
    pub fn hs256(secret: impl AsRef<[u8]>) -> Result<Self, JwtKeyError> {
        Ok(Self::new(Algorithm::HS256, EncodingKey::from_secret(long_enough(secret.as_ref())?)))
    }

    /// Signs by ES256 with a private key in PEM (PKCS #8).
    ///
    /// # Errors
    ///
    /// When it is no such key.
    pub fn es256_pem(key: &[u8]) -> Result<Self, JwtKeyError> {
        EncodingKey::from_ec_pem(key).map(|key| Self::new(Algorithm::ES256, key)).map_err(|_| JwtKeyError::Unreadable)
    }

    /// Signs by Ed25519 with a private key in PEM (PKCS #8).
    ///
    /// # Errors
    ///
    /// When it is no such key.
    pub fn eddsa_pem(key: &[u8]) -> Result<Self, JwtKeyError> {
        EncodingKey::from_ed_pem(key).map(|key| Self::new(Algorithm::EdDSA, key)).map_err(|_| JwtKeyError::Unreadable)
    }

    fn new(algorithm: Algorithm, key: EncodingKey) -> Self {
        choose_implementation();
        let clock = Arc::new(SystemClock);
        Self { key, algorithm, lifetime: Duration::from_hours(1), issuer: None, audience: None, clock }
    }

    /// How long tokens are valid, in whole seconds; an hour by default.
    pub fn lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = lifetime;
        self
    }

    /// The `iss` claim; none by default.
    pub fn issuer(mut self, issuer: impl Into<String>) -> Self {
        self.issuer = Some(issuer.into());
        self
    }

    /// The `aud` claim; none by default.
    pub fn audience(mut self, audience: impl Into<String>) -> Self {
        self.audience = Some(audience.into());
        self
    }

    /// Where the time comes from; the machine's clock by default.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// A token for a subject, with claims of its own: anything that serializes as a map. `sub`, `iat`, `exp`, and `iss`
    /// and `aud` if they are set, are the issuer's.
    ///
    /// # Errors
    ///
    /// When the claims are not a map, or the key can't sign.
    pub fn issue(&self, subject: &str, claims: &impl Serialize) -> Result<IssuedToken, JwtError> {
        let mut all = match serde_json::to_value(claims) {
            Ok(Value::Object(claims)) => claims,
            Ok(Value::Null) => Map::new(),
            _ => return Err(JwtError::Claims),
        };
        let now = self.clock.utc();
        let lifetime = chrono::Duration::from_std(self.lifetime).map_err(|_| JwtError::Claims)?;
        let expires = now.checked_add_signed(lifetime).and_then(|end| DateTime::from_timestamp(end.timestamp(), 0));
        let expires = expires.ok_or(JwtError::Claims)?;
        all.insert("sub".to_owned(), subject.into());
        all.insert("iat".to_owned(), now.timestamp().into());
        all.insert("exp".to_owned(), expires.timestamp().into());
        for (name, value) in [("iss", &self.issuer), ("aud", &self.audience)] {
            if let Some(value) = value {
                all.insert(name.to_owned(), value.as_str().into());
            }
        }
        let token =
            jsonwebtoken::encode(&Header::new(self.algorithm), &all, &self.key).map_err(|_| JwtError::Signature)?;
        Ok(IssuedToken { token, expires })
    }
}

impl fmt::Debug for JwtIssuer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JwtIssuer")
            .field("algorithm", &self.algorithm)
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}
