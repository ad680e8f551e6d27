//! Who is let in, and what the others are told.

use http::{Method, Request, StatusCode};
use specwright_runtime::server::{Context, Open, Routes, ServerOptions};

use super::api::{GetThing, call, router, send};

const GOOD: (&str, &str) = ("authorization", "Bearer good");

#[tokio::test]
async fn credentials_are_asked_for_by_their_scheme() {
    let router = router(ServerOptions::new().realm("things"));
    let answer = call(&router, Method::GET, "/things/7", &[]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"things\"");
    let answer = call(&router, Method::GET, "/either", &[]).await;
    let challenges: Vec<_> =
        answer.headers.get_all("www-authenticate").iter().map(|value| value.to_str().unwrap()).collect();
    assert_eq!(
        challenges,
        ["Basic realm=\"things\", charset=\"UTF-8\"", "ApiKey realm=\"things\", in=\"query\", name=\"key\""]
    );
}

#[tokio::test]
async fn an_invalid_token_and_a_missing_scope_are_told_apart() {
    let router = router(ServerOptions::new());
    let answer = call(&router, Method::GET, "/things/7", &[("authorization", "Bearer expired")]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        answer.header("www-authenticate"),
        "Bearer realm=\"api\", error=\"invalid_token\", error_description=\"the token is expired\""
    );
    let answer = call(&router, Method::GET, "/things/7", &[("authorization", "bearer weak")]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"api\", error=\"insufficient_scope\", scope=\"read\"");
}

#[tokio::test]
async fn all_schemes_of_an_alternative_hold_together() {
    let router = router(ServerOptions::new());
    assert_eq!(call(&router, Method::GET, "/both", &[GOOD]).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(call(&router, Method::GET, "/both", &[("x-key", "k")]).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(call(&router, Method::GET, "/both", &[GOOD, ("x-key", "k")]).await.text, "Both by token good and key k");
}

#[tokio::test]
async fn one_alternative_is_enough() {
    let router = router(ServerOptions::new());
    let basic = |text| ("authorization", text);
    // ann:right, ann:wrong, no colon
    assert_eq!(call(&router, Method::GET, "/either", &[basic("Basic YW5uOnJpZ2h0")]).await.text, "Either by user ann");
    assert_eq!(call(&router, Method::GET, "/either?key=a%2Bb", &[]).await.text, "Either by key a+b");
    assert_eq!(
        call(&router, Method::GET, "/either?key=k", &[basic("Basic YW5uOndyb25n")]).await.text,
        "Either by key k"
    );
    for wrong in ["Basic YW5uOndyb25n", "Basic YW5u", "Basic ???", "Basic"] {
        assert_eq!(
            call(&router, Method::GET, "/either", &[basic(wrong)]).await.status,
            StatusCode::UNAUTHORIZED,
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn an_optional_credential_that_is_there_must_be_right() {
    let router = router(ServerOptions::new());
    assert_eq!(call(&router, Method::GET, "/optional", &[]).await.text, "Optional");
    assert_eq!(call(&router, Method::GET, "/optional", &[GOOD]).await.text, "Optional by token good");
    let answer = call(&router, Method::GET, "/optional", &[("authorization", "Bearer expired")]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_credential_that_is_there_twice_is_refused() {
    let router = router(ServerOptions::new());
    for (target, headers) in [
        ("/things/7", vec![GOOD, GOOD]),
        ("/both", vec![GOOD, ("x-key", "a"), ("x-key", "b")]),
        ("/either?key=a&k%65y=b", vec![]),
    ] {
        assert_eq!(call(&router, Method::GET, target, &headers).await.status, StatusCode::BAD_REQUEST, "{target}");
    }
}

#[tokio::test]
async fn a_broken_token_is_no_token() {
    let router = router(ServerOptions::new());
    for header in ["Bearer", "Bearer ", "Bearer a b", "Basic good", "good", "Bearergood"] {
        let answer = call(&router, Method::GET, "/things/7", &[("authorization", header)]).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{header}");
    }
}

#[tokio::test]
async fn a_body_is_not_read_before_the_caller_is_known() {
    let router = router(ServerOptions::new());
    let endless =
        axum::body::Body::from_stream(futures_util::stream::pending::<Result<axum::body::Bytes, std::io::Error>>());
    let request = Request::post("/things").header("content-type", "application/json").body(endless).unwrap();
    assert_eq!(send(&router, request).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn without_security_nobody_gets_to_where_it_is_needed() {
    let mut routes = Routes::new(std::sync::Arc::new(()), Open, ServerOptions::new());
    routes.add(|(): &(), request: GetThing, _: Context<()>| async move { Ok(request.0) });
    let answer = call(&routes.into_router(), Method::GET, "/things/7", &[GOOD]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}
