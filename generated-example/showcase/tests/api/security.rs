//! Security schemes: either, both, or none.

use showcase::client::{ClientBuilder, Error};
use showcase::operations::GetToolOk;
use showcase::runtime::client::AuthError;
use showcase::runtime::{Secret, StatusCode};

use crate::loopback::{Loopback, TOOL};

const PASSWORD: &str = "p:ss wörd";

#[tokio::test]
async fn either_credential_does() {
    let server = Loopback::start().await;
    for (client, caller) in [
        (server.anonymous().bearer_token("t0ken"), "bearer"),
        (server.anonymous().api_key("k3y"), "apiKey"),
        (server.anonymous().basic("ada", PASSWORD).api_key("k3y"), "apiKey"),
    ] {
        client.build().unwrap().loans().record_events().send().await.unwrap();
        assert_eq!(server.echo.caller().as_deref(), Some(caller));
    }
}

#[tokio::test]
async fn both_credentials_together_or_a_third() {
    let server = Loopback::start().await;
    let delete = async |client: ClientBuilder| client.build().unwrap().tools().delete(TOOL).send().await;
    delete(server.anonymous().bearer_token("t0ken").api_key("k3y")).await.unwrap();
    assert_eq!(server.echo.caller().as_deref(), Some("bearer and apiKey"));
    delete(server.anonymous().basic("ada", PASSWORD)).await.unwrap();
    assert_eq!(server.echo.caller().as_deref(), Some("basic"));

    for one in [server.anonymous().bearer_token("t0ken"), server.anonymous().api_key("k3y")] {
        let error = delete(one).await.unwrap_err();
        assert!(matches!(error, Error::Auth(AuthError::Missing { .. })), "{error:?}");
    }
    let error = delete(server.anonymous().bearer_token("t0ken").api_key("wrong")).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
}

#[tokio::test]
async fn where_it_is_optional_a_credential_is_sent_if_there_is_one() {
    let server = Loopback::start().await;
    let get = async |client: ClientBuilder| match client.build().unwrap().tools().get(TOOL).send().await.unwrap() {
        GetToolOk::Json(tool) => tool.price,
        GetToolOk::Text(_) => panic!("it is JSON"),
    };
    assert_eq!(get(server.anonymous()).await, None);
    assert_eq!(server.echo.caller(), None);
    assert_eq!(
        get(server.anonymous().bearer_token("t0ken")).await.map(|price| price.to_string()).as_deref(),
        Some("129.90")
    );
    assert_eq!(server.echo.caller().as_deref(), Some("bearer"));
}

#[tokio::test]
async fn where_none_is_asked_for_none_is_sent() {
    let server = Loopback::start().await;
    server.client().tools().get_categories().send().await.unwrap();
    assert_eq!(server.echo.caller(), None);
}

#[tokio::test]
async fn without_a_credential_nothing_is_sent() {
    let server = Loopback::start().await;
    let client = server.anonymous().build().unwrap();
    let error = client.loans().record_events().send().await.unwrap_err();
    assert!(matches!(error, Error::Auth(AuthError::Missing { .. })), "{error:?}");
}

#[tokio::test]
async fn a_wrong_credential_is_refused_and_does_not_show() {
    let server = Loopback::start().await;
    for client in [server.anonymous().bearer_token(Secret::new("s3cret")), server.anonymous().api_key("s3cret")] {
        let client = client.build().unwrap();
        let error = client.loans().record_events().send().await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
        assert!(!format!("{client:?} {error:?} {error}").contains("s3cret"));
    }
}
