//! How building a client and calling an operation fail.
//!
//! No error holds a credential, a query or a body that was sent.

use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::auth::AuthError;
use super::url::BaseUrlError;
use crate::body::StreamError;
use crate::error::{DecodeError, EncodeError};
use crate::response::Reply;

/// How a call fails; `E` is how its operation says that it failed.
#[derive(Debug)]
pub enum Error<E> {
    /// The request can't be sent as it is. Nothing was sent.
    Invalid(EncodeError),
    /// There is no credential for it, or none could be got. The request itself was not sent.
    Auth(AuthError),
    /// Its limit is reached, and waiting for it is not wanted or would take longer than the call may.
    RateLimited {
        /// After how long the same call would go through.
        retry_after: Duration,
    },
    /// There was no whole response.
    Transport(TransportError),
    /// It took longer than it may.
    Timeout(Timeout),
    /// The response is not what the document says.
    Decode(DecodeError),
    /// The server answered with an error.
    Api(Box<Reply<E>>),
    /// A list did not go on as lists do.
    Pages(PageError),
    /// A webhook or callback can't be sent to this URL. Nothing was sent.
    Receiver(ReceiverError),
}

impl<E> Error<E> {
    /// The status of the response, if there was one that could be read.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(reply) => Some(reply.status),
            _ => None,
        }
    }

    /// What the operation says of its failure.
    pub fn api(&self) -> Option<&E> {
        match self {
            Self::Api(reply) => Some(&reply.body),
            _ => None,
        }
    }

    /// What the operation says of its failure, or the error itself.
    ///
    /// # Errors
    ///
    /// Gives the error back if the failure is not the operation's own.
    pub fn into_api(self) -> Result<E, Self> {
        match self {
            Self::Api(reply) => Ok(reply.body),
            other => Err(other),
        }
    }

    /// Whether the same call may well succeed later: a reached limit, a broken connection, time run out, or a status that
    /// says so (408, 429, 502, 503, 504).
    pub fn is_temporary(&self) -> bool {
        match self {
            Self::RateLimited { .. } | Self::Timeout(_) => true,
            Self::Transport(error) => {
                !matches!(error.kind(), TransportErrorKind::TooLong | TransportErrorKind::NotAllowed)
            }
            Self::Api(reply) => matches!(reply.status.as_u16(), 408 | 429 | 502 | 503 | 504),
            Self::Invalid(_) | Self::Auth(_) | Self::Decode(_) | Self::Pages(_) | Self::Receiver(_) => false,
        }
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(_) => f.write_str("the request can't be sent as it is"),
            Self::Auth(_) => f.write_str("the request can't be authorised"),
            Self::RateLimited { retry_after } => write_limited(f, *retry_after),
            Self::Transport(_) => f.write_str("there was no whole response"),
            Self::Timeout(timeout) => timeout.fmt(f),
            Self::Decode(_) => f.write_str("the response is not what the document says"),
            Self::Api(reply) => write!(f, "the server answered {}", reply.status),
            Self::Pages(error) => error.fmt(f),
            Self::Receiver(error) => error.fmt(f),
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Invalid(error) => Some(error),
            Self::Auth(error) => Some(error),
            Self::Transport(error) => Some(error),
            Self::Decode(error) => Some(error),
            Self::RateLimited { .. } | Self::Timeout(_) | Self::Api(_) | Self::Pages(_) | Self::Receiver(_) => None,
        }
    }
}

impl<E> From<SendError> for Error<E> {
    fn from(error: SendError) -> Self {
        match error {
            SendError::Invalid(error) => Self::Invalid(error),
            SendError::Auth(error) => Self::Auth(error),
            SendError::RateLimited { retry_after } => Self::RateLimited { retry_after },
            SendError::Transport(error) => Self::Transport(error),
            SendError::Timeout(timeout) => Self::Timeout(timeout),
        }
    }
}

/// Why there is no response to a request.
#[derive(Debug)]
pub enum SendError {
    /// See [`Error::Invalid`].
    Invalid(EncodeError),
    /// See [`Error::Auth`].
    Auth(AuthError),
    /// See [`Error::RateLimited`].
    RateLimited {
        /// After how long the same call would go through.
        retry_after: Duration,
    },
    /// See [`Error::Transport`].
    Transport(TransportError),
    /// See [`Error::Timeout`].
    Timeout(Timeout),
}

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(error) => error.fmt(f),
            Self::Auth(error) => error.fmt(f),
            Self::RateLimited { retry_after } => write_limited(f, *retry_after),
            Self::Transport(error) => error.fmt(f),
            Self::Timeout(timeout) => timeout.fmt(f),
        }
    }
}

