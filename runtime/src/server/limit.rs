//! Rate limits: how often a caller may call an operation, counted in windows that begin with the first call.
//!
//! It counts calls, not bytes or work, and knows callers only by a key.

mod fields;
mod key;
mod memory;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;

pub(super) use fields::Fields;
pub use key::RateKey;
pub(super) use key::{Caller, key};
pub use memory::MemoryStore;

use super::options::RateLimits;
use crate::clock::Clock;
use crate::operation::OperationSpec;

/// Where calls are counted. One store may serve many servers, so that they count together.
pub trait RateLimitStore: Send + Sync + 'static {
    /// Counts a call under `key`. The first call begins a window that lasts `window`; calls until its end count in it.
    ///
    /// # Errors
    ///
    /// When the store can't be reached. The call is let through then: a limit protects the server, it is not its lock.
    fn count<'a>(&'a self, key: &'a str, window: Duration) -> BoxFuture<'a, Result<Counted, StoreError>>;
}

/// How many calls a window has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Calls in the window, this one included.
    pub calls: u64,
    /// How long the window still lasts.
    pub remaining: Duration,
}

/// Why a store could not count.
#[derive(Debug)]
pub struct StoreError(Box<dyn std::error::Error + Send + Sync>);

impl StoreError {
    /// An error with its cause. It is logged, never answered.
    pub fn new(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self(cause.into())
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the calls could not be counted: {}", self.0)
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0)
    }
}

/// Counts the calls of one server.
pub(super) struct Limiter {
    store: Arc<dyn RateLimitStore>,
    key: RateKey,
}

impl Limiter {
    pub(super) fn new(limits: &RateLimits, clock: &Arc<dyn Clock>) -> Option<Self> {
        let (store, key) = match limits {
            RateLimits::Off => return None,
            RateLimits::InMemory { key } => (Arc::new(MemoryStore::new(clock.clone())) as Arc<dyn RateLimitStore>, key),
            RateLimits::Store { store, key } => (store.clone(), key),
        };
        Some(Self { store, key: key.clone() })
    }

    /// What the answer says of the limit; `Err` if this call is too much.
    pub(super) async fn check(&self, operation: &OperationSpec, caller: Caller<'_>) -> Result<Option<Fields>, Fields> {
        let Some(limit) = operation.rate_limit else { return Ok(None) };
        let key = key(&self.key, operation, limit.scope, caller);
        match self.store.count(&key, limit.per).await {
            Ok(counted) if counted.calls <= u64::from(limit.requests) => Ok(Some(Fields::new(limit, counted))),
            Ok(counted) => Err(Fields::new(limit, counted)),
            Err(error) => {
                tracing::warn!(operation = operation.id, %error, "the call was let through uncounted");
                Ok(None)
            }
        }
    }
}
