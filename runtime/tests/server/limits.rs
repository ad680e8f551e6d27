//! How often a caller may call.

use std::net::SocketAddr;
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use futures_util::future::{BoxFuture, ready};
use http::{Method, Request, StatusCode};
use specwright_runtime::clock::ManualClock;
use specwright_runtime::server::{Counted, RateLimitStore, RateLimits, Router, ServerOptions, StoreError};

use super::api::{Answer, call, router, send};

async fn limited(router: &Router, token: &str) -> Answer {
    call(router, Method::GET, "/limited", &[("authorization", &format!("Bearer {token}"))]).await
}

#[tokio::test]
async fn exactly_as_many_calls_pass_as_the_limit_allows() {
    let clock = ManualClock::default();
    let router = router(ServerOptions::new().clock(clock.clone()));
    let first = limited(&router, "a").await;
    assert_eq!(first.header("ratelimit-policy"), "\"default\";q=300;w=60");
    assert_eq!(first.header("ratelimit"), "\"default\";r=299;t=60");
    clock.advance(Duration::from_secs(18));
    for _ in 1..300 {
        assert_eq!(limited(&router, "a").await.status, StatusCode::OK);
    }
    let answer = limited(&router, "a").await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("retry-after"), "42");
    assert_eq!(answer.header("ratelimit"), "\"default\";r=0;t=42");
    clock.advance(Duration::from_secs(41));
    assert_eq!(limited(&router, "a").await.status, StatusCode::TOO_MANY_REQUESTS);
    clock.advance(Duration::from_secs(1));
    for _ in 0..300 {
        assert_eq!(limited(&router, "a").await.status, StatusCode::OK);
    }
    assert_eq!(limited(&router, "a").await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn callers_have_their_own_budgets_and_strangers_use_none_up() {
    let router = router(ServerOptions::new());
    for _ in 0..300 {
        assert_eq!(call(&router, Method::GET, "/limited", &[]).await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(limited(&router, "expired").await.status, StatusCode::UNAUTHORIZED);
        assert_eq!(limited(&router, "a").await.status, StatusCode::OK);
    }
    assert_eq!(limited(&router, "a").await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(limited(&router, "b").await.status, StatusCode::OK);
}

#[tokio::test]
async fn without_credentials_the_address_counts_and_invented_ones_do_not() {
    let router = router(ServerOptions::new());
    let from = async |address: &str, token: &str| {
        let mut request = Request::get("/log-in").header("authorization", token).body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(address.parse().unwrap(), 1)));
        send(&router, request).await.status
    };
    assert_eq!(from("10.0.0.1", "Bearer a").await, StatusCode::OK);
    assert_eq!(from("10.0.0.1", "Bearer b").await, StatusCode::OK);
    assert_eq!(from("10.0.0.1", "Bearer c").await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(from("10.0.0.2", "Bearer c").await, StatusCode::OK);
}

#[tokio::test]
async fn limits_can_be_off() {
    let router = router(ServerOptions::new().rate_limits(RateLimits::Off));
    for _ in 0..5 {
        let answer = call(&router, Method::GET, "/log-in", &[]).await;
        assert_eq!((answer.status, answer.header("ratelimit")), (StatusCode::OK, ""));
    }
}

struct Unreachable;

impl RateLimitStore for Unreachable {
    fn count<'a>(&'a self, _: &'a str, _: Duration) -> BoxFuture<'a, Result<Counted, StoreError>> {
        Box::pin(ready(Err(StoreError::new("no connection"))))
    }
}

#[tokio::test]
async fn a_store_that_fails_lets_calls_through() {
    let router = router(ServerOptions::new().rate_limits(RateLimits::store(Unreachable)));
    assert_eq!(call(&router, Method::GET, "/log-in", &[]).await.status, StatusCode::OK);
}
