//! Calls that the runtime answers itself, because they never get to a handler, or the handler broke.
//!
//! What the caller reads here never holds anything of the server's inside.

use http::{HeaderMap, HeaderValue, Method, StatusCode, header};

use super::limit::Fields;
use super::options::ServerOptions;
use super::rejected::{Reason, Rejected};
use super::security::{AuthError, Refused, challenges};
use crate::operation::OperationSpec;
use crate::problem::Problem;
use crate::request::Rejection;
use crate::response::EncodedResponse;
use crate::violation::Violations;

/// Why a call is answered by the runtime.
#[derive(Debug)]
pub(super) enum Reject {
    NotFound,
    MethodNotAllowed { allow: Vec<Method> },
    Refused(Refused),
    TooMany(Fields),
    TooLarge { limit: usize },
    TooSlow,
    BrokenOff,
    Unsupported { accepted: Vec<String> },
    Invalid(Violations),
    Panicked,
}

impl Reject {
    /// The answer, in the form that the API gives to its errors.
    pub(super) fn respond(self, operation: Option<&'static OperationSpec>, options: &ServerOptions) -> EncodedResponse {
        let mut headers = HeaderMap::new();
        self.write_headers(operation, options, &mut headers);
        let mut response = match &options.rejections {
            Some(shape) => shape(operation, Rejected { reason: self.reason(), problem: self.problem() }),
            None => self.problem().into(),
        };
        let mut last = None;
        for (name, value) in headers {
            // A name comes only with the first of its values; all of them replace what the response says.
            if let Some(name) = name {
                response.headers.remove(&name);
                last = Some(name);
            }
            if let Some(name) = &last {
                response.headers.append(name, value);
            }
        }
        response
    }

    fn write_headers(&self, operation: Option<&OperationSpec>, options: &ServerOptions, headers: &mut HeaderMap) {
        match self {
            Self::MethodNotAllowed { allow } => {
                let methods: Vec<&str> = allow.iter().map(Method::as_str).collect();
                headers.extend(HeaderValue::from_str(&methods.join(", ")).ok().map(|value| (header::ALLOW, value)));
            }
            Self::Unsupported { accepted } => {
                headers.extend(HeaderValue::from_str(&accepted.join(", ")).ok().map(|value| (header::ACCEPT, value)));
            }
            Self::TooMany(fields) => fields.write_exceeded(headers),
            Self::Refused(refused @ (Refused::Missing | Refused::Failed(_))) => {
                let unavailable = matches!(refused, Refused::Failed(AuthError::Unavailable));
                if let Some(operation) = operation.filter(|_| !unavailable) {
                    for challenge in challenges(operation, &options.realm, refused) {
                        headers.append(header::WWW_AUTHENTICATE, challenge);
                    }
                }
            }
            _ => {}
        }
    }

    /// For the API, which may answer in a form of its own.
    fn reason(&self) -> Reason {
        match self {
            Self::NotFound => Reason::NotFound,
            Self::MethodNotAllowed { allow } => Reason::MethodNotAllowed { allow: allow.clone() },
            Self::Refused(Refused::Repeated) => Reason::RepeatedCredentials,
            Self::Refused(Refused::Missing) => Reason::NoCredentials,
            Self::Refused(Refused::Failed(error)) => Reason::Credentials(error.clone()),
            Self::TooMany(_) => Reason::TooManyCalls,
            Self::TooLarge { limit } => Reason::BodyTooLong { limit: *limit },
            Self::TooSlow => Reason::BodyTooSlow,
            Self::BrokenOff => Reason::BodyBrokenOff,
            Self::Unsupported { accepted } => Reason::UnsupportedMediaType { accepted: accepted.clone() },
            Self::Invalid(violations) => Reason::Invalid(violations.clone()),
            Self::Panicked => Reason::Panicked,
        }
    }

    /// For the log.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::NotFound => "not found",
            Self::MethodNotAllowed { .. } => "method not allowed",
            Self::Refused(Refused::Repeated) => "repeated credentials",
            Self::Refused(Refused::Missing) => "no credentials",
            Self::Refused(Refused::Failed(_)) => "credentials that do not do",
            Self::TooMany(_) => "too many calls",
            Self::TooLarge { .. } => "body too long",
            Self::TooSlow => "body too slow",
            Self::BrokenOff => "body broken off",
            Self::Unsupported { .. } => "unsupported media type",
            Self::Invalid(_) => "invalid request",
            Self::Panicked => "the handler panicked",
        }
    }

    fn problem(self) -> Problem {
        let (status, detail) = match self {
            Self::Invalid(violations) => return Problem::violations(&violations),
            Self::NotFound => (StatusCode::NOT_FOUND, "There is nothing at this path.".to_owned()),
            Self::MethodNotAllowed { .. } => (
                StatusCode::METHOD_NOT_ALLOWED,
                "This path can't be called by this method; `Allow` says by which it can.".to_owned(),
            ),
            Self::Refused(refused) => refusal(&refused),
            Self::TooMany(_) => (
                StatusCode::TOO_MANY_REQUESTS,
                "Too many calls; `Retry-After` says how many seconds to wait.".to_owned(),
            ),
            Self::TooLarge { limit } => {
                (StatusCode::PAYLOAD_TOO_LARGE, format!("The body is longer than {limit} bytes."))
            }
            Self::TooSlow => (StatusCode::REQUEST_TIMEOUT, "The body took too long to arrive.".to_owned()),
            Self::BrokenOff => (StatusCode::BAD_REQUEST, "The body broke off.".to_owned()),
            Self::Unsupported { .. } => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "The body is of a media type that is not accepted; `Accept` says which are.".to_owned(),
            ),
            Self::Panicked => (StatusCode::INTERNAL_SERVER_ERROR, "The server failed.".to_owned()),
        };
        Problem::new(status).detail(detail)
    }
}

impl From<Rejection> for Reject {
    fn from(rejection: Rejection) -> Self {
        match rejection {
            Rejection::UnsupportedMediaType { expected } => Self::Unsupported { accepted: expected },
            Rejection::Violations(violations) => Self::Invalid(violations),
        }
    }
}

fn refusal(refused: &Refused) -> (StatusCode, String) {
    match refused {
        Refused::Repeated => (StatusCode::BAD_REQUEST, "A credential stands in the request more than once.".to_owned()),
        Refused::Missing => (StatusCode::UNAUTHORIZED, "Credentials are needed.".to_owned()),
        Refused::Failed(error) => {
            let status = match error {
                AuthError::Unauthorized | AuthError::InvalidToken(_) => StatusCode::UNAUTHORIZED,
                AuthError::Forbidden { .. } => StatusCode::FORBIDDEN,
                AuthError::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            };
            let mut text = error.to_string();
            // A sentence of its own.
            if let Some(first) = text.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            (status, format!("{text}."))
        }
    }
}
