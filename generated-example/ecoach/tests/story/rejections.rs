//! Requests that never reach the implementation, as they stand on the wire.

use crate::coach::seed::{ADMINISTRATOR, TENANT};
use crate::host::{Host, credentials};

async fn token(host: &Host) -> String {
    let stranger = host.builder().build().unwrap();
    stranger.auth().create_token(TENANT, credentials(ADMINISTRATOR)).send().await.unwrap().token.expose().to_owned()
}

fn post(path: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: ecoach\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    )
}

#[tokio::test]
async fn every_violation_of_a_body_is_named_by_its_pointer() {
    let host = Host::start().await;
    let headers = format!("Content-Type: application/json\r\nAuthorization: Bearer {}\r\n", token(&host).await);
    let body = r#"{"email":"x","firstName":"","role":"Learner","language":"german","phoneNumber":"12","customFields":{"a/b":7},"hireDate":"soon"}"#;
    let answer = host.send(&post("/api/users", &headers, body)).await;
    assert_eq!(answer.status, 400);
    assert!(answer.head.contains("content-type: application/problem+json"));
    let problem = answer.json();
    let pointers: Vec<_> = problem.get("errors").unwrap().as_object().unwrap().keys().cloned().collect();
    let mut sorted = pointers.clone();
    sorted.sort_unstable();
    let expected =
        ["/customFields/a~1b", "/email", "/firstName", "/hireDate", "/language", "/lastName", "/phoneNumber"];
    assert_eq!(sorted, expected);
    assert!(!answer.body.contains("german"), "values are not sent back");
}

#[tokio::test]
async fn a_header_that_is_missing_is_named() {
    let host = Host::start().await;
    let body = r#"{"email":"a@example.com","password":"x"}"#;
    let answer = host.send(&post("/api/auth", "Content-Type: application/json\r\n", body)).await;
    assert_eq!(answer.status, 400);
    assert!(answer.json().pointer("/errors/Tenant/0").is_some(), "{}", answer.body);
}

#[tokio::test]
async fn who_is_not_known_is_refused_before_the_body_is_read() {
    let host = Host::start().await;
    // The body is announced and never comes.
    let request = "POST /api/users HTTP/1.1\r\nHost: ecoach\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 1000000\r\n\r\n";
    let answer = host.send(request).await;
    assert_eq!(answer.status, 401);
    assert!(answer.head.contains("www-authenticate: bearer realm=\"api\""));
    assert_eq!(answer.json().pointer("/status").unwrap().as_i64(), Some(401));
}

#[tokio::test]
async fn a_body_of_another_type_and_a_path_or_method_that_is_not_there() {
    let host = Host::start().await;
    let headers = "Tenant: acme\r\nContent-Type: text/plain\r\n";
    assert_eq!(host.send(&post("/api/auth", headers, "x")).await.status, 415);
    assert_eq!(host.send(&post("/api/nothing", "", "")).await.status, 404);
    let answer = host.send(&post("/api/users/me", "", "")).await;
    assert_eq!(answer.status, 405);
    assert!(answer.head.contains("allow: "), "{}", answer.head);
}
