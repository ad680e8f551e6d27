//! Whether a failed attempt is repeated, and after how long.
//!
//! It neither waits nor sends.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::StatusCode;

use crate::backoff::Backoff;

/// How often, and after which waits, failed attempts are repeated.
///
/// Only requests whose body is in memory are repeated. After a failure that leaves open whether the server has acted on
/// the request (a broken connection, 502, 503, 504, time run out), only idempotent ones are, and those that opted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    attempts: u32,
    backoff: Backoff,
    longest_wait: Duration,
}

impl Default for RetryPolicy {
    /// Three attempts, waits of at most 200 ms, 400 ms, .. 10 s, and `Retry-After` up to a minute.
    fn default() -> Self {
        Self {
            attempts: 3,
            backoff: Backoff { first: Duration::from_millis(200), cap: Duration::from_secs(10) },
            longest_wait: Duration::from_mins(1),
        }
    }
}

impl RetryPolicy {
    /// One attempt only.
    pub fn none() -> Self {
        Self::default().attempts(1)
    }

    /// How many attempts are made in all; 0 counts as 1. A repetition with a renewed token does not count.
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// The waits when the server names none.
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = backoff;
        self
    }

    /// The longest `Retry-After` that is waited for. When the server asks for more, its answer is handed on at once.
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    pub(super) fn longest(&self) -> Duration {
        self.longest_wait
    }

    /// How long to wait before attempt number `made + 1`, or `None` if there is to be none. `random` is from 0 to 1.
    pub(super) fn next(&self, failure: Failure, sameness: Sameness, made: u32, random: f64) -> Option<Duration> {
        if made >= self.attempts || (sameness == Sameness::Unsafe && !failure.was_not_processed()) {
            return None;
        }
        match failure.retry_after() {
            Some(wait) => Some(wait).filter(|wait| *wait <= self.longest_wait),
            None => Some(self.backoff.delay(made - 1, random)),
        }
    }
}

/// Whether processing a request twice is the same as processing it once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sameness {
    Safe,
    Unsafe,
}

/// Why an attempt failed in a way that may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// 429 (RFC 6585, 4).
    TooManyRequests(Option<Duration>),
    /// 503 (RFC 9110, 15.6.4).
    Unavailable(Option<Duration>),
    /// 502 or 504: what stands before the server had no answer from it.
    Gateway,
    /// There was no connection.
    NotSent,
    /// The connection broke off, or the attempt took too long.
    Interrupted,
}

impl Failure {
    /// What a status says, if it may pass.
    pub(super) fn of(status: StatusCode, retry_after: Option<Duration>) -> Option<Self> {
        match status {
            StatusCode::TOO_MANY_REQUESTS => Some(Self::TooManyRequests(retry_after)),
            StatusCode::SERVICE_UNAVAILABLE => Some(Self::Unavailable(retry_after)),
            StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => Some(Self::Gateway),
            _ => None,
        }
    }

    /// Whether the server said that it has not acted on the request, or never got it.
    fn was_not_processed(self) -> bool {
        matches!(self, Self::TooManyRequests(_) | Self::Unavailable(Some(_)) | Self::NotSent)
    }

    fn retry_after(self) -> Option<Duration> {
        match self {
            Self::TooManyRequests(wait) | Self::Unavailable(wait) => wait,
            Self::Gateway | Self::NotSent | Self::Interrupted => None,
        }
    }
}

/// What is left for repetitions that the server did not ask for. When most calls fail, retrying each of them only keeps a
/// struggling server down; so a repetition costs what several good calls earn.
#[derive(Debug)]
pub(super) struct RetryBudget {
    left: Mutex<u32>,
}

impl RetryBudget {
    const FULL: u32 = 500;
    const REPETITION: u32 = 5;
    const SUCCESS: u32 = 1;

    pub(super) fn new() -> Self {
        Self { left: Mutex::new(Self::FULL) }
    }

    /// Whether a repetition can be paid for; then it is.
    pub(super) fn pay(&self, failure: Failure) -> bool {
        if failure.retry_after().is_some() {
            return true;
        }
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let rest = left.checked_sub(Self::REPETITION);
        *left = rest.unwrap_or(*left);
        rest.is_some()
    }

    /// A call went well.
    pub(super) fn earn(&self) {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        *left = (*left + Self::SUCCESS).min(Self::FULL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn next(failure: Failure, sameness: Sameness, made: u32) -> Option<Duration> {
        RetryPolicy::default().next(failure, sameness, made, 1.0)
    }

    #[test]
    fn an_idempotent_request_is_repeated_with_growing_waits() {
        for failure in [Failure::Gateway, Failure::Unavailable(None), Failure::Interrupted, Failure::NotSent] {
            assert_eq!(next(failure, Sameness::Safe, 1), Some(Duration::from_millis(200)), "{failure:?}");
            assert_eq!(next(failure, Sameness::Safe, 2), Some(Duration::from_millis(400)), "{failure:?}");
            assert_eq!(next(failure, Sameness::Safe, 3), None, "{failure:?}");
        }
    }

    #[test]
    fn any_other_is_repeated_only_if_it_was_not_processed() {
        for failure in [Failure::Gateway, Failure::Unavailable(None), Failure::Interrupted] {
            assert_eq!(next(failure, Sameness::Unsafe, 1), None, "{failure:?}");
        }
        assert_eq!(next(Failure::NotSent, Sameness::Unsafe, 1), Some(Duration::from_millis(200)));
        assert_eq!(next(Failure::TooManyRequests(None), Sameness::Unsafe, 1), Some(Duration::from_millis(200)));
        assert_eq!(next(Failure::TooManyRequests(Some(SECOND)), Sameness::Unsafe, 1), Some(SECOND));
        assert_eq!(next(Failure::Unavailable(Some(SECOND)), Sameness::Unsafe, 1), Some(SECOND));
    }

    #[test]
    fn a_retry_after_of_years_is_not_waited_for() {
        let years = Failure::TooManyRequests(Some(Duration::MAX));
        assert_eq!(next(years, Sameness::Safe, 1), None);
    }

    #[test]
    fn no_policy_no_repetition() {
        let policy = RetryPolicy::none();
        assert_eq!(policy.next(Failure::TooManyRequests(Some(SECOND)), Sameness::Safe, 1, 0.0), None);
    }

    #[test]
    fn the_budget_runs_out_and_is_earned_back() {
        let budget = RetryBudget::new();
        let paid = (0..1000).take_while(|_| budget.pay(Failure::Gateway)).count();
        assert_eq!(paid, 100);
        assert!(budget.pay(Failure::TooManyRequests(Some(SECOND))), "what the server asked for is free");
        for _ in 0..5 {
            assert!(!budget.pay(Failure::Gateway));
            budget.earn();
        }
        assert!(budget.pay(Failure::Gateway));
    }
}
