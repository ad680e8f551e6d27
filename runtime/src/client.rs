//! The client side: everything between a request value and its decoded reply that is the same in every API.
//!
//! Types, paths and codecs are the generated crate's.

mod auth;
mod builder;
mod error;
mod exchange;
mod limit;
mod options;
mod pages;
mod receiver;
mod retry;
mod send;
mod sender;
#[cfg(test)]
mod tests;
mod transport;
mod url;

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderMap, StatusCode};
use tracing::Instrument as _;
use tracing::field::Empty;

pub use self::auth::{AuthError, Credential, Expires, Obtaining, Renew, Token, TokenFlow, TokenSource};
use self::auth::{Credentials, Reach};
pub use self::builder::ClientBuilder;
pub use self::error::{
    BuildError, Error, PageError, ReceiverError, SendError, Timeout, TransportError, TransportErrorKind,
};
use self::exchange::Exchange;
pub use self::limit::LimitMode;
use self::limit::Limits;
pub use self::options::CallOptions;
pub use self::pages::{items, pages};
pub use self::receiver::{AnyReceiver, PublicReceivers, ReceiverPolicy};
use self::retry::RetryBudget;
pub use self::retry::RetryPolicy;
use self::send::Answer;
pub use self::sender::{Delivery, Sender, SenderBuilder};
pub use self::transport::{ReqwestTransport, Sending, Transport};
use self::url::BaseUrl;
pub use self::url::BaseUrlError;
pub use futures_core::Stream;

pub use crate::backoff::Backoff;
use crate::body::Body;
use crate::clock::Clock;
use crate::operation::{Operation, OperationSpec};
use crate::request::{EncodedRequest, RequestEncoder};
pub use crate::response::Reply;
use crate::response::ResponseDecoder;
pub use crate::signature::{HmacSha256, Sign};

/// A client of one API. Clones share connections, tokens and limits. It needs a tokio runtime.
#[derive(Clone)]
pub struct Client {
    inner: Arc<Inner>,
}

struct Inner {
    base: BaseUrl,
    /// Whether operations with servers of their own are called there.
    operation_servers: bool,
    credentials: Credentials,
    exchange: Exchange,
    limits: Limits,
    budget: RetryBudget,
    token_skew: Duration,
}

impl Inner {
    /// Where an operation is called.
    fn base_of(&self, spec: &OperationSpec) -> Result<Cow<'_, BaseUrl>, BaseUrlError> {
        if self.operation_servers && !spec.servers.is_empty() {
            return self.base.of_operation(spec.servers).map(Cow::Owned);
        }
        Ok(Cow::Borrowed(&self.base))
    }
}

impl Client {
    /// Calls an operation.
    ///
    /// # Errors
    ///
    /// See [`Error`]: what the operation itself says of its failure is [`Error::Api`].
    pub async fn call<O: Operation>(
        &self,
        operation: O,
        options: &CallOptions,
    ) -> Result<Reply<O::Success>, Error<O::Error>> {
        let mut encoder = RequestEncoder::new(O::SPEC);
        options.accept.into_iter().for_each(|media| encoder.accept(media));
        options.content_type.into_iter().for_each(|media| encoder.content_type(media));
        operation.encode(&mut encoder);
        let request = encoder.finish().map_err(Error::Invalid)?;
        let (status, headers, body) = self.send(O::SPEC, request, options).await?;
        decoded::<O>(status, headers, body)
    }

    /// Sends a request: waits for the limit, authorises, and tries again if that may help. The body of the response has been
    /// read, unless the operation streams it; one that is a form with a large file can only be decoded.
    ///
    /// # Errors
    ///
    /// When there is no response. A response with an error status is not an error here.
    pub async fn send(
        &self,
        spec: &'static OperationSpec,
        request: EncodedRequest,
        options: &CallOptions,
    ) -> Result<(StatusCode, HeaderMap, Body), SendError> {
        let answer = self.within(spec, request, *options, Reach::Everything).await?;
        Ok((answer.status, answer.headers, answer.body))
    }

    /// Sends a request in a span of its own, and gives up when the time of the call is over.
    async fn within(
        &self,
        spec: &'static OperationSpec,
        request: EncodedRequest,
        options: CallOptions,
        reach: Reach,
    ) -> Result<Answer, SendError> {
        let (operation, method, path) = (spec.id, spec.method_name(), spec.path);
        let span = tracing::info_span!("call", operation, method, path, status = Empty, attempts = Empty);
        let sending = send::send(self, spec, request, options, reach, span.clone()).instrument(span);
        match options.timeout.or(self.inner.exchange.timeout) {
            None => sending.await,
            Some(limit) => {
                let outcome = tokio::time::timeout(limit, sending).await;
                outcome.unwrap_or(Err(SendError::Timeout(Timeout::Call(limit))))
            }
        }
    }

    /// Sends a request that gets a token. Sending it twice does no harm: the second token is as good as the first.
    async fn log_in(&self, spec: &'static OperationSpec, request: EncodedRequest) -> Result<Answer, SendError> {
        self.within(spec, request, CallOptions::new().retryable(), Reach::WithoutTokens).await
    }

    fn utc(&self) -> DateTime<Utc> {
        self.inner.exchange.clock.utc()
    }

    fn token_skew(&self) -> Duration {
        self.inner.token_skew
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &format_args!("{}", self.inner.base)).finish_non_exhaustive()
    }
}

/// The operation's own reading of a response.
fn decoded<O: Operation>(
    status: StatusCode,
    headers: HeaderMap,
    body: Body,
) -> Result<Reply<O::Success>, Error<O::Error>> {
    let mut decoder = ResponseDecoder::new(status, headers.clone(), body);
    match O::decode_response(&mut decoder).map_err(Error::Decode)? {
        Ok(body) => Ok(Reply { status, headers, body }),
        Err(body) => Err(Error::Api(Box::new(Reply { status, headers, body }))),
    }
}
