//! Sending a request: wait for the limit, authorise, transport, classify, and again if that may help.
//!
//! It knows requests and responses as bytes; what they mean is the operation's own.

use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::header::{ACCEPT, USER_AGENT};
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use tracing::Span;

use super::auth::{Authorised, Held, Proof, Reach, authorise};
use super::error::{SendError, Timeout, TransportError, TransportErrorKind};
use super::limit::{LimitMode, Limiter};
use super::options::{CallOptions, Repeatable};
use super::retry::{Failure, Sameness};
use super::{Client, Inner, transport};
use crate::backoff::retry_after;
use crate::body::{Body, ByteStream};
use crate::error::EncodeError;
use crate::media::{self, BYTES, MediaType};
use crate::operation::OperationSpec;
use crate::request::EncodedRequest;
use crate::violation::{Location, Violation};

/// A response whose body has been read, unless its operation streams it.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Body,
}

/// A response on its way.
pub(super) type Answering<'a> = Pin<Box<dyn Future<Output = Result<Answer, SendError>> + Send + 'a>>;

/// The way of a request: one loop, whatever the operation. `span` learns how it went.
pub(super) fn send<'a>(
    client: &'a Client,
    spec: &'static OperationSpec,
    request: EncodedRequest,
    options: CallOptions,
    reach: Reach,
    span: Span,
) -> Answering<'a> {
    Box::pin(async move {
        let inner = &*client.inner;
        let chosen = inner.credentials.choose(spec, reach)?;
        let limiter = inner.limits.of(spec);
        let deadline = Deadline::new(inner, options);
        let sameness = sameness(spec, options);
        let mut outgoing = Outgoing::new(request);
        let (mut sent, mut made, mut renewed) = (0_u32, 0, false);
        loop {
            let authorised = admit(client, &limiter, &chosen, reach, deadline).await?;
            let request = outgoing.request(inner, spec, &authorised.proof)?;
            sent += 1;
            made += 1;
            span.record("attempts", sent);
            let outcome = attempt(inner, spec, request, options).await;
            if let Ok(answer) = &outcome {
                span.record("status", answer.status.as_u16());
                if answer.status == StatusCode::UNAUTHORIZED && authorised.is_renewable() && !renewed {
                    authorised.reject();
                    if outgoing.is_replayable() {
                        renewed = true;
                        made -= 1;
                        continue;
                    }
                }
            }
            let Some(failure) = failure(inner, &outcome) else {
                if outcome.is_ok() {
                    inner.budget.earn();
                }
                return outcome;
            };
            if let Failure::TooManyRequests(Some(wait)) = failure {
                limiter.pause(wait.min(inner.exchange.retry.longest()));
            }
            let wait = inner.exchange.retry.next(failure, sameness, made, fastrand::f64()).filter(|wait| {
                let impatient =
                    inner.limits.mode() == LimitMode::FailFast && matches!(failure, Failure::TooManyRequests(_));
                outgoing.is_replayable() && !impatient && deadline.allows(inner, *wait) && inner.budget.pay(failure)
            });
            let Some(wait) = wait else { return outcome };
            tracing::debug!(?failure, ?wait, "trying again");
            inner.exchange.clock.sleep(wait).await;
        }
    })
}

/// Waits for the limit and authorises.
///
/// Whoever waits for the limit stands in a queue, and authorises at its head, just before the call is counted: so calls
/// that waited for a token don't leave all at once afterwards, and no token grows old in the queue. The request that gets
/// a token does not stand in the queue: those in it may be waiting for that token.
async fn admit<'a>(
    client: &Client,
    limiter: &Limiter,
    chosen: &[&'a Held],
    reach: Reach,
    deadline: Deadline,
) -> Result<Authorised<'a>, SendError> {
    let inner = &*client.inner;
    let _turn = match (inner.limits.mode(), reach) {
        (LimitMode::Wait, Reach::Everything) => Some(limiter.turn().await),
        _ => None,
    };
    loop {
        let authorised = authorise(client, chosen).await?;
        match (limiter.admit(), inner.limits.mode()) {
            (Ok(()), _) | (_, LimitMode::Off) => return Ok(authorised),
            (Err(wait), LimitMode::Wait) if deadline.allows(inner, wait) => {
                inner.exchange.clock.sleep(wait).await;
            }
            (Err(retry_after), _) => return Err(SendError::RateLimited { retry_after }),
        }
    }
}

/// Makes one attempt. How long a streamed upload takes is up to its source, so it has no time limit of its own.
async fn attempt(
    inner: &Inner,
    spec: &OperationSpec,
    request: http::Request<Body>,
    options: CallOptions,
) -> Result<Answer, SendError> {
    let is_upload = matches!(request.body(), Body::Stream(_));
    let exchange = async {
        let (parts, body) = inner.exchange.transport.send(request).await?.into_parts();
        let body = if is_streamed(spec.streams, spec.accept, parts.status, &parts.headers) {
            body
        } else if is_streamed(spec.forms, spec.accept, parts.status, &parts.headers) {
            transport::read_form(body, &parts.headers, inner.exchange.max_body).await?
        } else {
            Body::Bytes(transport::read(body, inner.exchange.max_body).await?)
        };
        Ok::<_, TransportError>(Answer { status: parts.status, headers: parts.headers, body })
    };
    let limit = options.attempt_timeout.unwrap_or(inner.exchange.attempt_timeout);
    let outcome = if is_upload {
        exchange.await
    } else {
        let outcome = tokio::time::timeout(limit, exchange).await;
        outcome.map_err(|_| SendError::Timeout(Timeout::Attempt(limit)))?
    };
    outcome.map_err(SendError::Transport)
}

