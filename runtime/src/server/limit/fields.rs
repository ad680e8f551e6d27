//! What an answer says of the limit: `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers-10),
//! and `Retry-After` (RFC 9110, 10.2.3) once it is used up.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::Counted;
use crate::operation::RateLimit;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// A limit and what is left of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) struct Fields {
    limit: RateLimit,
    left: u64,
    remaining: Duration,
}

impl Fields {
    pub(super) fn new(limit: RateLimit, counted: Counted) -> Self {
        Self { limit, left: u64::from(limit.requests).saturating_sub(counted.calls), remaining: counted.remaining }
    }

    /// Writes them, unless a handler has done so.
    pub(in crate::server) fn write(self, headers: &mut HeaderMap) {
        let policy = format!("\"default\";q={};w={}", self.limit.requests, seconds(self.limit.per));
        let limit = format!("\"default\";r={};t={}", self.left, seconds(self.remaining));
        for (name, text) in [(POLICY, policy), (LIMIT, limit)] {
            if let Ok(value) = HeaderValue::from_str(&text) {
                headers.entry(name).or_insert(value);
            }
        }
    }

    /// Writes them with the time to wait.
    pub(in crate::server) fn write_exceeded(self, headers: &mut HeaderMap) {
        self.write(headers);
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds(self.remaining).max(1)));
    }
}

/// Whole seconds, rounded up: who waits for them does not come too early.
fn seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_say_what_is_left_and_for_how_long() {
        let limit = RateLimit { requests: 300, per: Duration::from_mins(1), scope: crate::operation::Scope::Operation };
        let mut headers = HeaderMap::new();
        Fields::new(limit, Counted { calls: 301, remaining: Duration::from_millis(41_001) })
            .write_exceeded(&mut headers);
        assert_eq!(headers["ratelimit-policy"], "\"default\";q=300;w=60");
        assert_eq!(headers["ratelimit"], "\"default\";r=0;t=42");
        assert_eq!(headers["retry-after"], "42");
    }
}
