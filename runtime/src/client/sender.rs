//! Sending webhooks and callbacks: calls to URLs that others gave.
//!
//! The way of a request is that of every other call. What differs: each has a URL of its own, which must be allowed, and nothing
//! that it is not given is sent along; a sender has no credentials.

use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use http::Uri;

use super::auth::{Credential, Credentials, Token};
use super::error::{BuildError, Error, ReceiverError};
use super::exchange::{Draft, Exchange};
use super::limit::{LimitMode, Limits};
use super::options::CallOptions;
use super::receiver::{PublicReceivers, ReceiverPolicy};
use super::retry::{RetryBudget, RetryPolicy};
use super::transport::{ReqwestTransport, Transport};
use super::url::BaseUrl;
use super::{Client, Inner, decoded};
use crate::body::Body;
use crate::clock::Clock;
use crate::error::EncodeError;
use crate::operation::{Operation, SecurityScheme};
use crate::request::{EncodedRequest, RequestEncoder};
use crate::response::Reply;
use crate::signature::Sign;
use crate::validate::Validator;
use crate::violation::{Location, Violation, Violations};

/// Makes a [`Sender`].
pub struct SenderBuilder {
    policy: Arc<dyn ReceiverPolicy>,
    draft: Draft,
}

impl Default for SenderBuilder {
    fn default() -> Self {
        Self {
            policy: Arc::new(PublicReceivers),
            draft: Draft::new(Duration::from_secs(10), Duration::from_secs(5), 1024 * 1024),
        }
    }
}

impl SenderBuilder {
    /// A sender to receivers on the public internet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Which receivers may be called; [`PublicReceivers`] unless told.
    pub fn policy(mut self, policy: impl ReceiverPolicy) -> Self {
        self.policy = Arc::new(policy);
        self
    }

    /// How long a whole delivery may take, with its repetitions. Without it there is no end but that of each attempt.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.draft.timeout = Some(timeout);
        self
    }

    /// How long one attempt may take; 10 seconds unless told.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.draft.attempt_timeout = timeout;
        self
    }

    /// How long making a connection may take; 5 seconds unless told. A transport of your own knows its own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.draft.connect_timeout = timeout;
        self
    }

    /// How often failed attempts are repeated, and after which waits.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.draft.retry = policy;
        self
    }

    /// How long a response body may be that is not streamed, in bytes; 1 MiB unless told.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.draft.max_body = bytes;
        self
    }

    /// The `User-Agent` header (RFC 9110, 10.1.5).
    pub fn user_agent(mut self, name: &str) -> Self {
        name.clone_into(&mut self.draft.user_agent);
        self
    }

    /// How requests are sent. See [`ReceiverPolicy::allows_address`] for what it then has to see to by itself.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.draft.transport = Some(Arc::new(transport));
        self
    }

    /// Where the time comes from that repetitions go by.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.draft.clock = Arc::new(clock);
        self
    }

    /// The sender. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// When the user agent can't be used, or the default transport can't be set up.
    pub fn build(self) -> Result<Sender, BuildError> {
        let policy = self.policy;
        let exchange = self.draft.finish(|connect| ReqwestTransport::guarded(connect, policy.clone()))?;
        Ok(Sender { policy, exchange })
    }
}

impl fmt::Debug for SenderBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SenderBuilder").field("retry", &self.draft.retry).finish_non_exhaustive()
    }
}

/// Sends webhooks and callbacks. Clones share connections. It needs a tokio runtime.
#[derive(Clone)]
pub struct Sender {
    policy: Arc<dyn ReceiverPolicy>,
    exchange: Exchange,
}

impl Sender {
    /// A delivery that is ready to be sent to this URL. What is wrong with the URL comes out when it is sent.
    pub fn delivery<O: Operation>(&self, url: &str, request: O) -> Delivery<'_, O> {
        Delivery {
            sender: self,
            url: url.to_owned(),
            request,
            options: CallOptions::new(),
            credentials: Vec::new(),
            signature: None,
        }
    }

    /// A client of this receiver alone: another one's credentials, or how often it has failed, are none of its business.
    fn client(
        &self,
        url: &str,
        credentials: Vec<(&'static SecurityScheme, Credential)>,
    ) -> Result<Client, ReceiverError> {
        let base = BaseUrl::receiver(url).map_err(ReceiverError::Url)?;
        let uri = base.join("/", &[]).ok_or(ReceiverError::NotAllowed)?;
        if !is_allowed(&*self.policy, &uri) {
            return Err(ReceiverError::NotAllowed);
        }
        let mut held = Credentials::default();
        for (scheme, credential) in credentials {
            held.add(scheme, credential, &self.exchange.clock).map_err(|error| match error {
                BuildError::Credential { problem, .. } => ReceiverError::Credential(problem),
                _ => ReceiverError::Credential("it can't be used"),
            })?;
        }
        Ok(Client {
            inner: Arc::new(Inner {
                base,
                operation_servers: false,
                credentials: held,
                limits: Limits::new(LimitMode::Off, self.exchange.clock.clone()),
                budget: RetryBudget::new(),
                token_skew: Token::SKEW,
                exchange: self.exchange.clone(),
            }),
        })
    }
}

