//! What is sent again, after how long, and what is not.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bytes::Bytes;

use super::server::{OK, Outcome, Server, answer, answer_with, get, plain, post, start, status};
use crate::body::{Body, ByteStream};
use crate::client::{
    CallOptions, Client, LimitMode, RetryPolicy, SendError, Timeout, TransportError, TransportErrorKind,
};
use crate::clock::ManualClock;
use crate::operation::OperationSpec;
use crate::request::EncodedRequest;

static READ: OperationSpec = get("read", "/read");
static CREATE: OperationSpec = post("create", "/create");
static EXPORT: OperationSpec = get("export", "/export").streams(&[(0, "*/*")]);
static DOWNLOAD: OperationSpec = get("download", "/download").streams(&[(200, "application/octet-stream")]);

fn clock() -> ManualClock {
    ManualClock::automatic(start())
}

/// Fails this many times, then goes well.
fn failing(times: u32, how: impl Fn() -> Outcome + Send + Sync + 'static) -> Server {
    let left = AtomicU32::new(times);
    Server::new(move |_| {
        let failing = left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| left.checked_sub(1)).is_ok();
        if failing { how() } else { answer(200, "{}") }
    })
}

fn broken(kind: TransportErrorKind) -> Outcome {
    Err(TransportError::new(kind, "broken"))
}

#[tokio::test]
async fn an_idempotent_call_is_retried() {
    for code in [429, 502, 503, 504] {
        let server = failing(2, move || answer(code, ""));
        assert_eq!(status(&server.client(&clock()).build().unwrap(), &READ).await, OK, "{code}");
        assert_eq!(server.paths().len(), 3);
    }
    for kind in [TransportErrorKind::NotSent, TransportErrorKind::Interrupted] {
        let server = failing(2, move || broken(kind));
        assert_eq!(status(&server.client(&clock()).build().unwrap(), &READ).await, OK, "{kind:?}");
    }
}

#[tokio::test]
async fn the_last_answer_comes_out() {
    let server = failing(5, || answer(503, ""));
    assert_eq!(status(&server.client(&clock()).build().unwrap(), &READ).await, 503);
    assert_eq!(server.paths().len(), 3);
    let server = failing(5, || answer(503, ""));
    assert_eq!(status(&server.client(&clock()).retry(RetryPolicy::none()).build().unwrap(), &READ).await, 503);
    assert_eq!(server.paths().len(), 1);
}

#[tokio::test]
async fn other_errors_are_final() {
    for code in [400, 401, 403, 404, 409, 500, 501] {
        let server = failing(1, move || answer(code, ""));
        assert_eq!(status(&server.client(&clock()).build().unwrap(), &READ).await, code);
    }
}

#[tokio::test]
async fn a_call_that_may_have_been_processed_is_not_repeated_unless_it_opts_in() {
    let create = |server: &Server, options: CallOptions| {
        let client = server.client(&clock()).build().unwrap();
        async move { client.send(&CREATE, plain(&CREATE), &options).await.map(|(status, ..)| status.as_u16()).ok() }
    };
    let server = failing(1, || answer(502, ""));
    assert_eq!(create(&server, CallOptions::new()).await, Some(502));
    let server = failing(1, || broken(TransportErrorKind::Interrupted));
    assert_eq!(create(&server, CallOptions::new()).await, None);
    let server = failing(1, || answer(502, ""));
    assert_eq!(create(&server, CallOptions::new().retryable()).await, Some(OK));
    let server = failing(1, || broken(TransportErrorKind::NotSent));
    assert_eq!(create(&server, CallOptions::new()).await, Some(OK));
    let server = failing(1, || answer_with(503, "retry-after", "1"));
    assert_eq!(create(&server, CallOptions::new()).await, Some(OK));
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let server = failing(1, || answer(503, ""));
    let chunks = futures_util::stream::iter([Ok(Bytes::from_static(b"abc"))]);
    let request = EncodedRequest { body: Body::Stream(ByteStream::new(chunks)), ..plain(&READ) };
    let client = server.client(&clock()).build().unwrap();
    let (code, ..) = client.send(&READ, request, &CallOptions::new()).await.unwrap();
    assert_eq!(code, 503);
    assert_eq!(server.asked(|request| request.body().clone()), ["abc"]);
}

#[tokio::test]
async fn retry_after_is_waited_for() {
    let clock = clock();
    let server = failing(1, || answer_with(429, "retry-after", "17"));
    assert_eq!(status(&server.client(&clock).build().unwrap(), &CREATE).await, OK);
    assert_eq!(clock.elapsed(), Duration::from_secs(17));

    let clock = ManualClock::automatic(start());
    let date = "Fri, 15 Jan 2027 08:00:20 GMT";
    let server = failing(1, move || answer_with(503, "retry-after", date));
    assert_eq!(status(&server.client(&clock).build().unwrap(), &CREATE).await, OK);
    assert_eq!(clock.elapsed(), Duration::from_secs(20));
}

