//! What an API gets to know of a call that the runtime answers itself, to answer it in a form of its own.

use http::Method;

use super::security::AuthError;
use crate::problem::Problem;
use crate::violation::Violations;

/// A call that the runtime answers itself, because it never got to a handler, or the handler broke.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Rejected {
    /// Why.
    pub reason: Reason,
    /// The answer that it gets if nothing else is said: status, words for the caller, and what is wrong with the request.
    pub problem: Problem,
}

/// Why a call is answered by the runtime.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// No operation has this path: 404.
    NotFound,
    /// Operations have this path, but none this method: 405.
    MethodNotAllowed {
        /// The methods that they have.
        allow: Vec<Method>,
    },
    /// A credential stands in the request more than once: 400.
    RepeatedCredentials,
    /// There are no credentials: 401.
    NoCredentials,
    /// The credentials do not do: 401 or 403, or 503 where that can't be said now.
    Credentials(AuthError),
    /// The rate limit is used up: 429.
    TooManyCalls,
    /// The body is too long: 413.
    BodyTooLong {
        /// How many bytes it may have.
        limit: usize,
    },
    /// The body took too long to arrive: 408.
    BodyTooSlow,
    /// The body broke off: 400.
    BodyBrokenOff,
    /// The body has a media type that is not declared: 415.
    UnsupportedMediaType {
        /// Those that are.
        accepted: Vec<String>,
    },
    /// The request is not what the document says: 400.
    Invalid(Violations),
    /// The handler panicked: 500.
    Panicked,
}
