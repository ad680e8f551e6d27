//! What a single call may ask for beyond its request.
//!
//! What holds for all calls is set at the builder.

use std::time::Duration;

/// Options of one call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CallOptions {
    pub(super) timeout: Option<Duration>,
    pub(super) attempt_timeout: Option<Duration>,
    pub(super) repeatable: Repeatable,
    pub(super) accept: Option<&'static str>,
    pub(super) content_type: Option<&'static str>,
}

/// Whether a call may be repeated after a failure that leaves open whether the server has acted on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Repeatable {
    /// If its method is idempotent (RFC 9110, 9.2.2).
    #[default]
    ByMethod,
    /// Yes.
    Always,
}

impl CallOptions {
    /// None but the client's.
    pub fn new() -> Self {
        Self::default()
    }

    /// How long the whole call may take, with its waits and repetitions.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How long one attempt may take.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Asks for an answer in this media type, which must be among those that the document declares. Without it, all of them
    /// are asked for.
    pub fn accept(mut self, media: &'static str) -> Self {
        self.accept = Some(media);
        self
    }

    /// Sends the body in this media type, which must be among those that the document declares for it. Without it, the body
    /// is sent in the first of them.
    pub fn content_type(mut self, media: &'static str) -> Self {
        self.content_type = Some(media);
        self
    }

    /// Says that the call does no harm when the server acts on it twice, so that it is retried like an idempotent one.
    pub fn retryable(mut self) -> Self {
        self.repeatable = Repeatable::Always;
        self
    }
}
