//! Who calls: the credentials that a request presents, and the trait that says whose they are.
//!
//! It decides nothing about rights itself, and reads nothing of the body.

mod challenge;
mod credentials;
mod gate;
mod secret;

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::sync::Arc;

use futures_util::future::BoxFuture;

pub(super) use challenge::challenges;
pub(super) use credentials::Sources;
pub use credentials::{Basic, ClientCertificate, Presented};
pub(super) use gate::{Refused, admit};
pub use secret::{fingerprint, same_secret};

use crate::operation::OperationSpec;

/// Says whose credentials these are.
///
/// It is asked once for each alternative of the operation's `security` whose credentials are all in the request, in the
/// order of the document, until it accepts one. It is never asked without credentials.
pub trait Authenticate: Send + Sync + 'static {
    /// Who calls, as the handlers get to know it.
    type Principal: Send + 'static;

    /// Checks credentials.
    ///
    /// # Errors
    ///
    /// Says why they don't do; the answer is a 401, 403 or 503.
    fn authenticate(&self, presented: Presented<'_>)
    -> impl Future<Output = Result<Self::Principal, AuthError>> + Send;

    /// What tells this caller apart from others, to count its calls by. Without it, the credential does, so that a
    /// caller with a new token starts to count anew.
    fn identity(&self, principal: &Self::Principal) -> Option<String> {
        let _ = principal;
        None
    }
}

impl<S: Authenticate> Authenticate for Arc<S> {
    type Principal = S::Principal;

    fn authenticate(
        &self,
        presented: Presented<'_>,
    ) -> impl Future<Output = Result<Self::Principal, AuthError>> + Send {
        S::authenticate(self, presented)
    }

    fn identity(&self, principal: &Self::Principal) -> Option<String> {
        S::identity(self, principal)
    }
}

/// Why credentials don't do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthError {
    /// They are not right: 401.
    Unauthorized,
    /// The token is expired, revoked or broken: 401 with `invalid_token` (RFC 6750, 3.1). The caller reads the text.
    InvalidToken(Cow<'static, str>),
    /// They are right, but lack scopes or roles: 403 with `insufficient_scope`.
    Forbidden {
        /// Scopes that would be needed. The caller reads them.
        missing: Vec<String>,
    },
    /// It can't be said now: 503.
    Unavailable,
}

impl AuthError {
    /// A token that does not do, with a text for the caller.
    pub fn invalid_token(description: impl Into<Cow<'static, str>>) -> Self {
        Self::InvalidToken(description.into())
    }

    /// Rights that are missing.
    pub fn forbidden<T: Into<String>>(missing: impl IntoIterator<Item = T>) -> Self {
        Self::Forbidden { missing: missing.into_iter().map(Into::into).collect() }
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unauthorized => f.write_str("the credentials are not right"),
            Self::InvalidToken(description) => f.write_str(description),
            Self::Forbidden { missing } if missing.is_empty() => f.write_str("the credentials do not allow this"),
            Self::Forbidden { missing } => write!(f, "the credentials lack {}", missing.join(", ")),
            Self::Unavailable => f.write_str("credentials cannot be checked at the moment"),
        }
    }
}

impl std::error::Error for AuthError {}

/// For an API without security. An operation that asks for credentials refuses every call.
#[derive(Debug, Clone, Copy, Default)]
pub struct Open;

impl Authenticate for Open {
    type Principal = ();

    async fn authenticate(&self, presented: Presented<'_>) -> Result<(), AuthError> {
        let operation: &OperationSpec = presented.operation();
        tracing::error!(operation = operation.id, "the operation needs security, but the server was given none");
        Err(AuthError::Unauthorized)
    }
}

/// A principal of a type that only the handlers know.
pub(super) type Principal = Box<dyn Any + Send>;

/// [`Authenticate`] without its types, so that the pipeline is compiled once.
pub(super) trait Gatekeeper: Send + Sync {
    fn authenticate<'a>(
        &'a self,
        presented: Presented<'a>,
    ) -> BoxFuture<'a, Result<(Principal, Option<String>), AuthError>>;
}

impl<S: Authenticate> Gatekeeper for S {
    fn authenticate<'a>(
        &'a self,
        presented: Presented<'a>,
    ) -> BoxFuture<'a, Result<(Principal, Option<String>), AuthError>> {
        Box::pin(async move {
            let principal = Authenticate::authenticate(self, presented).await?;
            let identity = self.identity(&principal);
            Ok((Box::new(principal) as Principal, identity))
        })
    }
}
