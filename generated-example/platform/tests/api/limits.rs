//! How often operations may be called: the server counts, and the client stays below.

use std::time::Duration;

use platform::client::{Client, Error, LimitMode};
use platform::operations::{
    DeleteClient, DeleteClientError, GetClientError, LogInClient, LogInClientError, LoginPassword, LoginPasswordError,
    SignUpClient,
};
use platform::runtime::clock::{Clock as _, ManualClock};
use platform::runtime::{Operation, StatusCode};
use platform::types::Credentials;

use crate::api::Environment;
use crate::loopback::{Loopback, new_client, service_user};

const MINUTE: Duration = Duration::from_mins(1);

/// A clock that jumps to wherever somebody waits for.
fn automatic_clock() -> ManualClock {
    ManualClock::automatic(ManualClock::default().utc())
}

/// Calls an operation until it fails, and says how often it went well. Errors other than 429 count as well.
async fn until_too_many<O: Operation + Clone>(client: &Client, request: O) -> (usize, Error<O::Error>) {
    for well in 0..1000 {
        match client.call(request.clone()).send().await {
            Err(error) if error.status() == Some(StatusCode::TOO_MANY_REQUESTS) => return (well, error),
            _ => {}
        }
    }
    panic!("1000 calls were answered");
}

#[tokio::test]
async fn of_301_calls_in_a_minute_the_last_is_answered_with_429() {
    let server = Loopback::start().await;
    let client = server.logged_in().build().unwrap();
    let user_id = new_client().user_id;
    client.client_account().sign_up_client(new_client()).send().await.unwrap();

    for call in 1..=300 {
        let reply = client.client_account().get_client(user_id).reply().await.unwrap();
        assert_eq!(reply.headers["ratelimit-policy"], "\"default\";q=300;w=60");
        assert_eq!(reply.headers["ratelimit"], format!("\"default\";r={};t=60", 300 - call));
    }
    server.clock.advance(Duration::from_secs(18));
    let error = client.client_account().get_client(user_id).send().await.unwrap_err();
    let Error::Api(reply) = &error else { panic!("{error:?}") };
    assert_eq!(reply.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(reply.headers["retry-after"], "42");
    assert_eq!(reply.headers["ratelimit"], "\"default\";r=0;t=42");
    let GetClientError::TooManyRequests(too_many) = &reply.body else { panic!("{error:?}") };
    assert_eq!(too_many.retry_after, 42);
    assert_eq!(too_many.body.errors[0].code, "errors.rate_limit");

    // Other operations have a count of their own, and so has the next minute.
    let mut other = new_client();
    (other.user_id, other.email) = (uuid::Uuid::new_v4(), "other@client.com".to_owned());
    client.client_account().sign_up_client(other).send().await.unwrap();
    server.clock.advance(Duration::from_secs(42));
    client.client_account().get_client(user_id).send().await.unwrap();
}

#[tokio::test]
async fn a_new_token_is_no_new_caller() {
    let server = Loopback::start().await;
    let request = SignUpClient::new(new_client());
    let (well, _) = until_too_many(&server.logged_in().build().unwrap(), request.clone()).await;
    assert_eq!(well, 300);
    let (well, _) = until_too_many(&server.logged_in().build().unwrap(), request).await;
    assert_eq!(well, 0);
}

#[tokio::test]
async fn operations_that_deviate_have_limits_of_their_own() {
    let server = Loopback::start().await;
    let client = server.logged_in().build().unwrap();
    let new = new_client();
    client.client_account().sign_up_client(new.clone()).send().await.unwrap();

    let (well, error) = until_too_many(&client, DeleteClient::new(new.user_id, "another")).await;
    assert_eq!(well, 30);
    assert!(matches!(error.api(), Some(DeleteClientError::TooManyRequests(_))), "{error:?}");

    let credentials = Credentials { email: new.email, password: new.password };
    let (well, error) = until_too_many(&client, LogInClient::new(credentials)).await;
    assert_eq!(well, 60);
    assert!(matches!(error.api(), Some(LogInClientError::TooManyRequests(_))), "{error:?}");

    // Of a login it is not known who calls: it is counted by address, with the one that the client made by itself.
    let (well, error) = until_too_many(&client, LoginPassword::new(service_user())).await;
    assert_eq!(well, 59);
    assert!(matches!(error.api(), Some(LoginPasswordError::TooManyRequests(_))), "{error:?}");
}

#[tokio::test]
async fn a_client_that_waits_never_exceeds_the_limit() {
    let clock = automatic_clock();
    let server = Loopback::with(Environment::Staging, clock.clone()).await;
    let client = server.logged_in().rate_limits(LimitMode::Wait).build().unwrap();
    let user_id = new_client().user_id;
    client.client_account().sign_up_client(new_client()).send().await.unwrap();
    for _ in 0..700 {
        client.client_account().get_client(user_id).send().await.unwrap();
    }
    assert_eq!(server.answered("getClient", StatusCode::OK), 700);
    assert_eq!(server.answered_with(StatusCode::TOO_MANY_REQUESTS), 0);
    assert!(clock.elapsed() > 2 * MINUTE, "700 calls take their time, but none of ours: {:?}", clock.elapsed());
}

#[tokio::test]
async fn a_client_that_waits_knows_the_deviating_limits() {
    let clock = automatic_clock();
    let server = Loopback::with(Environment::Staging, clock.clone()).await;
    let client = server.logged_in().rate_limits(LimitMode::Wait).build().unwrap();
    let user_id = new_client().user_id;
    for _ in 0..70 {
        let error = client.client_account().delete_client(user_id, "another").send().await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
    }
    assert!(clock.elapsed() > MINUTE, "{:?}", clock.elapsed());
}

#[tokio::test]
async fn a_client_that_does_not_wait_fails_by_itself_and_says_for_how_long() {
    let server = Loopback::start().await;
    let client = server.logged_in().rate_limits(LimitMode::FailFast).build().unwrap();
    let user_id = new_client().user_id;
    client.client_account().sign_up_client(new_client()).send().await.unwrap();
    let mut well = 0;
    let retry_after = loop {
        match client.client_account().get_client(user_id).send().await {
            Ok(_) => well += 1,
            Err(Error::RateLimited { retry_after }) => break retry_after,
            Err(error) => panic!("{error:?}"),
        }
    };
    assert!((1..=300).contains(&well), "{well}");
    assert_eq!(server.answered("getClient", StatusCode::OK), well, "what fails is not sent");
    server.clock.advance(retry_after);
    client.client_account().get_client(user_id).send().await.unwrap();
    assert_eq!(server.answered_with(StatusCode::TOO_MANY_REQUESTS), 0);
}
