//! How a server is set up: bounds, limits, docs, and the form of its own rejections.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "docs")]
use super::docs::Docs;
use super::limit::{RateKey, RateLimitStore};
use super::rejected::Rejected;
use crate::clock::{Clock, SystemClock};
use crate::operation::OperationSpec;
use crate::response::EncodedResponse;

/// Shapes a rejection of the runtime: what was called, if a route was found, and why it is rejected. The runtime adds
/// the headers that belong to it: `Allow`, `Accept`, `WWW-Authenticate`, `Retry-After` and those of the rate limit.
pub type RejectionMapper = Arc<dyn Fn(Option<&'static OperationSpec>, Rejected) -> EncodedResponse + Send + Sync>;

/// How a server is set up. Every setting has a default that is safe to expose.
#[derive(Clone)]
pub struct ServerOptions {
    pub(super) body_limit: usize,
    pub(super) stream_limit: u64,
    pub(super) body_timeout: Duration,
    pub(super) validation: Validation,
    pub(super) rate_limits: RateLimits,
    #[cfg(feature = "docs")]
    pub(super) docs: Option<Docs>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) base_path: String,
    pub(super) realm: String,
    pub(super) rejections: Option<RejectionMapper>,
}

/// Whether requests are held against the constraints of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Validation {
    /// They are, and one that violates any is answered with all it violates.
    #[default]
    Strict,
    /// Only what can't be read as its type is rejected.
    Lenient,
}

/// Whether and where calls are counted.
#[derive(Clone)]
#[non_exhaustive]
pub enum RateLimits {
    /// They are not.
    Off,
    /// In the memory of this process.
    InMemory {
        /// What tells callers apart.
        key: RateKey,
    },
    /// In a store of the caller's choice.
    Store {
        /// The store.
        store: Arc<dyn RateLimitStore>,
        /// What tells callers apart.
        key: RateKey,
    },
}

impl RateLimits {
    /// Counted in a store, callers told apart by who they are.
    pub fn store(store: impl RateLimitStore) -> Self {
        Self::Store { store: Arc::new(store), key: RateKey::default() }
    }
}

impl Default for RateLimits {
    fn default() -> Self {
        Self::InMemory { key: RateKey::default() }
    }
}

impl fmt::Debug for RateLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Off => f.write_str("Off"),
            Self::InMemory { key } => f.debug_struct("InMemory").field("key", key).finish(),
            Self::Store { key, .. } => f.debug_struct("Store").field("key", key).finish_non_exhaustive(),
        }
    }
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self {
            body_limit: 2 * 1024 * 1024,
            stream_limit: 1024 * 1024 * 1024,
            body_timeout: Duration::from_secs(30),
            validation: Validation::default(),
            rate_limits: RateLimits::default(),
            #[cfg(feature = "docs")]
            docs: None,
            clock: Arc::new(SystemClock),
            base_path: String::new(),
            realm: "api".to_owned(),
            rejections: None,
        }
    }
}

impl ServerOptions {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many bytes a body may have that is read whole; 2 MiB by default. A longer one is answered with 413. Of a form of parts, so
    /// much is held in memory: one with a large file may be as long as a stream, and its file then is one.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// How many bytes a body may have that is handed on as it arrives; 1 GiB by default. A longer one breaks off.
    pub fn stream_limit(mut self, bytes: u64) -> Self {
        self.stream_limit = bytes;
        self
    }

    /// How long a body that is read whole may take to arrive; 30 seconds by default. A slower one is answered with 408.
    pub fn body_timeout(mut self, timeout: Duration) -> Self {
        self.body_timeout = timeout;
        self
    }

    /// Whether requests are held against the constraints of the document; they are by default.
    pub fn validation(mut self, validation: Validation) -> Self {
        self.validation = validation;
        self
    }

    /// Whether and where calls are counted; in memory by default.
    pub fn rate_limits(mut self, rate_limits: RateLimits) -> Self {
        self.rate_limits = rate_limits;
        self
    }

    /// The docs page; none by default.
    #[cfg(feature = "docs")]
    pub fn docs(mut self, docs: impl Into<Option<Docs>>) -> Self {
        self.docs = docs.into();
        self
    }

    /// Where the time comes from; the machine's clock by default.
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// What stands before every path of the document, the docs included: `/api`. Nothing by default.
    pub fn base_path(mut self, path: &str) -> Self {
        let path = path.trim_matches('/');
        self.base_path = if path.is_empty() { String::new() } else { format!("/{path}") };
        self
    }

    /// The realm that is named when credentials are asked for; `api` by default.
    pub fn realm(mut self, realm: impl Into<String>) -> Self {
        self.realm = realm.into();
        self
    }

    /// Gives the runtime's own rejections the form that the API gives to its errors; problem+json by default. The reason is
    /// typed, for an API whose document says of 400 or 422 what they hold.
    pub fn rejections(
        mut self,
        shape: impl Fn(Option<&'static OperationSpec>, Rejected) -> EncodedResponse + Send + Sync + 'static,
    ) -> Self {
        self.rejections = Some(Arc::new(shape));
        self
    }
}

impl fmt::Debug for ServerOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerOptions")
            .field("body_limit", &self.body_limit)
            .field("stream_limit", &self.stream_limit)
            .field("body_timeout", &self.body_timeout)
            .field("validation", &self.validation)
            .field("rate_limits", &self.rate_limits)
            .field("base_path", &self.base_path)
            .field("realm", &self.realm)
            .finish_non_exhaustive()
    }
}
