//! The docs page.

use crate::host::Host;

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: ecoach\r\nConnection: close\r\n\r\n")
}

#[tokio::test]
async fn the_page_and_the_document_are_served() {
    let host = Host::start().await;
    let page = host.send(&get("/swagger")).await;
    assert_eq!(page.status, 307);
    let page = host.send(&get("/swagger/")).await;
    assert_eq!(page.status, 200);
    assert!(page.body.contains("<title>E-Coach API</title>"));
    let document = host.send(&get("/openapi.json")).await;
    assert_eq!(document.json().pointer("/info/title").unwrap().as_str(), Some("E-Coach API"));
}
