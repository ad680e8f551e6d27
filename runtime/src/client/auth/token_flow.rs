//! Getting a token by logging in and renewing it, as the document's `x-token-flow` says.
//!
//! The messages are known by data only: which operation, and where in its body a token stands. When to renew is decided
//! elsewhere.

use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, NaiveDateTime, Utc};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use secrecy::{ExposeSecret, SecretBox};

use super::error::AuthError;
use super::pointer;
use super::token::{Refresh, Token};
use crate::body::Body;
use crate::client::Client;
use crate::client::error::SendError;
use crate::client::send::Answer;
use crate::operation::OperationSpec;
use crate::request::EncodedRequest;
use crate::secret::Secret;
use crate::undeclared::Undeclared;

/// How a token is got and renewed. Pointers are JSON Pointers (RFC 6901).
#[derive(Debug, Clone, Copy)]
pub struct TokenFlow {
    /// The operation that answers a token.
    pub obtain: &'static OperationSpec,
    /// Pointer to the access token in the reply.
    pub access: &'static str,
    /// Pointer to the refresh token in the reply.
    pub refresh: Option<&'static str>,
    /// Pointer to the time when the refresh token expires.
    pub refresh_expires: Option<&'static str>,
    /// How the token is renewed; by logging in again if there is no other way.
    pub renew: Option<Renew>,
    /// How the end of the access token is known.
    pub expires: Expires,
}

/// How a token is renewed: a JSON body with the old tokens. The reply is like that of the login.
#[derive(Debug, Clone, Copy)]
pub struct Renew {
    /// The operation. Its path has no parameters.
    pub operation: &'static OperationSpec,
    /// Pointer to the place of the access token in the request body.
    pub access: Option<&'static str>,
    /// Pointer to the place of the refresh token in the request body.
    pub refresh: Option<&'static str>,
    /// Headers of the login request that this one has too.
    pub headers: &'static [&'static str],
}