impl fmt::Debug for Sender {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").field("retry", &self.exchange.retry).finish_non_exhaustive()
    }
}

fn is_allowed(policy: &dyn ReceiverPolicy, url: &Uri) -> bool {
    let host = url.host().unwrap_or_default();
    let address: Option<IpAddr> = host.trim_start_matches('[').trim_end_matches(']').parse().ok();
    policy.allows(url) && address.is_none_or(|address| policy.allows_address(address))
}

/// A webhook or callback with the URL that it goes to. It does nothing until it is sent.
#[must_use = "a delivery does nothing until it is sent"]
pub struct Delivery<'s, O> {
    sender: &'s Sender,
    url: String,
    request: O,
    options: CallOptions,
    credentials: Vec<(&'static SecurityScheme, Credential)>,
    signature: Option<Arc<dyn Sign>>,
}

impl<O: Operation> Delivery<'_, O> {
    /// How long the whole delivery may take, with its repetitions.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.timeout(timeout);
        self
    }

    /// How long one attempt may take.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.options = self.options.attempt_timeout(timeout);
        self
    }

    /// Says that the receiver knows what it was told already, so that a delivery that may have come through is repeated like an
    /// idempotent call.
    pub fn retryable(mut self) -> Self {
        self.options = self.options.retryable();
        self
    }

    /// Signs the body, so that the receiver knows who has sent it.
    pub fn sign(mut self, signature: impl Sign) -> Self {
        self.signature = Some(Arc::new(signature));
        self
    }

    /// What this receiver asks for, where the document gives the webhook or callback a security scheme of its own.
    pub fn credential(mut self, scheme: &'static SecurityScheme, credential: Credential) -> Self {
        self.credentials.push((scheme, credential));
        self
    }

    /// The request as it stands.
    pub fn request(&self) -> &O {
        &self.request
    }

    /// The request, to change.
    pub fn request_mut(&mut self) -> &mut O {
        &mut self.request
    }

    /// Checks the request against the constraints of the document.
    ///
    /// # Errors
    ///
    /// With all that does not hold.
    pub fn validate(&self) -> Result<(), Violations> {
        let mut check = Validator::new();
        self.request.validate(&mut check);
        check.finish()
    }

    /// Sends it and gives what the receiver answers.
    ///
    /// # Errors
    ///
    /// When it can't be sent to this URL, when what comes back can't be read, or when the answer is one of the operation's errors.
    pub async fn send(self) -> Result<O::Success, Error<O::Error>> {
        Ok(self.reply().await?.body)
    }

    /// As [`send`](Self::send), with status and headers.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send).
    pub async fn reply(self) -> Result<Reply<O::Success>, Error<O::Error>> {
        let client = self.sender.client(&self.url, self.credentials).map_err(Error::Receiver)?;
        let mut encoder = RequestEncoder::new(O::SPEC);
        self.request.encode(&mut encoder);
        let mut request = encoder.finish().map_err(Error::Invalid)?;
        if let Some(signature) = &self.signature {
            sign(&**signature, &mut request).map_err(Error::Invalid)?;
        }
        let (status, headers, body) = client.send(O::SPEC, request, &self.options).await?;
        decoded::<O>(status, headers, body)
    }
}

fn sign(signature: &dyn Sign, request: &mut EncodedRequest) -> Result<(), EncodeError> {
    let body: &[u8] = match &request.body {
        Body::Empty => &[],
        Body::Bytes(bytes) => bytes,
        Body::Stream(_) => {
            let violation = Violation::new(Location::Body, "", "is a stream, which can't be signed");
            return Err(EncodeError::new(violation.into()));
        }
    };
    signature.sign(body, &mut request.headers);
    Ok(())
}

impl<O> fmt::Debug for Delivery<'_, O> {
    /// Without its URL, which may hold a secret of the receiver's, and without its request.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery").field("options", &self.options).finish_non_exhaustive()
    }
}
