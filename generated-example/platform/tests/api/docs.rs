//! The docs page: calls can be tried out on staging only.

use platform::runtime::clock::ManualClock;
use platform::runtime::json::{self, Value};

use crate::api::Environment;
use crate::loopback::Loopback;

async fn page(environment: Environment) -> (Loopback, String) {
    let server = Loopback::with(environment, ManualClock::default()).await;
    let (head, _) = server.get("/swagger").await;
    assert!(head.starts_with("HTTP/1.1 307 ") && head.contains("location: swagger/"), "{head}");
    let (head, page) = server.get("/swagger/").await;
    assert!(head.starts_with("HTTP/1.1 200 ") && head.contains("content-type: text/html"), "{head}");
    assert!(page.contains("<title>Platform APIs</title>"), "{page}");
    for asset in ["swagger-ui.css", "swagger-ui-bundle.js", "initializer.js"] {
        assert!(page.contains(asset), "{page}");
        let (head, text) = server.get(&format!("/swagger/{asset}")).await;
        assert!(head.starts_with("HTTP/1.1 200 ") && !text.is_empty(), "{asset}: {head}");
    }
    let (_, script) = server.get("/swagger/initializer.js").await;
    (server, script)
}

#[tokio::test]
async fn staging_lets_calls_be_tried_out() {
    let (_, script) = page(Environment::Staging).await;
    assert!(script.contains("const tryItOut = true;"), "{script}");
}

#[tokio::test]
async fn production_does_not() {
    let (_, script) = page(Environment::Production).await;
    assert!(script.contains("const tryItOut = false;"), "{script}");
}

#[tokio::test]
async fn the_document_is_that_of_both_apis() {
    let (server, _) = page(Environment::Production).await;
    let (head, document) = server.get("/openapi.json").await;
    assert!(head.contains("content-type: application/json"), "{head}");
    let document: Value = json::from_slice(document.as_bytes()).unwrap();
    let paths = document.get("paths").unwrap();
    assert!(paths.get("/v1/login/password").is_some() && paths.get("/v1/client/signup").is_some());
}
