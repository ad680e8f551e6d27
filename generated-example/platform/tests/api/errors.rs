//! Errors that the runtime answers, in the form of this API.

use platform::operations::{SignUpClientError, UpdateClientError};
use platform::runtime::StatusCode;
use platform::runtime::json::{self, Value};
use platform::types::{ClientPatch, Error, Errors};

use crate::loopback::{Loopback, new_client, service_user};

#[tokio::test]
async fn all_that_is_wrong_with_a_request_is_named() {
    let server = Loopback::start().await;
    let client = server.logged_in().build().unwrap();
    let mut new = new_client();
    new.name.first_name.clear();
    new.password = "short".into();
    new.phone_number = "0761234567".to_owned().into();
    let call = client.client_account().sign_up_client(new);
    assert_eq!(call.validate().unwrap_err().len(), 3, "it could be known before");

    let error = call.send().await.unwrap_err();
    let Some(SignUpClientError::BadRequest(Errors { errors })) = error.api() else { panic!("{error:?}") };
    let mut details: Vec<&str> = errors.iter().map(detail).collect();
    details.sort_unstable();
    assert_eq!(details.len(), 3, "{details:?}");
    assert!(details[0].starts_with("'name.first_name' "), "{details:?}");
    assert!(details[1].starts_with("'password' "), "{details:?}");
    assert!(details[2].starts_with("'phone_number' "), "{details:?}");
    assert!(!details[1].contains("short"), "a value is never quoted");
    for error in errors {
        assert_eq!((error.code.as_str(), error.status), ("errors.validation.value", 400));
    }
}

#[tokio::test]
async fn a_patch_changes_something() {
    let server = Loopback::start().await;
    let client = server.logged_in().build().unwrap();
    let user_id = new_client().user_id;
    let error = client.client_account().update_client(user_id, "any", ClientPatch::default()).send().await.unwrap_err();
    let Some(UpdateClientError::BadRequest(errors)) = error.api() else { panic!("{error:?}") };
    assert!(detail(&errors.errors[0]).starts_with("'body' "), "{errors:?}");
}

#[tokio::test]
async fn what_cannot_be_cleared_is_not_null() {
    let server = Loopback::start().await;
    let errors = patch(&server, r#"{"email": null, "name": {"last_name": null}, "phone_number": 7}"#).await;
    let mut details: Vec<&str> = errors.errors.iter().map(detail).collect();
    details.sort_unstable();
    assert_eq!(details.len(), 3, "{details:?}");
    assert!(details[0].starts_with("'email' "), "{details:?}");
    assert!(details[1].starts_with("'name.last_name' "), "{details:?}");
    assert!(details[2].starts_with("'phone_number' "), "{details:?}");
}

#[tokio::test]
async fn custom_data_is_held_against_its_constraints() {
    let server = Loopback::start().await;
    let long = "x".repeat(1001);
    let errors = patch(&server, &format!(r#"{{"custom_data": {{"note": "{long}", "list": [1]}}}}"#)).await;
    let mut details: Vec<&str> = errors.errors.iter().map(detail).collect();
    details.sort_unstable();
    assert_eq!(details.len(), 2, "{details:?}");
    assert!(details[0].starts_with("'custom_data.list' "), "{details:?}");
    assert!(details[1].starts_with("'custom_data.note' "), "{details:?}");
}

#[tokio::test]
async fn every_rejection_is_a_list_of_errors() {
    let server = Loopback::start().await;
    for (request, status, code) in [
        ("GET /v1/nothing HTTP/1.1", 404, "errors.path.not_found"),
        ("PUT /v1/client/signup HTTP/1.1", 405, "errors.request"),
        ("POST /v1/client/signup HTTP/1.1", 401, "errors.token.invalid"),
        ("GET /v1/client/x HTTP/1.1\r\nAuthorization: Bearer x", 401, "errors.token.invalid"),
        ("POST /v1/login/password HTTP/1.1\r\nContent-Type: text/xml\r\nContent-Length: 2", 415, "errors.request"),
        ("POST /v1/login/password HTTP/1.1\r\nContent-Length: 999999999", 413, "errors.body.too_large"),
    ] {
        let (head, body) = server.raw(&format!("{request}\r\nHost: api\r\nConnection: close\r\n\r\n{{}}")).await;
        assert!(head.starts_with(&format!("HTTP/1.1 {status} ")), "{request}: {head}");
        assert!(head.to_ascii_lowercase().contains("content-type: application/json"), "{request}: {head}");
        let body: Value = json::from_slice(body.as_bytes()).unwrap();
        let errors = body.get("errors").and_then(Value::as_array).unwrap();
        assert_eq!(errors[0].get("code").and_then(Value::as_str), Some(code), "{request}");
        assert_eq!(errors[0].get("status").and_then(Value::as_i64), Some(status), "{request}");
        for name in ["id", "title", "detail"] {
            assert!(errors[0].get(name).is_some(), "{request}: {name}");
        }
    }
}

#[tokio::test]
async fn a_token_that_is_refused_comes_with_a_challenge() {
    let server = Loopback::start().await;
    let request = "GET /v1/client/x HTTP/1.1\r\nHost: api\r\nConnection: close\r\nAuthorization: Bearer x.y.z\r\n\r\n";
    let (head, _) = server.raw(request).await;
    assert!(head.contains("www-authenticate: Bearer realm=\"api\", error=\"invalid_token\""), "{head}");
}

fn detail(error: &Error) -> &str {
    error.detail.as_ref().value().unwrap()
}

/// Sends a patch as no typed client would, and gives the errors.
async fn patch(server: &Loopback, body: &str) -> Errors {
    let client = server.client().build().unwrap();
    let token = client.authentication().login_password(service_user()).send().await.unwrap().api_token;
    let request = format!(
        "PATCH /v1/client/{} HTTP/1.1\r\nHost: api\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
         Client-Token: any\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        new_client().user_id,
        body.len()
    );
    let (head, body) = server.raw(&request).await;
    assert!(head.starts_with(&format!("HTTP/1.1 {} ", StatusCode::BAD_REQUEST.as_str())), "{head} {body}");
    errors_of(&body)
}

/// Reads errors without the types of the client.
fn errors_of(body: &str) -> Errors {
    let body: Value = json::from_slice(body.as_bytes()).unwrap();
    let text = |error: &Value, name| error.get(name).and_then(Value::as_str).unwrap().to_owned();
    let errors = body.get("errors").and_then(Value::as_array).unwrap();
    let errors = errors.iter().map(|error| {
        let id = text(error, "id").parse().unwrap();
        let mut read = Error::new(id, text(error, "title"), text(error, "code"), 400);
        read.detail = text(error, "detail").into();
        read
    });
    Errors { errors: errors.collect() }
}
