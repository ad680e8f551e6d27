//! Which operation a request gets to.

use http::{Method, StatusCode};
use specwright_runtime::response::EncodedResponse;
use specwright_runtime::server::{Docs, Reason, Router, ServerOptions, TryItOut};

use super::api::{call, router};

#[tokio::test]
async fn every_template_finds_its_operation() {
    let router = router(ServerOptions::new());
    for (method, target, expected) in [
        (Method::GET, "/things/7", "GetThing id=7 by token good"),
        (Method::GET, "/things/a%2Fb%20c", "GetThing id=a/b c by token good"),
        (Method::GET, "/things/mine", "GetMine"),
        (Method::DELETE, "/things/7", "DeleteThing thing=7"),
        (Method::POST, "/things/7:cancel", "CancelThing id=7"),
        (Method::GET, "/files/a.tar.gz", "GetFile name=a.tar format=gz"),
        (Method::GET, "/points/1.5,-2", "GetPoint x=1.5 y=-2"),
        (Method::GET, "/things/", "ListThings"),
        (Method::GET, "/report?kind=pdf", "PdfReport"),
        (Method::GET, "/report?kind=csv", "AnyReport"),
        (Method::GET, "/report", "AnyReport"),
        (Method::GET, "/%7B%7D/*odd/:odd/%7B", "Odd"),
        (Method::GET, "/", "Root"),
    ] {
        let answer = call(&router, method, target, &[("authorization", "Bearer good")]).await;
        assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, expected), "{target}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_problem() {
    let router = router(ServerOptions::new());
    for target in ["/nothing", "/things/7/", "/things//", "/files/none", "/points/1", "/report/"] {
        let answer = call(&router, Method::GET, target, &[]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{target}");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_ones() {
    let router = router(ServerOptions::new());
    let answer = call(&router, Method::PATCH, "/things/7", &[]).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.header("allow"), "GET, HEAD, DELETE");
    // The path is there as it is, so that it is no `/things/{thing}`, which could be deleted.
    let answer = call(&router, Method::DELETE, "/things/mine", &[]).await;
    assert_eq!((answer.status, answer.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD"));
    let answer = call(&router, Method::OPTIONS, "/todo", &[]).await;
    assert_eq!((answer.status, answer.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "GET, HEAD"));
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let router = router(ServerOptions::new());
    let answer = call(&router, Method::HEAD, "/things/mine", &[]).await;
    assert_eq!((answer.status, answer.text.as_str()), (StatusCode::OK, ""));
    assert_eq!(answer.header("content-length"), "GetMine".len().to_string());
    let answer = call(&router, Method::HEAD, "/nothing", &[]).await;
    assert_eq!((answer.status, answer.text.as_str()), (StatusCode::NOT_FOUND, ""));
}

#[tokio::test]
async fn a_base_path_stands_before_everything() {
    let docs = Docs::new("{}", TryItOut::Forbidden);
    let router = router(ServerOptions::new().base_path("api/v1/").docs(docs));
    assert_eq!(call(&router, Method::GET, "/api/v1/things/mine", &[]).await.text, "GetMine");
    assert_eq!(call(&router, Method::GET, "/api/v1/openapi.json", &[]).await.text, "{}");
    assert_eq!(call(&router, Method::GET, "/things/mine", &[]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(call(&router, Method::GET, "/api/v1x/things/mine", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn it_can_be_merged_and_nested() {
    let health = Router::new().route("/things/health", axum::routing::get(|| async { "healthy" }));
    let whole = Router::new()
        .nest("/v1", router(ServerOptions::new()))
        .nest("/v2", router(ServerOptions::new()))
        .merge(health.merge(router(ServerOptions::new())));
    for (target, expected) in [
        ("/v1/things/mine", "GetMine"),
        ("/v2/things/mine", "GetMine"),
        ("/things/mine", "GetMine"),
        ("/things/health", "healthy"),
    ] {
        assert_eq!(call(&whole, Method::GET, target, &[]).await.text, expected, "{target}");
    }
}

#[tokio::test]
async fn the_docs_page_stands_beside_the_api() {
    let router = router(ServerOptions::new().docs(Docs::new("{\"openapi\":\"3.0.4\"}", TryItOut::Allowed)));
    let page = call(&router, Method::GET, "/swagger/", &[]).await;
    assert_eq!((page.status, page.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"));
    assert!(page.text.contains("src=\"initializer.js\""));
    assert_eq!(call(&router, Method::GET, "/swagger", &[]).await.header("location"), "swagger/");
    let document = call(&router, Method::GET, "/openapi.json", &[]).await;
    assert_eq!(
        (document.header("content-type"), document.text.as_str()),
        ("application/json", "{\"openapi\":\"3.0.4\"}")
    );
    assert_eq!(call(&router, Method::HEAD, "/openapi.json", &[]).await.header("content-length"), "19");
    assert_eq!(call(&router, Method::POST, "/openapi.json", &[]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn rejections_take_the_form_that_the_api_gives_them() {
    let router = router(ServerOptions::new().rejections(|operation, rejected| {
        let is_known = matches!(rejected.reason, Reason::NotFound | Reason::NoCredentials);
        assert!(is_known, "{:?}", rejected.reason);
        let mut response = EncodedResponse::from(rejected.problem);
        let id = operation.map_or("none", |operation| operation.id);
        response.body = specwright_runtime::Body::Bytes(format!("{{\"errors\":[{{\"id\":\"{id}\"}}]}}").into());
        response
    }));
    assert_eq!(call(&router, Method::GET, "/nothing", &[]).await.text, "{\"errors\":[{\"id\":\"none\"}]}");
    let answer = call(&router, Method::GET, "/things/7", &[]).await;
    assert_eq!(answer.text, "{\"errors\":[{\"id\":\"GetThing\"}]}");
    assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"api\"");
}

#[tokio::test]
async fn a_panic_tells_the_caller_nothing() {
    let router = router(ServerOptions::new());
    let answer = call(&router, Method::GET, "/panics", &[]).await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(answer.header("content-type"), "application/problem+json");
    assert!(!answer.text.contains("42"), "{}", answer.text);
    assert_eq!(call(&router, Method::GET, "/", &[]).await.status, StatusCode::OK, "others go on");
}

#[tokio::test]
async fn what_is_not_implemented_says_so() {
    let answer = call(&router(ServerOptions::new()), Method::GET, "/todo", &[]).await;
    assert_eq!(answer.status, StatusCode::NOT_IMPLEMENTED);
    assert_eq!(answer.header("content-type"), "application/problem+json");
}
