//! The API token: fetched when it is needed, kept, and renewed near its end.

use std::time::Duration;

use futures_util::future::join_all;
use platform::client::{Client, Error};
use platform::operations::{GetClient, GetClientError, LoginPassword, LoginPasswordError};
use platform::runtime::base64::Base64;
use platform::runtime::client::AuthError;
use platform::runtime::json::{self, Value};
use platform::runtime::{Secret, StatusCode};
use platform::types::ServiceUser;

use crate::api::TOKEN_LIFETIME;
use crate::loopback::{Loopback, new_client, service_user};

/// Reads the same client often at once.
async fn read_often(client: &Client, times: usize) {
    let request = GetClient::new(new_client().user_id);
    for read in join_all((0..times).map(|_| client.call(request.clone()).send())).await {
        read.unwrap();
    }
}

async fn signed_up(server: &Loopback) -> Client {
    let client = server.logged_in().build().unwrap();
    client.client_account().sign_up_client(new_client()).send().await.unwrap();
    client
}

fn logins(server: &Loopback) -> usize {
    server.answered("loginPassword", StatusCode::OK)
}

#[tokio::test]
async fn the_payload_says_who_it_is_and_when_it_ends() {
    let server = Loopback::start().await;
    let client = server.client().build().unwrap();
    let token = client.authentication().login_password(service_user()).send().await.unwrap().api_token;
    let payload = Base64::parse_lenient(token.split('.').nth(1).unwrap()).unwrap();
    let payload: Value = json::from_slice(&payload).unwrap();
    assert_eq!(payload.get("r").unwrap().to_string(), "[\"service\"]");
    assert_eq!(payload.get("sub").unwrap().as_str(), Some("f76ec415-1811-4935-a659-63dc2483c852"));
    assert_eq!(payload.get("reg").unwrap().as_str(), Some("za"));
    assert_eq!(payload.get("exp").unwrap().as_i64(), Some(1_767_225_600 + 3600));
}

#[tokio::test]
async fn many_first_calls_log_in_once() {
    let server = Loopback::start().await;
    signed_up(&server).await;
    let client = server.logged_in().build().unwrap();
    let before = logins(&server);
    read_often(&client, 100).await;
    assert_eq!(logins(&server), before + 1);
}

#[tokio::test]
async fn near_its_end_the_token_is_renewed_once_for_many_calls() {
    let server = Loopback::start().await;
    let client = signed_up(&server).await;
    assert_eq!(logins(&server), 1);

    server.clock.advance(TOKEN_LIFETIME - Duration::from_secs(31));
    read_often(&client, 1).await;
    assert_eq!(logins(&server), 1, "it is still good");

    // Within the last 30 seconds, though the server would still take it.
    server.clock.advance(Duration::from_secs(2));
    read_often(&client, 200).await;
    assert_eq!(logins(&server), 2);
    assert_eq!(server.answered_with(StatusCode::UNAUTHORIZED), 0, "no call went out with a token that had ended");

    server.clock.advance(TOKEN_LIFETIME * 2);
    read_often(&client, 200).await;
    assert_eq!(logins(&server), 3);
    assert_eq!(server.answered_with(StatusCode::UNAUTHORIZED), 0);
}

#[tokio::test]
async fn the_skew_says_how_near() {
    let server = Loopback::start().await;
    let client = server.logged_in().token_skew(Duration::from_mins(5)).build().unwrap();
    client.client_account().sign_up_client(new_client()).send().await.unwrap();
    server.clock.advance(TOKEN_LIFETIME - Duration::from_secs(301));
    read_often(&client, 1).await;
    assert_eq!(logins(&server), 1);
    server.clock.advance(Duration::from_secs(2));
    read_often(&client, 20).await;
    assert_eq!(logins(&server), 2);
}

#[tokio::test]
async fn a_token_of_ones_own_is_used_until_it_ends() {
    let server = Loopback::start().await;
    signed_up(&server).await;
    let client = server.client().build().unwrap();
    let token = client.authentication().login_password(service_user()).send().await.unwrap().api_token;
    let client = server.client().bearer_token(token).build().unwrap();
    read_often(&client, 1).await;
    server.clock.advance(TOKEN_LIFETIME);
    let error = client.client_account().get_client(new_client().user_id).send().await.unwrap_err();
    let Some(GetClientError::Unauthorized(errors)) = error.api() else { panic!("{error:?}") };
    assert_eq!(errors.errors[0].code, "errors.token.invalid");
    assert_eq!(errors.errors[0].detail.as_ref().value().unwrap(), "The token is expired.");
}

#[tokio::test]
async fn a_login_that_fails_reaches_the_caller_without_the_password() {
    let server = Loopback::start().await;
    let wrong = ServiceUser { username: "service_user".to_owned(), password: Secret::new("hunter2") };

    let client = server.client().build().unwrap();
    let error = client.authentication().login_password(wrong.clone()).send().await.unwrap_err();
    assert!(matches!(error.api(), Some(LoginPasswordError::Unauthorized(_))), "{error:?}");

    let client = server.client().log_in(LoginPassword::new(wrong)).build().unwrap();
    let error = client.client_account().get_client(new_client().user_id).send().await.unwrap_err();
    let Error::Auth(AuthError::Refused(refused)) = &error else { panic!("{error:?}") };
    assert_eq!(refused.status, StatusCode::UNAUTHORIZED);
    assert!(!format!("{error:?} {error} {client:?}").contains("hunter2"));
}

#[tokio::test]
async fn who_is_no_service_user_gets_no_token() {
    let server = Loopback::start().await;
    let client = server.client().build().unwrap();
    let user = ServiceUser { username: "back_office".to_owned(), password: Secret::new("zzzyyy") };
    let error = client.authentication().login_password(user).send().await.unwrap_err();
    let Some(LoginPasswordError::Forbidden(errors)) = error.api() else { panic!("{error:?}") };
    assert_eq!(errors.errors[0].code, "errors.forbidden.role");
}
