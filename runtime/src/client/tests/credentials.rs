//! Which credentials go with which request.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use http::HeaderValue;

use super::server::{OK, Server, answer, bearer, get, plain, start, status};
use crate::client::{CallOptions, Credential, Obtaining, Token, TokenSource};
use crate::clock::ManualClock;
use crate::operation::{OperationSpec, SchemeKind, Security, SecurityScheme};

static BEARER: SecurityScheme = SecurityScheme { name: "Bearer", kind: SchemeKind::Bearer };
static LIST: OperationSpec = get("list", "/list").security(&[&[Security::new(&BEARER, &[])]]);

fn clock() -> ManualClock {
    ManualClock::automatic(start())
}

#[tokio::test]
async fn a_missing_credential_is_named() {
    let server = Server::new(|_| answer(200, ""));
    let client = server.client(&clock()).build().unwrap();
    let error = client.send(&LIST, plain(&LIST), &CallOptions::new()).await.err().unwrap();
    assert_eq!(error.to_string(), "`list` needs a credential for `Bearer`; give it to the builder of the client");
    assert_eq!(server.paths(), [""; 0]);
}

#[tokio::test]
async fn the_first_alternative_that_can_be_met_is_taken() {
    static KEY: SecurityScheme = SecurityScheme { name: "Key", kind: SchemeKind::HeaderKey("X-Key") };
    static BASIC: SecurityScheme = SecurityScheme { name: "Basic", kind: SchemeKind::Basic };
    static EITHER: OperationSpec = get("either", "/either").security(&[
        &[],
        &[Security::new(&KEY, &[]), Security::new(&BEARER, &[])],
        &[Security::new(&BASIC, &[])],
    ]);
    static OPEN: OperationSpec = get("open", "/open");
    let server = Server::new(|_| answer(200, ""));
    let builder = || server.client(&clock()).credential(&KEY, Credential::Key("k".into()));
    let basic = Credential::Basic { user: "u".to_owned(), password: "p".into() };
    for client in [
        builder().build().unwrap(),
        builder().credential(&BASIC, basic).build().unwrap(),
        builder().credential(&BEARER, Credential::Token("t".into())).build().unwrap(),
    ] {
        status(&client, &EITHER).await;
        status(&client, &OPEN).await;
    }
    let seen = server.asked(|request| {
        let header = |name| request.headers().get(name).map(|value: &HeaderValue| value.to_str().unwrap().to_owned());
        (header("authorization"), header("x-key"))
    });
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        seen,
        [
            (None, None),
            (None, None),
            (some("Basic dTpw"), None),
            (None, None),
            (some("Bearer t"), some("k")),
            (None, None)
        ]
    );
}

#[tokio::test]
async fn a_source_of_tokens_is_asked_anew_when_its_token_is_refused() {
    struct Vault(AtomicU32);
    impl TokenSource for Vault {
        fn token(&self) -> Obtaining<'_> {
            let number = self.0.fetch_add(1, Ordering::SeqCst) + 1;
            Box::pin(async move { Ok(Token::new(format!("vault-{number}"))) })
        }
    }
    let server = Server::new(|request| answer(if bearer(request) == Some("vault-2") { 200 } else { 401 }, ""));
    let vault = Credential::Source(Arc::new(Vault(AtomicU32::new(0))));
    let client = server.client(&clock()).credential(&BEARER, vault).build().unwrap();
    assert_eq!(status(&client, &LIST).await, OK);
    assert_eq!(status(&client, &LIST).await, OK);
    assert_eq!(server.paths().len(), 3);
}
