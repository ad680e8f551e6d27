//! Making a client.
//!
//! What is wrong with what was given comes out at the end, so that a chain of calls is not interrupted.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::auth::{Credential, Credentials, Token, TokenFlow};
use super::error::BuildError;
use super::exchange::Draft;
use super::limit::{LimitMode, Limits};
use super::retry::{RetryBudget, RetryPolicy};
use super::transport::{DEFAULT_CONNECT_TIMEOUT, ReqwestTransport, Transport};
use super::url::BaseUrl;
use super::{Client, Inner};
use crate::clock::Clock;
use crate::error::EncodeError;
use crate::operation::{Operation, SecurityScheme};
use crate::request::RequestEncoder;

/// Makes a [`Client`].
pub struct ClientBuilder {
    base_url: String,
    operation_servers: bool,
    credentials: Vec<(&'static SecurityScheme, Result<Credential, EncodeError>)>,
    limits: LimitMode,
    token_skew: Duration,
    draft: Draft,
}

impl ClientBuilder {
    /// A client of the API at this URL (`https` or `http`, no user, no query). A path in it stands before all paths.
    pub fn new(base_url: impl Into<String>) -> Self {
        Self {
            base_url: base_url.into(),
            operation_servers: false,
            credentials: Vec::new(),
            limits: LimitMode::default(),
            token_skew: Token::SKEW,
            draft: Draft::new(Duration::from_secs(30), DEFAULT_CONNECT_TIMEOUT, 16 * 1024 * 1024),
        }
    }

    /// Calls operations that the document gives servers of their own there, and with the same credentials. Without it, every
    /// call goes to the base URL.
    pub fn operation_servers(mut self) -> Self {
        self.operation_servers = true;
        self
    }

    /// What the client proves itself with where an operation asks for this scheme. The last one given for a scheme counts.
    pub fn credential(mut self, scheme: &'static SecurityScheme, credential: Credential) -> Self {
        self.credentials.push((scheme, Ok(credential)));
        self
    }

    /// Gets and renews the token for this scheme by this request. It is sent when the first token is needed.
    pub fn log_in<O: Operation>(
        mut self,
        scheme: &'static SecurityScheme,
        flow: &'static TokenFlow,
        request: O,
    ) -> Self {
        let mut encoder = RequestEncoder::new(O::SPEC);
        request.encode(&mut encoder);
        self.credentials.push((scheme, encoder.finish().map(|request| Credential::Flow(flow, request))));
        self
    }

    /// How long a whole call may take, with its waits for limits and its repetitions. Without it there is no end but that
    /// of each attempt.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.draft.timeout = Some(timeout);
        self
    }

    /// How long one attempt may take: until the response is read, or until it begins if it is streamed. 30 seconds unless
    /// told. An attempt with a streamed request body takes as long as its stream.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.draft.attempt_timeout = timeout;
        self
    }

    /// How long making a connection may take; 10 seconds unless told. A transport of your own knows its own.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.draft.connect_timeout = timeout;
        self
    }

    /// How often failed attempts are repeated, and after which waits.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.draft.retry = policy;
        self
    }

    /// What happens when the limit of an operation is reached.
    pub fn rate_limits(mut self, mode: LimitMode) -> Self {
        self.limits = mode;
        self
    }

    /// How long a response body may be that is not streamed, in bytes; 16 MiB unless told.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.draft.max_body = bytes;
        self
    }

    /// How long before its end a token is renewed, but never more than a tenth of its lifetime; 30 seconds unless told.
    pub fn token_skew(mut self, skew: Duration) -> Self {
        self.token_skew = skew;
        self
    }

    /// The `User-Agent` header (RFC 9110, 10.1.5).
    pub fn user_agent(mut self, name: &str) -> Self {
        name.clone_into(&mut self.draft.user_agent);
        self
    }

    /// How requests are sent.
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.draft.transport = Some(Arc::new(transport));
        self
    }

    /// Where the time comes from that limits, retries and tokens go by. Timeouts go by tokio's.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.draft.clock = Arc::new(clock);
        self
    }

    /// The client. Nothing is sent yet.
    ///
    /// # Errors
    ///
    /// When the base URL, a credential or the user agent can't be used, or the default transport can't be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        let base = BaseUrl::parse(&self.base_url).map_err(BuildError::BaseUrl)?;
        let is_encrypted = base.is_encrypted() || self.operation_servers;
        let exchange = self.draft.finish(|connect| ReqwestTransport::build(connect, is_encrypted))?;
        let mut credentials = Credentials::default();
        for (scheme, credential) in self.credentials {
            let credential = credential.map_err(|source| BuildError::Login { scheme: scheme.name, source })?;
            credentials.add(scheme, credential, &exchange.clock)?;
        }
        Ok(Client {
            inner: Arc::new(Inner {
                base,
                operation_servers: self.operation_servers,
                credentials,
                limits: Limits::new(self.limits, exchange.clock.clone()),
                budget: RetryBudget::new(),
                token_skew: self.token_skew,
                exchange,
            }),
        })
    }
}

impl fmt::Debug for ClientBuilder {
    /// Without the base URL, which is not checked yet and might hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("retry", &self.draft.retry)
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
