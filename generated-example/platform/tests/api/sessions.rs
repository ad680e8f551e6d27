//! Clients log in and out.

use std::time::Duration;

use platform::operations::{EndClientSessionError, ListClientSessionsError, LogInClientError};
use platform::runtime::{Presence, Secret, StatusCode};
use platform::types::Credentials;

use crate::loopback::{Loopback, new_client};

fn credentials(password: &str) -> Credentials {
    Credentials { email: "new_client@client.com".to_owned(), password: Secret::new(password) }
}

#[tokio::test]
async fn a_session_begins_is_listed_and_ends() {
    let server = Loopback::start().await;
    let client = server.logged_in().user_agent("shop/1.0").build().unwrap();
    let user_id = new_client().user_id;
    client.client_account().sign_up_client(new_client()).send().await.unwrap();

    server.clock.advance(Duration::from_mins(5));
    let session = client.client_session().log_in_client(credentials("new_client")).send().await.unwrap();
    assert_eq!(session.client.user_id, user_id);
    assert_eq!(session.client.last_login_at, Presence::Value(session.started_at));
    assert_eq!(session.device, Presence::Value("shop/1.0".to_owned()));
    assert_eq!((session.expires_at - session.started_at).num_hours(), 12);

    let listed = client.client_session().list(user_id, &session.client_token).send().await.unwrap();
    let ids: Vec<_> = listed.iter().map(|listed| listed.session_id).collect();
    assert_eq!((ids.len(), ids[0]), (2, session.session_id), "the newest first, then that of the sign-up");

    let reply = client.client_session().end(user_id, session.session_id, &session.client_token).reply().await.unwrap();
    assert_eq!(reply.status, StatusCode::NO_CONTENT);
    let error = client.client_session().list(user_id, &session.client_token).send().await.unwrap_err();
    assert!(matches!(error.api(), Some(ListClientSessionsError::Forbidden(_))), "{error:?}");
}

#[tokio::test]
async fn a_session_ends_by_itself_after_its_time() {
    let server = Loopback::start().await;
    let client = server.logged_in().build().unwrap();
    let user_id = new_client().user_id;
    client.client_account().sign_up_client(new_client()).send().await.unwrap();
    let token = client.client_session().log_in_client(credentials("new_client")).send().await.unwrap().client_token;
    server.clock.advance(Duration::from_hours(12) - Duration::from_secs(1));
    client.client_session().list(user_id, &token).send().await.unwrap();
    server.clock.advance(Duration::from_secs(1));
    let error = client.client_session().list(user_id, &token).send().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::FORBIDDEN));
}

#[tokio::test]
async fn a_client_has_at_most_twenty_sessions() {
    let server = Loopback::start().await;
    let client = server.logged_in().build().unwrap();
    let user_id = new_client().user_id;
    let first = client.client_account().sign_up_client(new_client()).send().await.unwrap().client_token;
    let mut last = String::new();
    for _ in 0..20 {
        last = client.client_session().log_in_client(credentials("new_client")).send().await.unwrap().client_token;
    }
    assert_eq!(client.client_session().list(user_id, last).send().await.unwrap().len(), 20);
    let error = client.client_session().list(user_id, first).send().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::FORBIDDEN));
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_client_are_told_alike() {
    let server = Loopback::start().await;
    let client = server.logged_in().build().unwrap();
    for signed_up in [false, true] {
        if signed_up {
            client.client_account().sign_up_client(new_client()).send().await.unwrap();
        }
        let error = client.client_session().log_in_client(credentials("wrong")).send().await.unwrap_err();
        let Some(LogInClientError::Unauthorized(errors)) = error.api() else { panic!("{error:?}") };
        assert_eq!(errors.errors[0].code, "errors.login.failed");
    }
}

#[tokio::test]
async fn a_session_that_is_not_there_cannot_be_ended() {
    let server = Loopback::start().await;
    let client = server.logged_in().build().unwrap();
    let user_id = new_client().user_id;
    let token = client.client_account().sign_up_client(new_client()).send().await.unwrap().client_token;
    let error = client.client_session().end(user_id, uuid::Uuid::new_v4(), token).send().await.unwrap_err();
    let Some(EndClientSessionError::NotFound(errors)) = error.api() else { panic!("{error:?}") };
    assert_eq!(errors.errors[0].code, "errors.session.not_found");
}
