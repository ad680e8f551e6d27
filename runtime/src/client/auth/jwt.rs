//! What a client reads in a token that is meant for the server: when it ends.
//!
//! Nothing is verified here and nothing is believed but the times: checking a token is the server's part.

use std::time::Duration;

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use chrono::{DateTime, Utc};

use super::pointer;

/// The longest payload that is read, in characters.
const LONGEST: usize = 64 * 1024;

/// JWTs come without padding (RFC 7515, 2); some issuers add it all the same.
const BASE64URL: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The claims that say how long a token lasts, in seconds since 1970 (RFC 7519, 2, `NumericDate`).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Claims {
    expires: f64,
    issued: Option<f64>,
}

impl Claims {
    /// Reads the payload of a JWT in compact form (RFC 7515, 7.1). `None` if it is no JWT or does not say when it ends.
    pub(super) fn read(token: &str) -> Option<Self> {
        let mut parts = token.split('.');
        let (_header, payload, _signature) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || payload.len() > LONGEST {
            return None;
        }
        let payload = BASE64URL.decode(payload).ok()?;
        Some(Self { expires: time(&payload, "/exp")?, issued: time(&payload, "/iat") })
    }

    /// How long the token lasts from now on, if that can be told.
    ///
    /// The two clocks may differ, so the time between issue and end is the better measure; the shorter one of both is
    /// taken, since a token may also have been issued a while ago.
    pub(super) fn lifetime(self, now: DateTime<Utc>) -> Option<Duration> {
        #[expect(clippy::cast_precision_loss, reason = "seconds since 1970 are far below 2^52")]
        let from_now = positive(self.expires - now.timestamp_millis() as f64 / 1000.0);
        let from_issue = self.issued.and_then(|issued| positive(self.expires - issued));
        match (from_now, from_issue) {
            (Some(from_now), Some(from_issue)) => Some(from_now.min(from_issue)),
            (from_now, from_issue) => from_now.or(from_issue),
        }
    }
}

fn time(payload: &[u8], claim: &str) -> Option<f64> {
    pointer::read(payload, claim)?.parse::<f64>().ok().filter(|seconds| seconds.is_finite() && *seconds >= 0.0)
}

fn positive(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok().filter(|duration| !duration.is_zero())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(payload: &str) -> String {
        let payload = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(payload);
        format!("eyJhbGciOiJIUzI1NiJ9.{payload}.c2lnbmF0dXJl")
    }

    fn lifetime(payload: &str, now: i64) -> Option<u64> {
        let now = DateTime::from_timestamp(now, 0).unwrap();
        Claims::read(&token(payload))?.lifetime(now).map(|lifetime| lifetime.as_secs())
    }

    #[test]
    fn the_end_is_read_from_the_payload() {
        let payload = r#"{"r":["service"],"exp":1642159394,"sub":"f76ec415-1811-4935-a659-63dc2483c852","reg":"za"}"#;
        assert_eq!(lifetime(payload, 1_642_159_334), Some(60));
        assert_eq!(lifetime(r#"{"exp":1642159394.5}"#, 1_642_159_334), Some(60));
    }

    #[test]
    fn with_the_time_of_issue_clocks_may_differ() {
        let payload = r#"{"iat":1000000,"exp":1003600}"#;
        assert_eq!(lifetime(payload, 1_000_000), Some(3600));
        assert_eq!(lifetime(payload, 900_000), Some(3600), "our clock is behind");
        assert_eq!(lifetime(payload, 2_000_000), Some(3600), "our clock is ahead");
        assert_eq!(lifetime(payload, 1_003_000), Some(600), "issued a while ago");
    }

    #[test]
    fn a_token_that_seems_to_be_over_has_no_known_end() {
        assert_eq!(lifetime(r#"{"exp":1000}"#, 2000), None);
        assert_eq!(lifetime(r#"{"exp":1000,"iat":1000}"#, 2000), None);
    }

    #[test]
    fn padding_does_no_harm() {
        let payload = base64::engine::general_purpose::URL_SAFE.encode(r#"{"exp":70}"#);
        assert!(payload.ends_with('='));
        let claims = Claims::read(&format!("e30.{payload}.")).unwrap();
        assert_eq!(claims.lifetime(DateTime::UNIX_EPOCH), Some(Duration::from_secs(70)));
    }

    #[test]
    fn what_is_no_jwt_has_no_known_end() {
        for payload in [
            r#"{"sub":"a"}"#,
            r#"{"exp":"soon"}"#,
            r#"{"exp":null}"#,
            r#"{"exp":-5}"#,
            r#"{"exp":1e999}"#,
            "[]",
            "{",
            "",
        ] {
            assert_eq!(lifetime(payload, 0), None, "{payload}");
        }
        for token in ["", "opaque", "a.b", "a.b.c.d", "a.!!.c", &format!("a.{}.c", "A".repeat(LONGEST + 1))] {
            assert_eq!(Claims::read(token), None, "{}", &token[..token.len().min(20)]);
        }
    }
}
