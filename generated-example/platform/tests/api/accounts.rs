//! Clients sign up, are edited and deleted.

use platform::client::Error;
use platform::operations::{DeleteClientError, GetClientError, SignUpClientError, UpdateClientError};
use platform::runtime::{Date, Presence, Secret, StatusCode};
use platform::types::{
    ClientModelStatus, ClientPatch, ClientPatchCustomDataItem as Change, ClientPatchName, Credentials, CustomData,
    CustomDataItem,
};

use crate::loopback::{Loopback, new_client};

#[tokio::test]
async fn who_signs_up_can_be_read() {
    let server = Loopback::start().await;
    let client = server.logged_in().build().unwrap();
    let mut new = new_client();
    new.phone_number = "+27761234567".to_owned().into();
    new.date_of_birth = Date::from_ymd_opt(1990, 2, 28).unwrap().into();
    let data = [
        ("loyalty_tier".to_owned(), CustomDataItem::String("gold".to_owned())),
        ("newsletter".to_owned(), CustomDataItem::Boolean(true)),
        ("points".to_owned(), CustomDataItem::Number(1250.0)),
    ];
    new.custom_data = Some(CustomData(data.into()));

    let token = client.client_account().sign_up_client(new.clone()).send().await.unwrap();
    assert_eq!(token.client_token.len(), 64);

    let reply = client.client_account().get_client(new.user_id).reply().await.unwrap();
    assert_eq!(reply.status, StatusCode::OK);
    let read = reply.body;
    assert_eq!(read.user_id, new.user_id);
    assert_eq!(read.email, new.email);
    assert_eq!(read.name.first_name, "new");
    assert_eq!(read.name.middle_name, Presence::Absent);
    assert_eq!(read.phone_number, new.phone_number);
    assert_eq!(read.date_of_birth, new.date_of_birth);
    assert_eq!(read.custom_data, new.custom_data);
    assert_eq!(read.status, ClientModelStatus::Active);
    assert_eq!(read.last_login_at, Presence::Null);
    assert_eq!(read.created_at.timestamp(), 1_767_225_600);
}

#[tokio::test]
async fn who_signs_up_twice_is_told_so() {
    let server = Loopback::start().await;
    let client = server.logged_in().build().unwrap();
    client.client_account().sign_up_client(new_client()).send().await.unwrap();

    let mut other = new_client();
    other.user_id = uuid::Uuid::new_v4();
    for (new, code) in [(new_client(), "errors.conflict.user_id"), (other, "errors.conflict.email")] {
        let error = client.client_account().sign_up_client(new).send().await.unwrap_err();
        assert_eq!(error.status(), Some(StatusCode::CONFLICT));
        let Some(SignUpClientError::Conflict(errors)) = error.api() else { panic!("{error:?}") };
        assert_eq!(errors.errors.len(), 1);
        assert_eq!(errors.errors[0].code, code);
        assert_eq!(errors.errors[0].status, 409);
    }
}

#[tokio::test]
async fn null_clears_and_absent_leaves_unchanged() {
    let server = Loopback::start().await;
    let client = server.logged_in().build().unwrap();
    let mut new = new_client();
    new.phone_number = "+27761234567".to_owned().into();
    new.date_of_birth = Date::from_ymd_opt(1990, 2, 28).unwrap().into();
    new.name.middle_name = "loyal".to_owned().into();
    let data = ["loyalty_tier", "region"].map(|name| (name.to_owned(), CustomDataItem::String("x".to_owned())));
    new.custom_data = Some(CustomData(data.into()));
    let user_id = new.user_id;
    let token = client.client_account().sign_up_client(new).send().await.unwrap().client_token;
    let update = |patch| client.client_account().update_client(user_id, &token, patch);

    // A value replaces, null clears, the rest stays.
    let patch = ClientPatch {
        phone_number: Presence::Null,
        email: Some("customer@client.com".to_owned()),
        name: Some(ClientPatchName { last_name: Some("customer".to_owned()), ..ClientPatchName::default() }),
        custom_data: Presence::Value(
            [("loyalty_tier".to_owned(), None), ("points".to_owned(), Some(Change::Number(7.5)))].into(),
        ),
        ..ClientPatch::default()
    };
    let edited = update(patch).send().await.unwrap();
    assert_eq!(edited.phone_number, Presence::Null);
    assert_eq!(edited.email, "customer@client.com");
    assert_eq!(edited.name.first_name, "new");
    assert_eq!(edited.name.middle_name, Presence::Value("loyal".to_owned()));
    assert_eq!(edited.name.last_name, "customer");
    assert_eq!(edited.date_of_birth, Presence::Value(Date::from_ymd_opt(1990, 2, 28).unwrap()));
    let custom_data = edited.custom_data.clone().unwrap();
    assert_eq!(custom_data.keys().collect::<Vec<_>>(), ["points", "region"]);
    assert_eq!(custom_data["points"], CustomDataItem::Number(7.5));

    // Null for all of the custom data, and for a part of the name.
    let name = ClientPatchName { middle_name: Presence::Null, ..ClientPatchName::default() };
    let patch = ClientPatch { custom_data: Presence::Null, name: Some(name), ..ClientPatch::default() };
    let cleared = update(patch).send().await.unwrap();
    assert_eq!(cleared.custom_data, Some(CustomData::default()));
    assert_eq!(cleared.name.middle_name, Presence::Null);
    assert_eq!((cleared.email, cleared.phone_number), (edited.email, edited.phone_number));

    // What was edited is what is read.
    let read = client.client_account().get_client(user_id).send().await.unwrap();
    assert_eq!(read.name, cleared.name);
}

