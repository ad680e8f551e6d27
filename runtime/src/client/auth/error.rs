//! Why a request can't be authorised.
//!
//! What the server says of an authorised request is not an error of this kind.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

use crate::body::StreamError;
use crate::undeclared::Undeclared;

/// Why a request can't be authorised.
#[derive(Debug, Clone)]
pub enum AuthError {
    /// The client has no credential for the operation.
    Missing {
        /// Its `operationId`.
        operation: &'static str,
        /// The security schemes that would do: one of these sets.
        alternatives: Vec<Vec<&'static str>>,
    },
    /// A credential can't stand in a request.
    Unusable {
        /// The name of its security scheme.
        scheme: &'static str,
        /// Why.
        problem: &'static str,
    },
    /// The server refused to give a token, because of a wrong password, for instance. This is what it answered.
    Refused(Box<Undeclared>),
    /// The server answered the login with success, but without a token where it should stand.
    NoToken {
        /// The `operationId` of the login.
        operation: &'static str,
        /// JSON Pointer to where the token was looked for.
        pointer: &'static str,
    },
    /// The token could not be got.
    Failed(Arc<dyn StdError + Send + Sync>),
}

impl AuthError {
    /// The token could not be got, for this reason. For a [`TokenSource`](super::TokenSource).
    pub fn failed(source: impl Into<StreamError>) -> Self {
        Self::Failed(source.into().into())
    }

    /// What the server answered when it refused to give a token.
    pub fn refusal(&self) -> Option<&Undeclared> {
        match self {
            Self::Refused(refusal) => Some(refusal),
            _ => None,
        }
    }
}

impl fmt::Display for AuthError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { operation, alternatives } => {
                let sets: Vec<_> = alternatives.iter().map(|schemes| schemes.join("` and `")).collect();
                let sets = sets.join("`, or `");
                write!(f, "`{operation}` needs a credential for `{sets}`; give it to the builder of the client")
            }
            Self::Unusable { scheme, problem } => {
                write!(f, "the credential for `{scheme}` can't be used: {problem}")
            }
            Self::Refused(refusal) => write!(f, "the server gave no token: it answered {}", refusal.status),
            Self::NoToken { operation, pointer } => {
                write!(f, "the reply of `{operation}` has no token at `{pointer}`")
            }
            Self::Failed(_) => f.write_str("no token could be got"),
        }
    }
}

impl StdError for AuthError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Failed(source) => Some(&**source),
            _ => None,
        }
    }
}
