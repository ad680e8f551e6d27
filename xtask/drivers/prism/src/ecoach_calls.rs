//! Every operation of the E-Coach API.

mod learning;
mod people;
mod reporting;

use ecoach::client::{Client, LimitMode, RetryPolicy, Server};
use ecoach::operations::CreateToken;
use ecoach::types::{RefreshTokenCommand, RevokeTokenCommand, TokenRequest};
use specwright_runtime::{Date, Uuid};

use crate::proxy::Watched;
use crate::report::Report;

/// An administrator of the example's server.
const TENANT: &str = "acme";
const EMAIL: &str = "integration@example.com";
const PASSWORD: &str = "correct-horse-battery";

pub(crate) async fn run(url: &str, report: &mut Report) {
    let builder = || {
        Client::builder(Server::custom(url))
            .transport(Watched::new(&report.found))
            .rate_limits(LimitMode::Off)
            .retry(RetryPolicy::none())
    };
    let login = |password: &str| TokenRequest { email: EMAIL.to_owned(), password: password.into() };
    let stranger = builder().build().expect("it has all it needs");
    let client = builder().log_in(CreateToken::new(TENANT, login(PASSWORD))).build().expect("it has all it needs");

    report.refused(
        "getCurrentUser",
        401,
        builder().bearer_token("none").build().expect("it has all it needs").users().get_current().send().await,
    );
    report.refused("createToken", 401, stranger.auth().create_token(TENANT, login("another password")).send().await);
    if let Some(tokens) = report.well("createToken", stranger.auth().create_token(TENANT, login(PASSWORD)).send().await)
    {
        let command = RefreshTokenCommand { token: tokens.token, refresh_token: tokens.refresh_token };
        let renewed = report.well("refreshToken", stranger.auth().refresh_token(TENANT, command.clone()).send().await);
        report.refused("refreshToken", 401, stranger.auth().refresh_token("nobody", command).send().await);
        if let Some(tokens) = renewed {
            let command = RevokeTokenCommand { refresh_token: tokens.refresh_token };
            report.well("revokeToken", client.auth().revoke_token(command).send().await);
        }
    }
    people::run(&client, report).await;
    learning::run(&client, report).await;
    reporting::run(&client, report).await;
}

/// Something that there is not.
fn nobody() -> Uuid {
    Uuid::from_u128(1)
}

/// A day, and one before it.
fn days() -> (Date, Date) {
    let day = Date::from_ymd_opt(2026, 2, 28).unwrap_or_default();
    (day.pred_opt().unwrap_or_default(), day)
}