#[tokio::test]
async fn a_new_password_is_the_one_to_log_in_with() {
    let server = Loopback::start().await;
    let client = server.logged_in().build().unwrap();
    let new = new_client();
    let token = client.client_account().sign_up_client(new.clone()).send().await.unwrap().client_token;
    let patch = ClientPatch { password: Some(Secret::new("another one")), ..ClientPatch::default() };
    client.client_account().update_client(new.user_id, token, patch).send().await.unwrap();

    let log_in = |password: &str| {
        client.client_session().log_in_client(Credentials { email: new.email.clone(), password: password.into() })
    };
    assert_eq!(log_in("new_client").send().await.unwrap_err().status(), Some(StatusCode::UNAUTHORIZED));
    assert_eq!(log_in("another one").send().await.unwrap().client.user_id, new.user_id);
}

#[tokio::test]
async fn the_email_address_of_another_client_is_refused_and_nothing_is_edited() {
    let server = Loopback::start().await;
    let client = server.logged_in().build().unwrap();
    client.client_account().sign_up_client(new_client()).send().await.unwrap();
    let mut other = new_client();
    other.user_id = uuid::Uuid::new_v4();
    other.email = "other@client.com".to_owned();
    let token = client.client_account().sign_up_client(other.clone()).send().await.unwrap().client_token;

    let patch = ClientPatch {
        email: Some("New_Client@client.com".to_owned()),
        phone_number: "+27761234567".to_owned().into(),
        ..ClientPatch::default()
    };
    let error = client.client_account().update_client(other.user_id, token, patch).send().await.unwrap_err();
    assert!(matches!(error.api(), Some(UpdateClientError::Conflict(_))), "{error:?}");
    let read = client.client_account().get_client(other.user_id).send().await.unwrap();
    assert_eq!((read.email.as_str(), read.phone_number), ("other@client.com", Presence::Null));
}

#[tokio::test]
async fn only_the_clients_own_token_edits_and_deletes() {
    let server = Loopback::start().await;
    let client = server.logged_in().build().unwrap();
    let user_id = new_client().user_id;
    client.client_account().sign_up_client(new_client()).send().await.unwrap();

    let patch = ClientPatch { phone_number: Presence::Null, ..ClientPatch::default() };
    let error = client.client_account().update_client(user_id, "another", patch).send().await.unwrap_err();
    assert!(matches!(error.api(), Some(UpdateClientError::Forbidden(_))), "{error:?}");
    let error = client.client_account().delete_client(user_id, "another").send().await.unwrap_err();
    let Some(DeleteClientError::Forbidden(errors)) = error.api() else { panic!("{error:?}") };
    assert_eq!(errors.errors[0].code, "errors.forbidden.client_token");
    client.client_account().get_client(user_id).send().await.unwrap();
}

#[tokio::test]
async fn who_is_deleted_is_gone_but_for_the_user_id() {
    let server = Loopback::start().await;
    let client = server.logged_in().build().unwrap();
    let user_id = new_client().user_id;
    let token = client.client_account().sign_up_client(new_client()).send().await.unwrap().client_token;
    let reply = client.client_account().delete_client(user_id, token).reason("No longer needed").reply().await.unwrap();
    assert_eq!(reply.status, StatusCode::NO_CONTENT);

    let error = client.client_account().get_client(user_id).send().await.unwrap_err();
    assert!(matches!(&error, Error::Api(reply) if matches!(reply.body, GetClientError::NotFound(_))), "{error:?}");
    let error = client.client_account().sign_up_client(new_client()).send().await.unwrap_err();
    assert!(matches!(error.api(), Some(SignUpClientError::Conflict(_))), "{error:?}");
}