impl StdError for SendError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Invalid(error) => error.source(),
            Self::Auth(error) => error.source(),
            Self::Transport(error) => error.source(),
            Self::RateLimited { .. } | Self::Timeout(_) => None,
        }
    }
}

impl From<AuthError> for SendError {
    fn from(error: AuthError) -> Self {
        Self::Auth(error)
    }
}

fn write_limited(f: &mut fmt::Formatter<'_>, retry_after: Duration) -> fmt::Result {
    write!(f, "the limit of calls is reached; try again in {} seconds", retry_after.as_secs_f64().ceil())
}

/// Which time ran out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timeout {
    /// That of the whole call, with its waits and repetitions.
    Call(Duration),
    /// That of the last attempt.
    Attempt(Duration),
}

impl fmt::Display for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(limit) => write!(f, "the call took longer than {} seconds", limit.as_secs_f64()),
            Self::Attempt(limit) => write!(f, "no whole response within {} seconds", limit.as_secs_f64()),
        }
    }
}

/// Why there is no whole response.
#[derive(Debug, Clone)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: Arc<dyn StdError + Send + Sync>,
}

/// How far a request came before it failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TransportErrorKind {
    /// There was no connection; the server has not seen the request.
    NotSent,
    /// The connection broke off; the server may have acted on the request.
    Interrupted,
    /// The response body is longer than the client was told to read.
    TooLong,
    /// The host has no address that may be called.
    NotAllowed,
}

impl TransportError {
    /// An error with its cause. The cause must not name the query of the request, which may hold credentials.
    pub fn new(kind: TransportErrorKind, source: impl Into<StreamError>) -> Self {
        Self { kind, source: source.into().into() }
    }

    /// How far the request came.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::NotSent => "the server could not be reached",
            TransportErrorKind::Interrupted => "the connection broke off",
            TransportErrorKind::TooLong => "the response is too long",
            TransportErrorKind::NotAllowed => "the host has no address that may be called",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.source)
    }
}

/// Why nothing is sent to a URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReceiverError {
    /// It is not a URL that can be called.
    Url(BaseUrlError),
    /// The sender's policy does not allow it.
    NotAllowed,
    /// A credential can't be used there: what is wrong with it.
    Credential(&'static str),
}

impl fmt::Display for ReceiverError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Url(BaseUrlError::Syntax(why)) => write!(f, "the receiver's URL is not a URL ({why})"),
            Self::Url(BaseUrlError::Scheme(scheme)) => {
                write!(f, "the receiver's URL has the scheme `{scheme}`; only `https` and `http` are spoken")
            }
            Self::Url(_) => f.write_str("the receiver's URL names a user or a password"),
            Self::NotAllowed => f.write_str("the receiver's URL is not one that may be called"),
            Self::Credential(problem) => write!(f, "the credential for the receiver can't be used: {problem}"),
        }
    }
}

impl StdError for ReceiverError {}

/// How a list went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageError {
    /// The server answered another page with the same one again, so the list has no end that could be reached.
    Repeated,
    /// The server says that the next page is on another origin, where nothing is sent: no credential may go there.
    OtherOrigin,
}

impl fmt::Display for PageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Repeated => f.write_str("the server answered the request for the next page with the same page again"),
            Self::OtherOrigin => f.write_str("the next page is on another origin, where nothing is sent"),
        }
    }
}

/// Why a client can't be built.
#[derive(Debug)]
pub enum BuildError {
    /// The base URL.
    BaseUrl(BaseUrlError),
    /// A credential does not fit its security scheme, or can't stand in a request.
    Credential {
        /// The name of the scheme.
        scheme: &'static str,
        /// What is wrong with it.
        problem: &'static str,
    },
    /// The request that logs in can't be sent as it is.
    Login {
        /// The name of the scheme.
        scheme: &'static str,
        /// What is wrong with it.
        source: EncodeError,
    },
    /// The user agent has characters that a header can't hold.
    UserAgent,
    /// The default transport can't be set up: no trusted certificates, for instance.
    Transport(StreamError),
}

impl BuildError {
    pub(super) fn transport(source: impl Into<StreamError>) -> Self {
        Self::Transport(source.into())
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl(error) => error.fmt(f),
            Self::Credential { scheme, problem } => {
                write!(f, "the credential for `{scheme}` can't be used: {problem}")
            }
            Self::Login { scheme, .. } => write!(f, "the request that logs in for `{scheme}` can't be sent as it is"),
            Self::UserAgent => f.write_str("the user agent has characters that a header can't hold"),
            Self::Transport(_) => f.write_str("the transport can't be set up"),
        }
    }
}

impl StdError for BuildError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Login { source, .. } => Some(source),
            Self::Transport(source) => Some(&**source),
            Self::BaseUrl(_) | Self::Credential { .. } | Self::UserAgent => None,
        }
    }
}
