//! Forms in the body.

use showcase::operations::{CreateSession, CreateSessionError};
use showcase::runtime::StatusCode;
use showcase::types::{CreateSessionBody, CreateSessionBodyScopeItem as Scope, ProblemModel};

use crate::loopback::{AWKWARD, Loopback};

#[tokio::test]
async fn every_field_of_a_form_travels() {
    let server = Loopback::start().await;
    let client = server.anonymous().build().unwrap();
    for text in AWKWARD {
        let mut body = CreateSessionBody::new(text, text);
        body.scope = Some(vec![Scope::Write, Scope::Read]);
        let token = client.session().create(body.clone()).send().await.unwrap();
        assert_eq!(server.echo.seen::<CreateSession>(), CreateSession::new(body), "{text:?}");
        assert_eq!((token.token, token.expires_in), (format!("token of {text}"), 3600));
    }
}

#[tokio::test]
async fn a_form_is_read_as_browsers_write_it() {
    let server = Loopback::start().await;
    let head = "POST /session HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded; charset=utf-8";
    let answer = server.raw(head, "user=Ada+L%C3%B6velace&password=a%2Bb&scope=read&scope=write").await;
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    let mut body = CreateSessionBody::new("Ada Lövelace", "a+b");
    body.scope = Some(vec![Scope::Read, Scope::Write]);
    assert_eq!(server.echo.seen::<CreateSession>().body, body);

    let answer = server.raw(head, "user=&scope=all").await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    for pointer in ["#/user", "#/password", "#/scope"] {
        assert!(answer.contains(&format!("\"pointer\":\"{pointer}\"")), "{pointer}: {answer}");
    }
}

#[tokio::test]
async fn a_login_that_fails_says_so_by_its_type() {
    let server = Loopback::start().await;
    let body = ProblemModel { detail: Some("Who?".to_owned()), ..ProblemModel::default() };
    server.echo.answer_next::<CreateSession>(Err(CreateSessionError::Unauthorized(body.clone())));
    let client = server.anonymous().build().unwrap();
    let error = client.session().create(CreateSessionBody::new("ada", "no")).send().await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::UNAUTHORIZED));
    assert!(matches!(error.into_api(), Ok(CreateSessionError::Unauthorized(answered)) if answered == body));
}
