//! Calls keep below the limits of the document, in order.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::server::{OK, Server, answer, answer_with, get, plain, start, status};
use crate::client::{CallOptions, LimitMode, SendError};
use crate::clock::ManualClock;
use crate::operation::{OperationSpec, RateLimit, Scope};

const MINUTE: Duration = Duration::from_mins(1);
static LIMITED: OperationSpec =
    get("limited", "/limited").rate_limit(RateLimit { requests: 300, per: MINUTE, scope: Scope::Operation });
static FREE: OperationSpec = get("free", "/free");

/// A server that keeps the times at which it was asked.
fn watching(clock: &ManualClock) -> (Server, Arc<Mutex<Vec<Duration>>>) {
    let times = Arc::new(Mutex::new(Vec::new()));
    let server = Server::new({
        let (times, clock) = (times.clone(), clock.clone());
        move |_| {
            times.lock().unwrap().push(clock.elapsed());
            answer(200, "{}")
        }
    });
    (server, times)
}

#[tokio::test]
async fn a_thousand_calls_at_once_never_exceed_the_limit() {
    let clock = ManualClock::automatic(start());
    let (server, times) = watching(&clock);
    let client = server.client(&clock).build().unwrap();
    let calls: Vec<_> = (0..1000)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { status(&client, &LIMITED).await })
        })
        .collect();
    for call in calls {
        assert_eq!(call.await.unwrap(), OK);
    }
    let times = times.lock().unwrap();
    assert_eq!(times.len(), 1000);
    for (at, first) in times.iter().enumerate() {
        let within = times[at..].iter().take_while(|time| **time < *first + MINUTE).count();
        assert!(within <= 300, "{within} calls within a minute from {first:?}");
    }
    assert!(clock.elapsed() < MINUTE * 4, "{:?}", clock.elapsed());
}

#[tokio::test]
async fn one_who_wants_to_fail_fast_is_told_how_long_to_wait() {
    let clock = ManualClock::new(start());
    let (server, times) = watching(&clock);
    let client = server.client(&clock).rate_limits(LimitMode::FailFast).build().unwrap();
    let wait = loop {
        match client.send(&LIMITED, plain(&LIMITED), &CallOptions::new()).await {
            Ok(_) => {}
            Err(SendError::RateLimited { retry_after }) => break retry_after,
            Err(other) => panic!("{other}"),
        }
    };
    assert_eq!(times.lock().unwrap().len(), 30);
    clock.advance(wait);
    assert_eq!(status(&client, &LIMITED).await, OK);
    assert_eq!(status(&client, &FREE).await, OK);
}

#[tokio::test]
async fn without_limits_nobody_waits() {
    let clock = ManualClock::new(start());
    let (server, times) = watching(&clock);
    let client = server.client(&clock).rate_limits(LimitMode::Off).build().unwrap();
    for _ in 0..301 {
        assert_eq!(status(&client, &LIMITED).await, OK);
    }
    assert_eq!(times.lock().unwrap().len(), 301);
}

#[tokio::test]
async fn a_wait_that_is_longer_than_the_call_may_take_is_not_begun() {
    let clock = ManualClock::new(start());
    let (server, _) = watching(&clock);
    let client = server.client(&clock).build().unwrap();
    for _ in 0..30 {
        assert_eq!(status(&client, &LIMITED).await, OK);
    }
    let hasty = CallOptions::new().timeout(Duration::from_millis(10));
    let outcome = client.send(&LIMITED, plain(&LIMITED), &hasty).await;
    assert!(matches!(outcome, Err(SendError::RateLimited { .. })));
}

/// What the server says to one call holds for all calls of that operation, and for no other.
#[tokio::test]
async fn a_429_pauses_the_operation_for_everyone() {
    let clock = ManualClock::new(start());
    let refused = AtomicBool::new(false);
    let server = Server::new(move |_| {
        if refused.swap(true, Ordering::SeqCst) { answer(200, "{}") } else { answer_with(429, "retry-after", "30") }
    });
    let client = server.client(&clock).build().unwrap();
    let call = || {
        let client = client.clone();
        tokio::spawn(async move { status(&client, &LIMITED).await })
    };
    let first = call();
    while server.paths().is_empty() {
        tokio::task::yield_now().await;
    }
    let second = call();
    assert_eq!(status(&client, &FREE).await, OK);
    clock.advance(Duration::from_secs(29));
    assert_eq!(status(&client, &FREE).await, OK);
    assert_eq!(server.paths(), ["/limited", "/free", "/free"]);
    clock.advance(Duration::from_secs(1));
    assert_eq!(first.await.unwrap(), OK);
    assert_eq!(second.await.unwrap(), OK);
    assert_eq!(server.paths(), ["/limited", "/free", "/free", "/limited", "/limited"]);
}
