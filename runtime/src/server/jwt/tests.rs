//! What issuer and verifier promise together.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::DateTime;
use serde_json::{Value, json};

use super::*;
use crate::clock::ManualClock;

const SECRET: &[u8; 32] = b"0123456789abcdef0123456789abcdef";

fn pair() -> (JwtIssuer, JwtVerifier, ManualClock) {
    let clock = ManualClock::default();
    let issuer = JwtIssuer::hs256(SECRET).unwrap().clock(clock.clone()).lifetime(Duration::from_secs(600));
    (issuer, JwtVerifier::hs256(SECRET).unwrap().clock(clock.clone()), clock)
}

#[test]
fn what_is_issued_is_accepted_until_its_end() {
    let (issuer, verifier, clock) = pair();
    let issued = issuer.issue("ann", &json!({"r": ["service"], "exp": 1})).unwrap();
    let claims: Value = verifier.verify(&issued.token).unwrap();
    let now = issued.expires.timestamp() - 600;
    assert_eq!(claims, json!({"r": ["service"], "sub": "ann", "iat": now, "exp": now + 600}));
    clock.advance(Duration::from_secs(599));
    assert!(verifier.verify::<Value>(&issued.token).is_ok());
    clock.advance(Duration::from_secs(1));
    assert_eq!(verifier.verify::<Value>(&issued.token), Err(JwtError::Expired));
    let lenient = verifier.leeway(Duration::from_secs(5));
    assert!(lenient.verify::<Value>(&issued.token).is_ok());
    clock.advance(Duration::from_secs(5));
    assert_eq!(lenient.verify::<Value>(&issued.token), Err(JwtError::Expired));
}

#[test]
fn a_token_of_the_standard_is_accepted() {
    // RFC 7515, A.1.
    let key = base64::Engine::decode(
        &base64::engine::general_purpose::URL_SAFE_NO_PAD,
        "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow",
    );
    let token = "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    let clock = ManualClock::new(DateTime::from_timestamp(1_300_819_379, 0).unwrap());
    let verifier = JwtVerifier::hs256(key.unwrap()).unwrap().clock(clock).issuer("joe");
    assert_eq!(verifier.verify::<Value>(token).unwrap()["iss"], "joe");
}

#[test]
fn other_keys_algorithms_and_texts_are_refused() {
    let (issuer, verifier, _) = pair();
    let token = issuer.issue("ann", &()).unwrap().token;
    let other = JwtVerifier::hs256([7; 32]).unwrap();
    assert_eq!(other.verify::<Value>(&token), Err(JwtError::Signature));
    let payload = token.split('.').nth(1).unwrap();
    let base64 = |text: &str| base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, text);
    for (header, expected) in [
        (r#"{"alg":"none"}"#, JwtError::Malformed),
        (r#"{"alg":"RS256"}"#, JwtError::Algorithm),
        (r#"{"alg":"HS512"}"#, JwtError::Algorithm),
        (r#"{"alg":"HS256"}"#, JwtError::Signature),
    ] {
        assert_eq!(verifier.verify::<Value>(&format!("{}.{payload}.AAAA", base64(header))), Err(expected), "{header}");
    }
    for text in ["", ".", "..", "a.b.c", "a.b.c.d", &"a".repeat(100_000)] {
        assert_eq!(verifier.verify::<Value>(text), Err(JwtError::Malformed));
    }
}

#[test]
fn claims_that_are_asked_for_must_be_there() {
    let (issuer, verifier, clock) = pair();
    let plain = issuer.issue("ann", &()).unwrap().token;
    let full = issuer.clone().issuer("me").audience("you").issue("ann", &()).unwrap().token;
    let strict = verifier.clone().issuer("me").audience("you");
    assert!(strict.verify::<Value>(&full).is_ok());
    assert_eq!(strict.verify::<Value>(&plain), Err(JwtError::Claims));
    assert_eq!(verifier.clone().issuer("me").audience("them").verify::<Value>(&full), Err(JwtError::Audience));
    assert_eq!(verifier.clone().issuer("them").verify::<Value>(&full), Err(JwtError::Issuer));
    assert_eq!(verifier.verify::<BTreeMap<String, String>>(&plain), Err(JwtError::Claims), "dates are no texts");
    let now = crate::clock::Clock::utc(&clock).timestamp();
    let early = issuer.issue("ann", &json!({"nbf": now + 1})).unwrap().token;
    assert_eq!(verifier.verify::<Value>(&early), Err(JwtError::NotYetValid));
}

#[test]
fn secrets_are_long_and_not_shown() {
    assert_eq!(JwtIssuer::hs256(b"short").unwrap_err(), JwtKeyError::TooShort);
    assert_eq!(JwtVerifier::hs256(b"short").unwrap_err(), JwtKeyError::TooShort);
    assert_eq!(JwtVerifier::rs256_pem(b"no key").unwrap_err(), JwtKeyError::Unreadable);
    let (issuer, verifier, _) = pair();
    let issued = issuer.issue("ann", &()).unwrap();
    let shown = format!("{issuer:?} {verifier:?} {issued:?}");
    assert!(!shown.contains("0123456789abcdef") && !shown.contains(&issued.token), "{shown}");
}
