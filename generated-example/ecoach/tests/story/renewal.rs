//! Staying logged in.

use std::time::Duration;

use ecoach::operations::RefreshTokenError;
use ecoach::types::{RefreshTokenCommand, RevokeTokenCommand, TokenResponse, UpdateUserCommand, UserRole, UserStatus};
use futures_util::future::join_all;

use crate::coach::Event;
use crate::coach::seed::{ADMINISTRATOR, Account, LEARNER, TENANT};
use crate::coach::session::{REFRESH_LIFETIME, TOKEN_LIFETIME};
use crate::host::{Host, credentials};

fn logged_in(account: Account) -> Event {
    Event::LoggedIn { email: account.email.to_owned() }
}

fn renewed(account: Account) -> Event {
    Event::Renewed { email: account.email.to_owned() }
}

#[tokio::test]
async fn a_token_that_expires_amid_200_calls_is_renewed_once() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    client.users().get_current().send().await.unwrap();
    let answers = join_all((0..200).map(async |number| {
        if number == 100 {
            host.clock.advance(TOKEN_LIFETIME);
        }
        client.users().get_current().send().await
    }));
    for answer in answers.await {
        assert_eq!(answer.unwrap().email, ADMINISTRATOR.email);
    }
    assert_eq!(host.events(), [logged_in(ADMINISTRATOR), renewed(ADMINISTRATOR)]);
}

#[tokio::test]
async fn a_token_is_renewed_shortly_before_its_end() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    client.users().get_current().send().await.unwrap();
    host.clock.advance(TOKEN_LIFETIME.saturating_sub(Duration::from_secs(31)));
    client.users().get_current().send().await.unwrap();
    assert_eq!(host.events(), [logged_in(ADMINISTRATOR)], "it is good for another while");
    host.clock.advance(Duration::from_secs(31));
    client.users().get_current().send().await.unwrap();
    assert_eq!(host.events(), [logged_in(ADMINISTRATOR), renewed(ADMINISTRATOR)]);
}

#[tokio::test]
async fn with_an_expired_refresh_token_the_client_logs_in_again() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    client.users().get_current().send().await.unwrap();
    host.clock.advance(REFRESH_LIFETIME);
    client.users().get_current().send().await.unwrap();
    assert_eq!(host.events(), [logged_in(ADMINISTRATOR), logged_in(ADMINISTRATOR)]);
}

#[tokio::test]
async fn a_session_that_was_ended_is_begun_anew_and_the_call_is_replayed() {
    let host = Host::start().await;
    let (administrator, learner) = (host.client(ADMINISTRATOR), host.client(LEARNER));
    let lea = learner.users().get_current().send().await.unwrap();
    let patch = UpdateUserCommand { role: Some(UserRole::Trainer), ..Default::default() };
    administrator.users().update(lea.id, patch).send().await.unwrap();

    let lea = learner.users().get_current().send().await.unwrap();
    assert_eq!(lea.role, UserRole::Trainer);
    let ended = Event::Ended { email: LEARNER.email.to_owned(), reason: "role or status have changed" };
    assert_eq!(host.events(), [logged_in(LEARNER), logged_in(ADMINISTRATOR), ended, logged_in(LEARNER)]);
}

#[tokio::test]
async fn who_is_suspended_stays_out() {
    let host = Host::start().await;
    let (administrator, learner) = (host.client(ADMINISTRATOR), host.client(LEARNER));
    let lea = learner.users().get_current().send().await.unwrap();
    let patch = UpdateUserCommand { status: Some(UserStatus::Suspended), ..Default::default() };
    administrator.users().update(lea.id, patch).send().await.unwrap();
    let error = learner.users().get_current().send().await.unwrap_err();
    assert!(matches!(error, ecoach::client::Error::Auth(_)), "{error}");
    assert_eq!(host.events().last(), Some(&Event::Refused { email: LEARNER.email.to_owned() }));
}

#[tokio::test]
async fn a_refresh_token_is_good_for_one_use() {
    let host = Host::start().await;
    let stranger = host.builder().build().unwrap();
    let first = stranger.auth().create_token(TENANT, credentials(LEARNER)).send().await.unwrap();
    let refresh = |tokens: &TokenResponse| {
        let (token, refresh_token) = (tokens.token.clone(), tokens.refresh_token.clone());
        stranger.auth().refresh_token(TENANT, RefreshTokenCommand { token, refresh_token }).send()
    };
    let second = refresh(&first).await.unwrap();
    assert_ne!(first.refresh_token, second.refresh_token);

    let error = refresh(&first).await.unwrap_err().into_api().unwrap();
    assert!(matches!(error, RefreshTokenError::Unauthorized(_)), "{error:?}");
    assert!(refresh(&second).await.is_err(), "the whole session has ended");
}

#[tokio::test]
async fn a_revoked_session_has_ended() {
    let host = Host::start().await;
    let stranger = host.builder().build().unwrap();
    let tokens = stranger.auth().create_token(TENANT, credentials(LEARNER)).send().await.unwrap();
    let client = host.builder().bearer_token(tokens.token).build().unwrap();
    client.auth().revoke_token(RevokeTokenCommand { refresh_token: tokens.refresh_token }).send().await.unwrap();
    assert_eq!(client.users().get_current().send().await.unwrap_err().status().unwrap(), 401);
}
