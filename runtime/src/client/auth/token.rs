//! Tokens and when they end.
//!
//! Where they come from is their source's business.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::AuthError;
use super::jwt::Claims;
use crate::clock::Clock;
use crate::fresh::{Age, Expiring};
use crate::secret::Secret;

/// A source of tokens of your own: a vault, a file, another process.
///
/// The client keeps the token it gets and asks again shortly before it expires, or when the server refuses it; it asks
/// once, however many calls wait.
pub trait TokenSource: Send + Sync + 'static {
    /// Gets a new token.
    ///
    /// # Errors
    ///
    /// When there is none. The error reaches all calls that wait for it, and is not kept.
    fn token(&self) -> Obtaining<'_>;
}

/// A token on its way.
pub type Obtaining<'a> = Pin<Box<dyn Future<Output = Result<Token, AuthError>> + Send + 'a>>;

/// An access token, and what is known of its end.
pub struct Token {
    pub(super) access: Secret,
    /// When it stops being good; unknown when it is good until it is refused.
    pub(super) expires: Option<DateTime<Utc>>,
    /// From when on it is renewed.
    pub(super) due: Option<DateTime<Utc>>,
    pub(super) refresh: Option<Refresh>,
}

/// What a token is renewed with.
pub(super) struct Refresh {
    pub(super) token: Secret,
    pub(super) expires: Option<DateTime<Utc>>,
}

impl Token {
    /// A token that is good until it is refused.
    pub fn new(access: impl Into<Secret>) -> Self {
        Self { access: access.into(), expires: None, due: None, refresh: None }
    }

    /// The token with its end, which is `lifetime` after `now`. It is renewed 30 seconds before, or when nine tenths of
    /// its lifetime are over if that is later.
    pub fn expiring(self, now: DateTime<Utc>, lifetime: Duration) -> Self {
        self.expiring_with(now, lifetime, Self::SKEW)
    }

    /// How long before its end a token is renewed.
    pub(in crate::client) const SKEW: Duration = Duration::from_secs(30);

    pub(super) fn expiring_with(mut self, now: DateTime<Utc>, lifetime: Duration, skew: Duration) -> Self {
        self.expires = after(now, lifetime);
        self.due = after(now, lifetime.saturating_sub(skew.min(lifetime / 10)));
        self
    }

    /// The token with its end as its `exp` claim says (RFC 7519, 4.1.4), if it is a JWT that has one.
    ///
    /// With an `iat` claim the lifetime is counted from `now`, so that it does not matter how far the clocks of the two
    /// sides are apart. A token that seems to be expired on arrival is taken to be good until it is refused.
    pub fn expiring_as_jwt(self, now: DateTime<Utc>) -> Self {
        self.expiring_as_jwt_with(now, Self::SKEW)
    }

    pub(super) fn expiring_as_jwt_with(self, now: DateTime<Utc>, skew: Duration) -> Self {
        let lifetime = Claims::read(self.access.expose()).and_then(|claims| claims.lifetime(now));
        match lifetime {
            Some(lifetime) => self.expiring_with(now, lifetime, skew),
            None => self,
        }
    }
}

fn after(now: DateTime<Utc>, duration: Duration) -> Option<DateTime<Utc>> {
    now.checked_add_signed(chrono::Duration::from_std(duration).ok()?)
}

impl Refresh {
    /// Whether it is worth a try.
    pub(super) fn is_usable(&self, now: DateTime<Utc>) -> bool {
        self.expires.is_none_or(|expires| now < expires)
    }
}

impl Expiring for Token {
    fn age(&self, clock: &dyn Clock) -> Age {
        let now = clock.utc();
        match (self.due, self.expires) {
            (_, Some(expires)) if now >= expires => Age::Expired,
            (Some(due), _) if now >= due => Age::Due,
            _ => Age::Fresh,
        }
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Token").field("expires", &self.expires).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::ManualClock;

    fn ages(lifetime: u64, at: &[u64]) -> Vec<Age> {
        let clock = ManualClock::default();
        let token = Token::new("t").expiring(clock.utc(), Duration::from_secs(lifetime));
        let mut passed = 0;
        at.iter()
            .map(|second| {
                clock.advance(Duration::from_secs(second - passed));
                passed = *second;
                token.age(&clock)
            })
            .collect()
    }

    #[test]
    fn a_token_is_due_shortly_before_its_end() {
        assert_eq!(
            ages(3600, &[0, 3569, 3570, 3599, 3600]),
            [Age::Fresh, Age::Fresh, Age::Due, Age::Due, Age::Expired]
        );
        assert_eq!(ages(60, &[0, 53, 54, 59, 60]), [Age::Fresh, Age::Fresh, Age::Due, Age::Due, Age::Expired]);
        assert_eq!(ages(0, &[0]), [Age::Expired]);
        assert_eq!(ages(u64::MAX, &[0, 1_000_000]), [Age::Fresh, Age::Fresh]);
    }

    #[test]
    fn it_does_not_show() {
        let token = Token::new("eyJ.secret").expiring(DateTime::UNIX_EPOCH, Duration::from_mins(1));
        assert_eq!(format!("{token:?}"), "Token { expires: Some(1970-01-01T00:01:00Z), .. }");
    }
}