/// How the end of an access token is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expires {
    /// By the `exp` claim of the JWT (RFC 7519, 4.1.4).
    Jwt,
    /// By a number of seconds in the reply, at this pointer.
    InSeconds(&'static str),
    /// By a date-time in the reply (RFC 3339, or seconds since 1970), at this pointer.
    At(&'static str),
    /// Not at all: the token is good until it is refused.
    Unknown,
}

/// A login that can be repeated. It holds a password, so it is kept encoded and never shown.
pub(super) struct Login {
    flow: &'static TokenFlow,
    method: Method,
    target: String,
    headers: HeaderMap,
    body: SecretBox<[u8]>,
}

impl Login {
    /// Keeps the request that logs in.
    ///
    /// # Errors
    ///
    /// When it could not be sent twice, or the renewal could not be sent.
    pub(super) fn new(flow: &'static TokenFlow, request: EncodedRequest) -> Result<Self, &'static str> {
        let body = match request.body {
            Body::Empty => Bytes::new(),
            Body::Bytes(bytes) => bytes,
            Body::Stream(_) => {
                return Err("the body of the request that logs in must be in memory");
            }
        };
        if flow.renew.is_some_and(|renew| renew.operation.path.contains('{')) {
            return Err("the path of the operation that renews the token has parameters");
        }
        let body = SecretBox::new(body.as_ref().into());
        Ok(Self { flow, method: request.method, target: request.target, headers: request.headers, body })
    }

    /// A new token: by the refresh token of the previous one as long as that is good for it, else by logging in.
    pub(super) async fn token(&self, client: &Client, previous: Option<Arc<Token>>) -> Result<Token, AuthError> {
        if let Some(previous) = &previous
            && let Some((renew, request)) = self.renewal(previous, client.utc())
        {
            let answer = client.log_in(renew.operation, request).await.map_err(failed)?;
            match self.read(answer, client, previous.refresh.as_ref()) {
                Err(AuthError::Refused(refusal)) if !is_final(refusal.status) => {
                    return Err(AuthError::Refused(refusal));
                }
                Err(error) => {
                    tracing::debug!(operation = renew.operation.id, %error, "no renewal; logging in again");
                }
                Ok(token) => return Ok(token),
            }
        }
        let answer = client.log_in(self.flow.obtain, self.request()).await.map_err(failed)?;
        self.read(answer, client, None)
    }

    fn request(&self) -> EncodedRequest {
        let body = match self.body.expose_secret() {
            [] => Body::Empty,
            bytes => Body::Bytes(Bytes::copy_from_slice(bytes)),
        };
        EncodedRequest { method: self.method.clone(), target: self.target.clone(), headers: self.headers.clone(), body }
    }

    /// The request that renews `previous`, unless it is known to be in vain.
    fn renewal(&self, previous: &Token, now: DateTime<Utc>) -> Option<(Renew, EncodedRequest)> {
        let renew = self.flow.renew?;
        let mut values = Vec::new();
        if let Some(pointer) = renew.access {
            values.push((pointer, previous.access.expose()));
        }
        if let Some(pointer) = renew.refresh {
            let refresh = previous.refresh.as_ref().filter(|refresh| refresh.is_usable(now))?;
            values.push((pointer, refresh.token.expose()));
        }
        let mut headers = HeaderMap::new();
        for name in renew.headers {
            if let Some(value) = self.headers.get(*name) {
                headers.insert(http::HeaderName::try_from(*name).ok()?, value.clone());
            }
        }
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let body = Body::Bytes(pointer::write(&values)?.into());
        let (method, target) = (renew.operation.method(), renew.operation.path.to_owned());
        Some((renew, EncodedRequest { method, target, headers, body }))
    }

    /// Reads the token in a reply. Without a new refresh token in it the old one stays good (RFC 6749, 6).
    fn read(&self, answer: Answer, client: &Client, kept: Option<&Refresh>) -> Result<Token, AuthError> {
        let body = match answer.body {
            Body::Bytes(bytes) => bytes,
            Body::Empty | Body::Stream(_) => Bytes::new(),
        };
        if !answer.status.is_success() {
            return Err(AuthError::Refused(Box::new(Undeclared {
                status: answer.status,
                headers: answer.headers,
                body,
            })));
        }
        let (flow, now) = (self.flow, client.utc());
        let text = |pointer: &str| pointer::read(&body, pointer);
        let access = text(flow.access).filter(|token| !token.is_empty());
        let access = access.ok_or(AuthError::NoToken { operation: flow.obtain.id, pointer: flow.access })?;
        let token = Token::new(access);
        let skew = client.token_skew();
        let mut token = match flow.expires {
            Expires::Jwt => token.expiring_as_jwt_with(now, skew),
            Expires::InSeconds(pointer) => match text(pointer).and_then(|text| text.parse().ok()).and_then(positive) {
                Some(lifetime) => token.expiring_with(now, lifetime, skew),
                None => token,
            },
            Expires::At(pointer) => match text(pointer).and_then(|text| (time(&text)? - now).to_std().ok()) {
                Some(lifetime) => token.expiring_with(now, lifetime, skew),
                None => token,
            },
            Expires::Unknown => token,
        };
        let fresh = flow.refresh.and_then(text).filter(|token| !token.is_empty());
        token.refresh = match (fresh, kept) {
            (Some(token), _) => Some(Refresh {
                token: Secret::new(token),
                expires: flow.refresh_expires.and_then(text).and_then(|text| time(&text)),
            }),
            (None, Some(kept)) => Some(Refresh { token: kept.token.clone(), expires: kept.expires }),
            (None, None) => None,
        };
        Ok(token)
    }
}

/// Whether a status says that the same renewal will never go through.
fn is_final(status: StatusCode) -> bool {
    status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS && status != StatusCode::REQUEST_TIMEOUT
}

fn failed(error: SendError) -> AuthError {
    match error {
        SendError::Auth(error) => error,
        other => AuthError::failed(other),
    }
}

fn positive(seconds: f64) -> Option<std::time::Duration> {
    std::time::Duration::try_from_secs_f64(seconds).ok()
}

/// A date-time (RFC 3339), also without an offset, which then is UTC; or seconds since 1970.
fn time(text: &str) -> Option<DateTime<Utc>> {
    if let Ok(seconds) = text.parse::<i64>() {
        return DateTime::from_timestamp(seconds, 0);
    }
    let with_offset = DateTime::parse_from_rfc3339(text).map(|time| time.to_utc());
    with_offset.or_else(|_| text.parse::<NaiveDateTime>().map(|time| time.and_utc())).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_all_their_forms() {
        let expected = DateTime::from_timestamp(1_753_872_341, 0);
        for text in ["2025-07-30T10:45:41Z", "2025-07-30T12:45:41+02:00", "2025-07-30T10:45:41", "1753872341"] {
            assert_eq!(time(text), expected, "{text}");
        }
        assert_eq!(time("2025-07-30T10:45:41.4599978Z").map(|time| time.timestamp()), Some(1_753_872_341));
        for text in ["", "tomorrow", "2025-07-30", "99999999999999999999"] {
            assert_eq!(time(text), None, "{text}");
        }
    }
}
