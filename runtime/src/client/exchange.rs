//! How a request becomes a response, whoever it goes to: what clients and senders of webhooks are told alike.

use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;

use super::error::BuildError;
use super::retry::RetryPolicy;
use super::transport::{ReqwestTransport, Transport};
use crate::clock::{Clock, SystemClock};

/// What a builder was told so far. Nothing is checked yet.
pub(super) struct Draft {
    pub(super) timeout: Option<Duration>,
    pub(super) attempt_timeout: Duration,
    pub(super) connect_timeout: Duration,
    pub(super) retry: RetryPolicy,
    pub(super) max_body: usize,
    pub(super) user_agent: String,
    pub(super) transport: Option<Arc<dyn Transport>>,
    pub(super) clock: Arc<dyn Clock>,
}

impl Draft {
    pub(super) fn new(attempt_timeout: Duration, connect_timeout: Duration, max_body: usize) -> Self {
        Self {
            timeout: None,
            attempt_timeout,
            connect_timeout,
            retry: RetryPolicy::default(),
            max_body,
            user_agent: concat!("specwright-runtime/", env!("CARGO_PKG_VERSION")).to_owned(),
            transport: None,
            clock: Arc::new(SystemClock),
        }
    }

    /// What comes of it. `standard` makes the transport where none was given, from the time that a connection may take.
    ///
    /// # Errors
    ///
    /// When the user agent is no header value, or as `standard`.
    pub(super) fn finish(
        self,
        standard: impl FnOnce(Duration) -> Result<ReqwestTransport, BuildError>,
    ) -> Result<Exchange, BuildError> {
        let user_agent = HeaderValue::from_str(&self.user_agent).map_err(|_| BuildError::UserAgent)?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => Arc::new(standard(self.connect_timeout)?),
        };
        Ok(Exchange {
            transport,
            clock: self.clock,
            retry: self.retry,
            timeout: self.timeout,
            attempt_timeout: self.attempt_timeout,
            max_body: self.max_body,
            user_agent,
        })
    }
}

/// How requests are sent. Clones share connections.
#[derive(Clone)]
pub(super) struct Exchange {
    pub(super) transport: Arc<dyn Transport>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) retry: RetryPolicy,
    /// How long a whole call may take.
    pub(super) timeout: Option<Duration>,
    /// How long one attempt of it may take.
    pub(super) attempt_timeout: Duration,
    /// How long a response body may be that is not streamed, in bytes.
    pub(super) max_body: usize,
    pub(super) user_agent: HeaderValue,
}