/// Whether the body of a response is handed on as it arrives. The spec does not tell which statuses are declared, so where any
/// other success may be streamed, the content type decides: what is read as a value comes as JSON or text. A body of another
/// type than the declared one is read whole, so that the error can keep it.
///
/// What is within a range that is streamed, and declared by its own name besides, is what that name says.
fn is_streamed(streams: &[(u16, &str)], accept: &str, status: StatusCode, headers: &HeaderMap) -> bool {
    const ANY_OTHER: u16 = 0;
    let media = MediaType::of(headers);
    let is_named = |media: MediaType<'_>, declared: &str| {
        let named = accept.split(',').map(str::trim).filter(|named| !named.contains('*'));
        declared.contains('*') && media::choose(media, &named.collect::<Vec<_>>()).is_some()
    };
    streams.iter().any(|&(code, declared)| {
        if code == status.as_u16() {
            let is_meant =
                |media: MediaType<'_>| declared == BYTES || media.matches(declared) && !is_named(media, declared);
            media.is_none_or(is_meant)
        } else {
            let is_any = declared == BYTES || declared.starts_with('*');
            let is_value = |media: MediaType<'_>| media.is_json() || media.matches("text/*");
            let is_meant = |media| if is_any { !is_value(media) } else { media.matches(declared) };
            code == ANY_OTHER && status.is_success() && media.is_some_and(is_meant)
        }
    })
}

/// What an outcome says, if it is a failure that may pass.
fn failure(inner: &Inner, outcome: &Result<Answer, SendError>) -> Option<Failure> {
    match outcome {
        Ok(answer) => Failure::of(answer.status, retry_after(&answer.headers, inner.exchange.clock.utc())),
        Err(SendError::Timeout(Timeout::Attempt(_))) => Some(Failure::Interrupted),
        Err(SendError::Transport(error)) => match error.kind() {
            TransportErrorKind::NotSent => Some(Failure::NotSent),
            TransportErrorKind::Interrupted => Some(Failure::Interrupted),
            TransportErrorKind::TooLong | TransportErrorKind::NotAllowed => None,
        },
        Err(_) => None,
    }
}

fn sameness(spec: &OperationSpec, options: CallOptions) -> Sameness {
    if options.repeatable == Repeatable::Always || spec.is_idempotent() { Sameness::Safe } else { Sameness::Unsafe }
}

/// When a call has to be over.
#[derive(Clone, Copy)]
struct Deadline(Option<Instant>);

impl Deadline {
    fn new(inner: &Inner, options: CallOptions) -> Self {
        Self(
            options
                .timeout
                .or(inner.exchange.timeout)
                .and_then(|timeout| inner.exchange.clock.now().checked_add(timeout)),
        )
    }

    /// Whether there is time left for a wait.
    fn allows(self, inner: &Inner, wait: Duration) -> bool {
        self.0.is_none_or(|deadline| wait < deadline.saturating_duration_since(inner.exchange.clock.now()))
    }
}

/// A request that is sent, perhaps more than once.
struct Outgoing {
    method: Method,
    target: String,
    headers: HeaderMap,
    body: Payload,
}

enum Payload {
    Empty,
    Bytes(Bytes),
    Once(Option<ByteStream>),
}

impl Outgoing {
    fn new(request: EncodedRequest) -> Self {
        let body = match request.body {
            Body::Empty => Payload::Empty,
            Body::Bytes(bytes) => Payload::Bytes(bytes),
            Body::Stream(stream) => {
                stream.into_bytes().map_or_else(|stream| Payload::Once(Some(stream)), Payload::Bytes)
            }
        };
        Self { method: request.method, target: request.target, headers: request.headers, body }
    }

    fn is_replayable(&self) -> bool {
        !matches!(self.body, Payload::Once(_))
    }

    fn request(
        &mut self,
        inner: &Inner,
        spec: &OperationSpec,
        proof: &Proof,
    ) -> Result<http::Request<Body>, SendError> {
        let invalid =
            |message| SendError::Invalid(EncodeError::new(Violation::new(Location::Path, "", message).into()));
        let base = inner.base_of(spec).map_err(|_| invalid("has a server of its own whose URL can't be used"))?;
        let uri = base.join(&self.target, &proof.query);
        let uri = uri.ok_or_else(|| invalid("and the query must be a path and a query of a URL"))?;
        let body = match &mut self.body {
            Payload::Empty => Body::Empty,
            Payload::Bytes(bytes) => Body::Bytes(bytes.clone()),
            Payload::Once(stream) => stream.take().map_or(Body::Empty, Body::Stream),
        };
        let mut request = http::Request::new(body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers.clone();
        if let Ok(accept) = HeaderValue::from_str(spec.accept)
            && !accept.is_empty()
        {
            request.headers_mut().entry(ACCEPT).or_insert(accept);
        }
        request.headers_mut().entry(USER_AGENT).or_insert_with(|| inner.exchange.user_agent.clone());
        proof.apply(request.headers_mut());
        Ok(request)
    }
}
