//! How long to wait before trying again: pure arithmetic over attempts and `Retry-After`.
//!
//! Whether to try again is not decided here.

use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use http::HeaderMap;
use http::header::RETRY_AFTER;

/// Delays that double from attempt to attempt up to a cap, with full jitter: each is anywhere between nothing and the
/// doubled one, so that clients that failed together don't come back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backoff {
    /// The longest delay before the first repetition.
    pub first: Duration,
    /// The longest delay before any.
    pub cap: Duration,
}

impl Backoff {
    /// The longest delay before repetition number `repetition`, counted from 0.
    pub fn ceiling(self, repetition: u32) -> Duration {
        let factor = 1_u32.checked_shl(repetition).unwrap_or(u32::MAX);
        self.first.saturating_mul(factor).min(self.cap)
    }

    /// The delay before repetition number `repetition`; `random` is a number from 0 to 1.
    pub fn delay(self, repetition: u32, random: f64) -> Duration {
        let random = if random.is_finite() { random.clamp(0.0, 1.0) } else { 1.0 };
        Duration::try_from_secs_f64(self.ceiling(repetition).as_secs_f64() * random).unwrap_or(self.cap)
    }
}

/// What `Retry-After` asks for: seconds or an HTTP date (RFC 9110, 10.2.3). A date in the past is no wait at all, more
/// seconds than fit are the longest wait there is, anything else is ignored.
pub(crate) fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.parse().map_or(Duration::MAX, Duration::from_secs));
    }
    let date = httpdate::parse_http_date(text).ok()?;
    Some(date.duration_since(SystemTime::from(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BACKOFF: Backoff = Backoff { first: Duration::from_millis(100), cap: Duration::from_secs(5) };

    fn header(text: &str) -> HeaderMap {
        HeaderMap::from_iter([(RETRY_AFTER, text.parse().unwrap())])
    }

    #[test]
    fn it_doubles_up_to_the_cap() {
        let ceilings: Vec<_> = (0..8).map(|repetition| BACKOFF.ceiling(repetition).as_millis()).collect();
        assert_eq!(ceilings, [100, 200, 400, 800, 1600, 3200, 5000, 5000]);
        assert_eq!(BACKOFF.ceiling(u32::MAX), BACKOFF.cap);
    }

    #[test]
    fn a_delay_is_between_nothing_and_the_ceiling() {
        assert_eq!(BACKOFF.delay(3, 0.0), Duration::ZERO);
        assert_eq!(BACKOFF.delay(3, 0.5), Duration::from_millis(400));
        for random in [1.0, 7.0, f64::NAN, f64::INFINITY] {
            assert_eq!(BACKOFF.delay(3, random), Duration::from_millis(800), "{random}");
        }
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = DateTime::from_timestamp(784_111_777, 0).unwrap();
        assert_eq!(retry_after(&header("120"), now), Some(Duration::from_mins(2)));
        assert_eq!(retry_after(&header("Sun, 06 Nov 1994 08:50:37 GMT"), now), Some(Duration::from_mins(1)));
        assert_eq!(retry_after(&header("Sun, 06 Nov 1994 08:00:00 GMT"), now), Some(Duration::ZERO));
        assert_eq!(retry_after(&header("99999999999999999999999"), now), Some(Duration::MAX));
        for nonsense in ["-1", "soon", "", "1.5", "+3"] {
            assert_eq!(retry_after(&header(nonsense), now), None, "{nonsense}");
        }
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }
}
