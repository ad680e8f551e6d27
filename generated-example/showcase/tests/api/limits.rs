//! Limits of one operation, and of all together.

use std::time::Duration;

use showcase::runtime::StatusCode;
use showcase::runtime::clock::ManualClock;
use showcase::runtime::server::ServerOptions;
use showcase::types::{ToolPatch, ToolRequest};

use crate::loopback::{Loopback, TOOL};

#[tokio::test]
async fn one_limit_is_shared_by_all_operations() {
    let server = Loopback::with(ServerOptions::new().clock(ManualClock::default())).await;
    let client = server.client();
    for _ in 0..500 {
        client.loans().record_events().send().await.unwrap();
        client.tools().update(TOOL, ToolPatch::default()).send().await.unwrap();
    }
    let error = client.loans().record_events().send().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::TOO_MANY_REQUESTS));
}

#[tokio::test]
async fn an_operation_may_have_a_limit_of_its_own() {
    let clock = ManualClock::default();
    let server = Loopback::with(ServerOptions::new().clock(clock.clone())).await;
    let client = server.client();
    for _ in 0..10 {
        client.tools().create(ToolRequest::new("Drill", 1)).send().await.unwrap();
    }
    let error = client.tools().create(ToolRequest::new("Drill", 1)).send().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::TOO_MANY_REQUESTS));
    client.loans().record_events().send().await.unwrap();
    clock.advance(Duration::from_secs(1));
    client.tools().create(ToolRequest::new("Drill", 1)).send().await.unwrap();
}