#[tokio::test]
async fn a_retry_after_that_is_too_long_is_handed_on() {
    for seconds in ["61", "31536000000", "99999999999999999999999999"] {
        let clock = clock();
        let server = failing(1, move || answer_with(429, "retry-after", seconds));
        assert_eq!(status(&server.client(&clock).build().unwrap(), &READ).await, 429);
        assert_eq!(clock.elapsed(), Duration::ZERO);
    }
}

#[tokio::test]
async fn no_wait_goes_beyond_the_time_of_the_call() {
    let clock = clock();
    let server = failing(1, || answer_with(429, "retry-after", "17"));
    let client = server.client(&clock).timeout(Duration::from_secs(10)).build().unwrap();
    assert_eq!(status(&client, &READ).await, 429);
    let (code, ..) =
        client.send(&READ, plain(&READ), &CallOptions::new().timeout(Duration::from_secs(20))).await.unwrap();
    assert_eq!(code, OK);
}

#[tokio::test]
async fn one_who_wants_to_fail_fast_gets_the_429() {
    let server = failing(1, || answer_with(429, "retry-after", "17"));
    let client = server.client(&clock()).rate_limits(LimitMode::FailFast).build().unwrap();
    assert_eq!(status(&client, &READ).await, 429);
    match client.send(&READ, plain(&READ), &CallOptions::new()).await {
        Err(SendError::RateLimited { retry_after }) => {
            assert_eq!(retry_after, Duration::from_secs(17));
        }
        other => panic!("{:?}", other.map(|(status, ..)| status)),
    }
}

#[tokio::test(start_paused = true)]
async fn time_runs_out_for_an_attempt_and_for_a_call() {
    let silent = Server::slow(|_| std::future::pending());
    let client = |timeout| silent.client(&clock()).attempt_timeout(Duration::from_secs(timeout)).build().unwrap();
    let outcome = async |client: Client, options: CallOptions| match client.send(&READ, plain(&READ), &options).await {
        Err(SendError::Timeout(timeout)) => timeout,
        other => panic!("{:?}", other.map(|(status, ..)| status)),
    };
    assert_eq!(outcome(client(5), CallOptions::new()).await, Timeout::Attempt(Duration::from_secs(5)));
    assert_eq!(silent.paths().len(), 3);
    let two = Duration::from_secs(2);
    assert_eq!(outcome(client(5), CallOptions::new().timeout(two)).await, Timeout::Call(two));
    assert_eq!(outcome(client(5), CallOptions::new().attempt_timeout(two)).await, Timeout::Attempt(two));
}

#[tokio::test]
async fn a_response_that_breaks_off_is_asked_for_again() {
    let server = failing(1, || {
        let chunks = futures_util::stream::iter([Ok(Bytes::from_static(b"{\"a\":")), Err("cut".into())]);
        Ok(http::Response::new(Body::Stream(ByteStream::new(chunks))))
    });
    let client = server.client(&clock()).build().unwrap();
    let (_, _, body) = client.send(&READ, plain(&READ), &CallOptions::new()).await.unwrap();
    assert!(matches!(body, Body::Bytes(bytes) if bytes == "{}"));
}

#[tokio::test]
async fn a_response_that_is_too_long_is_refused_unless_it_is_streamed() {
    let server = Server::new(|_| {
        let chunks = futures_util::stream::iter((0..10).map(|_| Ok(Bytes::from(vec![b'x'; 100]))));
        Ok(http::Response::new(Body::Stream(ByteStream::new(chunks))))
    });
    let client = server.client(&clock()).max_body(999).build().unwrap();
    match client.send(&READ, plain(&READ), &CallOptions::new()).await {
        Err(SendError::Transport(error)) => assert_eq!(error.kind(), TransportErrorKind::TooLong),
        other => panic!("{:?}", other.map(|(status, ..)| status)),
    }
    assert_eq!(server.paths().len(), 1, "the second one would not be shorter");
    match client.send(&DOWNLOAD, plain(&DOWNLOAD), &CallOptions::new()).await.unwrap() {
        (_, _, Body::Stream(stream)) => assert_eq!(stream.collect(1000).await.unwrap().len(), 1000),
        (status, ..) => panic!("{status} is not streamed"),
    }
}

#[tokio::test]
async fn where_any_success_may_be_streamed_the_content_type_decides() {
    for (code, media, streamed) in [
        (200, "application/pdf", true),
        (206, "application/octet-stream", true),
        (200, "application/json", false),
        (200, "text/plain; charset=utf-8", false),
        (404, "application/pdf", false),
    ] {
        let server = Server::new(move |_| {
            let chunks = futures_util::stream::iter([Ok(Bytes::from_static(b"x"))]);
            let body = Body::Stream(ByteStream::new(chunks));
            let response = http::Response::builder().status(code);
            Ok(response.header("content-type", media).body(body).unwrap())
        });
        let client = server.client(&clock()).build().unwrap();
        let (_, _, body) = client.send(&EXPORT, plain(&EXPORT), &CallOptions::new()).await.unwrap();
        assert_eq!(matches!(body, Body::Stream(_)), streamed, "{code} {media}");
    }
}
