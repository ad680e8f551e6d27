//! Logging in with a tenant.

use ecoach::client::Error;
use ecoach::operations::{CreateToken, CreateTokenError, GetCurrentUserError, GetStatisticsError};
use ecoach::runtime::client::AuthError;
use ecoach::types::{TokenRequest, UserRole};

use crate::coach::Event;
use crate::coach::seed::{ADMINISTRATOR, Account, LEARNER, OTHER_TENANT, TENANT};
use crate::host::{Host, credentials};

#[tokio::test]
async fn who_logs_in_is_known() {
    let host = Host::start().await;
    let client = host.client(ADMINISTRATOR);
    let me = client.users().get_current().send().await.unwrap();
    assert_eq!(me.email, ADMINISTRATOR.email);
    assert_eq!(me.role, UserRole::Administrator);
    let reply = client.users().get_current().reply().await.unwrap();
    assert_eq!(reply.status, 200);
    assert_eq!(reply.headers["content-type"], "application/json");
    assert_eq!(host.events(), [Event::LoggedIn { email: ADMINISTRATOR.email.to_owned() }], "the token is kept");
}

#[tokio::test]
async fn a_wrong_tenant_and_a_wrong_password_get_the_same_answer() {
    let host = Host::start().await;
    let stranger = host.builder().build().unwrap();
    let mut details = Vec::new();
    let wrong = Account { password: "a guess", ..ADMINISTRATOR };
    let unknown = Account { email: "nobody@example.com", ..ADMINISTRATOR };
    for (tenant, account) in [(TENANT, wrong), ("nowhere", ADMINISTRATOR), (OTHER_TENANT, LEARNER), (TENANT, unknown)] {
        let error = stranger.auth().create_token(tenant, credentials(account)).send().await.unwrap_err();
        assert_eq!(error.status().unwrap(), 401);
        let CreateTokenError::Unauthorized(refusal) = error.into_api().unwrap() else { panic!("another error") };
        assert_eq!(refusal.www_authenticate.as_deref(), Some("Bearer realm=\"ecoach\""));
        assert_eq!(refusal.body.status.value(), Some(401));
        details.push(refusal.body.detail);
    }
    assert!(details.iter().all(|detail| detail == &details[0] && !detail.is_absent()));
}

#[tokio::test]
async fn a_call_says_why_its_client_could_not_log_in() {
    let host = Host::start().await;
    let client = host.client(Account { password: "a guess", ..ADMINISTRATOR });
    let error = client.users().get_current().send().await.unwrap_err();
    let Error::Auth(AuthError::Refused(refusal)) = error else { panic!("{error}") };
    assert_eq!(refusal.status, 401);
    assert_eq!(refusal.problem().unwrap().detail.unwrap(), "Tenant, email or password are wrong.");
    assert!(!format!("{refusal:?}").contains("a guess"));
}

#[tokio::test]
async fn tenants_see_only_themselves() {
    let host = Host::start().await;
    let other = host.builder().log_in(CreateToken::new(OTHER_TENANT, credentials(ADMINISTRATOR))).build().unwrap();
    assert_eq!(other.users().list().send().await.unwrap().total_count, 1);
    let own = host.client(ADMINISTRATOR).users().get_current().send().await.unwrap();
    assert_eq!(other.users().get(own.id).send().await.unwrap_err().status().unwrap(), 404);
}

#[tokio::test]
async fn a_role_decides_what_may_be_called() {
    let host = Host::start().await;
    let learner = host.client(LEARNER);
    let error = learner.reports().get_statistics().send().await.unwrap_err().into_api().unwrap();
    let GetStatisticsError::Forbidden(problem) = error else { panic!("{error:?}") };
    assert_eq!(problem.detail.value().unwrap(), "This takes the role Administrator or Manager.");
    let seen = learner.users().list().send().await.unwrap();
    assert_eq!((seen.total_count, &*seen.items[0].email), (1, LEARNER.email));
}

#[tokio::test]
async fn a_token_of_another_key_is_refused_and_the_answer_says_so() {
    let host = Host::start().await;
    let client = host.builder().bearer_token("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.").build().unwrap();
    let error = client.users().get_current().send().await.unwrap_err().into_api().unwrap();
    let GetCurrentUserError::Unauthorized(refusal) = error else { panic!("{error:?}") };
    assert!(refusal.www_authenticate.unwrap().contains("error=\"invalid_token\""));
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let host = Host::start().await;
    let stranger = host.builder().build().unwrap();
    let error = stranger.users().get_current().send().await.unwrap_err();
    assert!(matches!(error, Error::Auth(AuthError::Missing { operation: "getCurrentUser", .. })), "{error}");
}

#[test]
fn a_password_does_not_show() {
    let request =
        CreateToken::new(TENANT, TokenRequest { email: "a@example.com".to_owned(), password: "s3cret".into() });
    assert!(!format!("{request:?}").contains("s3cret"));
}
