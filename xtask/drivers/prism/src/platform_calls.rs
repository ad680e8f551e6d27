//! Every operation of the Platform API.

use std::collections::BTreeMap;

use platform::client::{Client, LimitMode, RetryPolicy, Server};
use platform::operations::LoginPassword;
use platform::types::{
    ClientPatch, ClientPatchName, Credentials, CustomData, CustomDataItem, Name, NewClient, ServiceUser,
};
use specwright_runtime::{Date, Presence, Secret};
use uuid::Uuid;

use crate::proxy::Watched;
use crate::report::Report;

/// The service user of the document.
fn service_user(password: &str) -> ServiceUser {
    ServiceUser { username: "service_user".to_owned(), password: Secret::new(password) }
}

pub(crate) async fn run(url: &str, report: &mut Report) {
    let builder = || {
        Client::builder(Server::custom(url))
            .transport(Watched::new(&report.found))
            .rate_limits(LimitMode::Off)
            .retry(RetryPolicy::none())
    };
    let stranger = builder().build().expect("it has all it needs");
    let client = builder().log_in(LoginPassword::new(service_user("xxxyyy"))).build().expect("it has all it needs");
    report.well("loginPassword", stranger.authentication().login_password(service_user("xxxyyy")).send().await);
    report.refused("loginPassword", 401, stranger.authentication().login_password(service_user("x")).send().await);

    let (accounts, sessions) = (client.client_account(), client.client_session());
    let email = format!("ada.{}@example.com", Uuid::new_v4().simple());
    let name = Name { middle_name: Presence::Value("King".to_owned()), ..Name::new("Ada", "Lovelace") };
    let data = [
        ("tier".to_owned(), CustomDataItem::String("gold".to_owned())),
        ("points".to_owned(), CustomDataItem::Number(12.5)),
        ("newsletter".to_owned(), CustomDataItem::Boolean(false)),
    ];
    let mut new = NewClient::new(Uuid::new_v4(), &email, name, "correct horse");
    new.phone_number = Presence::Value("+27761234567".to_owned());
    new.date_of_birth = Presence::from(Date::from_ymd_opt(1990, 2, 28));
    new.custom_data = Some(CustomData(BTreeMap::from(data)));
    let user = new.user_id;
    let token = report.well("signUpClient", accounts.sign_up_client(new.clone()).send().await);
    report.refused("signUpClient", 409, accounts.sign_up_client(new).send().await);
    report.well("getClient", accounts.get_client(user).send().await);
    report.refused("getClient", 404, accounts.get_client(Uuid::new_v4()).send().await);

    let credentials = |password: &str| Credentials { email: email.clone(), password: Secret::new(password) };
    let session = report.well("logInClient", sessions.log_in_client(credentials("correct horse")).send().await);
    report.refused("logInClient", 401, sessions.log_in_client(credentials("another")).send().await);
    let (Some(token), Some(session)) = (token, session) else { return };
    let patch = ClientPatch {
        name: Some(ClientPatchName { last_name: Some("Byron".to_owned()), ..ClientPatchName::default() }),
        phone_number: Presence::Null,
        custom_data: Presence::Value(BTreeMap::from([("tier".to_owned(), None)])),
        ..ClientPatch::default()
    };
    report.well("updateClient", accounts.update_client(user, &token.client_token, patch.clone()).send().await);
    report.refused("updateClient", 403, accounts.update_client(user, "of another", patch).send().await);
    report.well("listClientSessions", sessions.list(user, &session.client_token).send().await);
    report.refused("listClientSessions", 403, sessions.list(user, "of another").send().await);
    let end = || sessions.end(user, session.session_id, &token.client_token).send();
    report.well("endClientSession", end().await);
    report.refused("endClientSession", 404, end().await);
    let delete = || accounts.delete_client(user, &token.client_token).reason("moved away").send();
    report.well("deleteClient", delete().await);
    report.refused("deleteClient", 404, delete().await);
}
