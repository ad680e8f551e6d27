//! Tokens as credentials of bearer schemes.

use std::fmt;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::JwtVerifier;
use crate::server::security::{AuthError, Authenticate, Presented};

/// Authenticates bearer tokens that are JWTs; the principal is their claims, as the type `C` reads them.
///
/// Scopes that the operation asks for must be in the `scope` claim (RFC 8693, 4.2), a list separated by spaces, unless
/// [`granted_by`](Self::granted_by) says where else. Alternatives without a bearer scheme are refused.
pub struct JwtAuthenticator<C> {
    verifier: JwtVerifier,
    granted: Option<Read<C, Vec<String>>>,
    identity: Option<Read<C, String>>,
}

/// Reads something of the claims.
type Read<C, T> = Arc<dyn Fn(&C) -> T + Send + Sync>;

impl<C> JwtAuthenticator<C> {
    /// Accepts what the verifier accepts.
    pub fn new(verifier: JwtVerifier) -> Self {
        Self { verifier, granted: None, identity: None }
    }

    /// Which scopes or roles the claims grant.
    pub fn granted_by(mut self, granted: impl Fn(&C) -> Vec<String> + Send + Sync + 'static) -> Self {
        self.granted = Some(Arc::new(granted));
        self
    }

    /// What tells callers apart when their calls are counted, such as the subject. Without it each token counts on its
    /// own.
    pub fn identified_by(mut self, identity: impl Fn(&C) -> String + Send + Sync + 'static) -> Self {
        self.identity = Some(Arc::new(identity));
        self
    }

    fn check(&self, presented: &Presented<'_>) -> Result<C, AuthError>
    where
        C: DeserializeOwned,
    {
        let token = presented.bearer().ok_or(AuthError::Unauthorized)?;
        let invalid = |error: super::JwtError| AuthError::invalid_token(error.as_str());
        let claims = self.verifier.claims(token).map_err(invalid)?;
        let scopes = claims.get("scope").and_then(Value::as_str).unwrap_or_default();
        let mut granted: Vec<String> = scopes.split(' ').map(str::to_owned).collect();
        let principal: C = serde_json::from_value(claims).map_err(|_| invalid(super::JwtError::Claims))?;
        if let Some(granted_by) = &self.granted {
            granted = granted_by(&principal);
        }
        let missing: Vec<_> = presented.scopes().filter(|scope| !granted.iter().any(|known| known == scope)).collect();
        if missing.is_empty() { Ok(principal) } else { Err(AuthError::forbidden(missing)) }
    }
}

impl<C: DeserializeOwned + Send + 'static> Authenticate for JwtAuthenticator<C> {
    type Principal = C;

    async fn authenticate(&self, presented: Presented<'_>) -> Result<C, AuthError> {
        self.check(&presented)
    }

    fn identity(&self, principal: &C) -> Option<String> {
        self.identity.as_ref().map(|identity| identity(principal))
    }
}

impl<C> Clone for JwtAuthenticator<C> {
    fn clone(&self) -> Self {
        Self { verifier: self.verifier.clone(), granted: self.granted.clone(), identity: self.identity.clone() }
    }
}

impl<C> fmt::Debug for JwtAuthenticator<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JwtAuthenticator").field("verifier", &self.verifier).finish_non_exhaustive()
    }
}
