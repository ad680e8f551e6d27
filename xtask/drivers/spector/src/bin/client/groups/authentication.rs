//! Credentials: keys, tokens, either, none.

use crate::suite::Suite;

/// The token that the service takes.
const TOKEN: &str = "https://security.microsoft.com/.default";

pub fn run(suite: &Suite) {
    api_key(suite);
    no_auth(suite);
    oauth2(suite);
    union(suite);
}

fn api_key(suite: &Suite) {
    use authentication_api_key::client::{Client, Server};
    use authentication_api_key::operations::InvalidError;

    let client = |key: &str| {
        let builder = Client::builder(Server::custom(suite.url())).transport(suite.transport());
        builder.api_key_auth(key).build().expect("a client")
    };
    suite.done("Authentication_ApiKey_valid", client("valid-key").authentication().valid().send());
    suite.fails(
        "Authentication_ApiKey_invalid",
        client("invalid-key").authentication().invalid().send(),
        |error| matches!(error, InvalidError::Forbidden(body) if body.error == "invalid-api-key"),
    );
}

fn no_auth(suite: &Suite) {
    use authentication_noauth_union::client::{Client, Server};

    let builder = || Client::builder(Server::custom(suite.url())).transport(suite.transport());
    let without = builder().build().expect("a client");
    suite.done("Authentication_Noauth_Union_validNoAuth", without.authentication().valid_no_auth().send());
    let with = builder().oauth2_auth_token(TOKEN).build().expect("a client");
    suite.done("Authentication_Noauth_Union_validToken", with.authentication().valid_token().send());
}

fn oauth2(suite: &Suite) {
    use authentication_oauth2::client::{Client, Server};
    use authentication_oauth2::operations::InvalidError;

    let client = |token: &str| {
        let builder = Client::builder(Server::custom(suite.url())).transport(suite.transport());
        builder.oauth2_auth_token(token).build().expect("a client")
    };
    suite.done("Authentication_OAuth2_valid", client(TOKEN).authentication().valid().send());
    suite.fails(
        "Authentication_OAuth2_invalid",
        client("invalid").authentication().invalid().send(),
        |error| matches!(error, InvalidError::Forbidden(body) if body.error == "invalid-grant"),
    );
}

fn union(suite: &Suite) {
    use authentication_union::client::{Client, Server};

    let builder = || Client::builder(Server::custom(suite.url())).transport(suite.transport());
    let key = builder().api_key_auth("valid-key").build().expect("a client");
    suite.done("Authentication_Union_validKey", key.authentication().valid_key().send());
    let token = builder().oauth2_auth_token(TOKEN).build().expect("a client");
    suite.done("Authentication_Union_validToken", token.authentication().valid_token().send());
}
