//! Bodies within and beyond their bounds, and everything that is wrong with a request in one answer.

use std::time::Duration;

use axum::body::{Body, Bytes};
use futures_util::{StreamExt as _, stream};
use http::{Method, Request, StatusCode};
use specwright_runtime::clock::ManualClock;
use specwright_runtime::server::{ServerOptions, Validation};

use super::api::{Answer, router, send, send_with};

const GOOD: (&str, &str) = ("authorization", "Bearer good");
const JSON: (&str, &str) = ("content-type", "application/json");

async fn create(options: ServerOptions, target: &str, body: impl Into<Body>) -> Answer {
    send_with(&router(options), Method::POST, target, &[GOOD, JSON], body.into()).await
}

#[tokio::test]
async fn a_good_request_is_answered() {
    let answer = create(ServerOptions::new(), "/things?dryRun=false", r#"{"name":"lamp","size":3}"#).await;
    assert_eq!((answer.status, answer.text.as_str()), (StatusCode::CREATED, r#"{"name":"lamp","size":3}"#));
    assert_eq!(answer.header("content-type"), "application/json");
}

#[tokio::test]
async fn all_that_is_wrong_is_said_at_once() {
    let answer = create(ServerOptions::new(), "/things?dryRun=maybe", r#"{"name":"candelabrum","size":0}"#).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let errors = answer.json().get("errors").unwrap().to_string();
    for place in [r##""pointer":"#/name""##, r##""pointer":"#/size""##, r#""parameter":"dryRun""#] {
        assert!(errors.contains(place), "{place} in {errors}");
    }
    assert!(!errors.contains("candelabrum"), "values are not repeated");
}

#[tokio::test]
async fn constraints_can_be_left_to_the_handler() {
    let options = ServerOptions::new().validation(Validation::Lenient);
    assert_eq!(
        create(options.clone(), "/things", r#"{"name":"candelabrum","size":0}"#).await.status,
        StatusCode::CREATED
    );
    assert_eq!(create(options, "/things", r#"{"name":1,"size":0}"#).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn another_media_type_is_told_the_right_one() {
    let router = router(ServerOptions::new());
    let answer =
        send_with(&router, Method::POST, "/things", &[GOOD, ("content-type", "text/xml")], "<thing/>".into()).await;
    assert_eq!(answer.status, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    assert_eq!(answer.header("accept"), "application/json");
}

#[tokio::test]
async fn a_body_beyond_its_bound_is_refused_whether_it_says_so_or_not() {
    let options = ServerOptions::new().body_limit(100);
    let long = format!(r#"{{"name":"{}"}}"#, "a".repeat(200));
    assert_eq!(create(options.clone(), "/things", long.clone()).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    let announced = Request::post("/things").header("authorization", "Bearer good").header("content-length", "101");
    let endless = Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
    assert_eq!(
        send(&router(options.clone()), announced.body(endless).unwrap()).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let unannounced =
        Body::from_stream(stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(b"        "))));
    assert_eq!(create(options, "/things", unannounced).await.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_body_that_breaks_off_or_never_ends_is_refused() {
    let broken = stream::iter([Ok(Bytes::from_static(b"{")), Err(std::io::Error::other("gone"))]);
    assert_eq!(
        create(ServerOptions::new(), "/things", Body::from_stream(broken)).await.status,
        StatusCode::BAD_REQUEST
    );
    let options = ServerOptions::new()
        .clock(ManualClock::automatic(chrono::DateTime::UNIX_EPOCH))
        .body_timeout(Duration::from_secs(9));
    let endless = Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
    assert_eq!(create(options, "/things", endless).await.status, StatusCode::REQUEST_TIMEOUT);
}

#[tokio::test]
async fn a_streamed_body_has_a_bound_of_its_own() {
    let router = router(ServerOptions::new().body_limit(10).stream_limit(1000));
    let chunks = |count| {
        Body::from_stream(stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(&[0; 100]))).take(count))
    };
    let answer = send_with(&router, Method::PUT, "/upload", &[], chunks(10)).await;
    assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, "1000 bytes"));
    assert_eq!(send_with(&router, Method::PUT, "/upload", &[], chunks(11)).await.status, StatusCode::BAD_REQUEST);
}
