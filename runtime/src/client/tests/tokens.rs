//! One renewal however many wait, one replay, and what happens when a renewal fails.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bytes::Bytes;
use http::{HeaderMap, HeaderValue};
use tokio::sync::Semaphore;

use super::server::{OK, Outcome, Request, Server, answer, bearer, get, plain, post, start, status};
use crate::body::{Body, ByteStream};
use crate::client::{AuthError, CallOptions, Client, Credential, Expires, Renew, SendError, TokenFlow};
use crate::clock::{Clock as _, ManualClock};
use crate::operation::{OperationSpec, SchemeKind, Security, SecurityScheme};
use crate::request::EncodedRequest;
use crate::secret::Secret;

static BEARER: SecurityScheme = SecurityScheme { name: "Bearer", kind: SchemeKind::Bearer };
static LOGIN: OperationSpec = post("createToken", "/auth");
static REFRESH: OperationSpec = post("refreshToken", "/auth/refresh");
static LIST: OperationSpec = get("list", "/list").security(&[&[Security::new(&BEARER, &[])]]);
static OTHER: OperationSpec = get("other", "/other").security(&[&[Security::new(&BEARER, &[])]]);
static UPLOAD: OperationSpec = post("upload", "/upload").security(&[&[Security::new(&BEARER, &[])]]);
static FLOW: TokenFlow = TokenFlow {
    obtain: &LOGIN,
    access: "/token",
    refresh: Some("/refreshToken"),
    refresh_expires: Some("/refreshTokenExpiryTime"),
    renew: Some(Renew {
        operation: &REFRESH,
        access: Some("/token"),
        refresh: Some("/refreshToken"),
        headers: &["Tenant"],
    }),
    expires: Expires::Jwt,
};

/// The tokens a server has given: number n is good until the next is given or it expires.
#[derive(Clone)]
struct Issuer {
    clock: ManualClock,
    given: Arc<AtomicU32>,
    refuses_refresh: bool,
}

impl Issuer {
    fn new(clock: &ManualClock) -> Self {
        Self { clock: clock.clone(), given: Arc::default(), refuses_refresh: false }
    }

    /// A token for ten minutes, and a refresh token for an hour.
    fn give(&self) -> Outcome {
        let number = self.given.fetch_add(1, Ordering::SeqCst) + 1;
        let now = self.clock.utc();
        let claims = format!(r#"{{"jti":"{number}","exp":{}}}"#, now.timestamp() + 600);
        let refresh_expires = (now + chrono::Duration::hours(1)).to_rfc3339();
        answer(
            200,
            &format!(
                r#"{{"token":"e30.{}.c2ln","refreshToken":"refresh-{number}","refreshTokenExpiryTime":"{refresh_expires}"}}"#,
                URL_SAFE_NO_PAD.encode(claims)
            ),
        )
    }

    fn accepts(&self, token: Option<&str>) -> bool {
        let payload = token.and_then(|token| token.split('.').nth(1)).unwrap_or_default();
        let claims = String::from_utf8(URL_SAFE_NO_PAD.decode(payload).unwrap()).unwrap();
        let given = self.given.load(Ordering::SeqCst);
        let expires: i64 =
            claims.split("\"exp\":").nth(1).and_then(|rest| rest.trim_end_matches('}').parse().ok()).unwrap_or(0);
        claims.contains(&format!(r#""jti":"{given}""#)) && self.clock.utc().timestamp() < expires
    }

    /// Revokes the token that is in use.
    fn revoke(&self) {
        self.given.fetch_add(1, Ordering::SeqCst);
    }

    fn answer(&self, request: &Request) -> Outcome {
        match request.uri().path() {
            "/base/auth" => match request.headers().get("tenant") {
                Some(tenant) if tenant == "acme" => self.give(),
                _ => answer(401, r#"{"title":"unknown tenant"}"#),
            },
            "/base/auth/refresh" if self.refuses_refresh => answer(401, "{}"),
            "/base/auth/refresh" => self.give(),
            _ if self.accepts(bearer(request)) => answer(200, "{}"),
            _ => answer(401, "{}"),
        }
    }

    fn server(self) -> Server {
        Server::new(move |request| self.answer(request))
    }
}

fn login(tenant: &'static str) -> EncodedRequest {
    let headers = HeaderMap::from_iter([(http::HeaderName::from_static("tenant"), HeaderValue::from_static(tenant))]);
    let body = Body::Bytes(Bytes::from_static(br#"{"email":"a@b.c","password":"hunter2"}"#));
    EncodedRequest { headers, body, ..plain(&LOGIN) }
}

fn client(server: &Server, clock: &ManualClock) -> Client {
    server.client(clock).credential(&BEARER, Credential::Flow(&FLOW, login("acme"))).build().unwrap()
}

fn clock() -> ManualClock {
    ManualClock::automatic(start())
}

async fn many(client: &Client, count: usize) -> Vec<u16> {
    let calls: Vec<_> = (0..count)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { status(&client, &LIST).await })
        })
        .collect();
    let mut statuses = Vec::new();
    for call in calls {
        statuses.push(call.await.unwrap());
    }
    statuses
}

fn count(paths: &[String], path: &str) -> usize {
    paths.iter().filter(|asked| *asked == path).count()
}

#[tokio::test]
async fn two_hundred_calls_log_in_once() {
    let clock = clock();
    let server = Issuer::new(&clock).server();
    assert_eq!(many(&client(&server, &clock), 200).await, [OK; 200]);
    assert_eq!(count(&server.paths(), "/auth"), 1);
    assert_eq!(server.paths().len(), 201);
}

#[tokio::test]
async fn a_token_that_expires_is_renewed_once_before_it_does() {
    let clock = clock();
    let server = Issuer::new(&clock).server();
    let client = client(&server, &clock);
    assert_eq!(many(&client, 1).await, [OK]);
    clock.advance(Duration::from_secs(569));
    assert_eq!(many(&client, 1).await, [OK]);
    assert_eq!(count(&server.paths(), "/auth/refresh"), 0);
    clock.advance(Duration::from_secs(1));
    assert_eq!(many(&client, 200).await, [OK; 200]);
    let paths = server.paths();
    assert_eq!((count(&paths, "/auth"), count(&paths, "/auth/refresh"), count(&paths, "/list")), (1, 1, 202));
}

/// Two hundred calls are on their way when the server stops accepting the token that all of them hold.
#[tokio::test]
async fn two_hundred_refused_calls_renew_once_and_are_replayed_once() {
    let clock = clock();
    let issuer = Issuer::new(&clock);
    let gate = Arc::new(Semaphore::new(1));
    let server = Server::slow({
        let (issuer, gate) = (issuer.clone(), gate.clone());
        move |request| {
            let (issuer, gate) = (issuer.clone(), gate.clone());
            async move {
                if request.uri().path() == "/base/list" {
                    let _open = gate.acquire().await.unwrap();
                    return issuer.answer(&request);
                }
                issuer.answer(&request)
            }
        }
    });
    let client = client(&server, &clock);
    assert_eq!(many(&client, 1).await, [OK]);
    gate.forget_permits(1);
    let calls = tokio::spawn({
        let client = client.clone();
        async move { many(&client, 200).await }
    });
    while server.paths().len() < 202 {
        tokio::task::yield_now().await;
    }
    issuer.revoke();
    gate.add_permits(200);
    assert_eq!(calls.await.unwrap(), [OK; 200]);
    let paths = server.paths();
    assert_eq!((count(&paths, "/auth"), count(&paths, "/auth/refresh"), count(&paths, "/list")), (1, 1, 401));
}

#[tokio::test]
async fn the_renewal_goes_on_when_the_call_that_began_it_is_cancelled() {
    let clock = clock();
    let issuer = Issuer::new(&clock);
    let gate = Arc::new(Semaphore::new(0));
    let server = Server::slow({
        let gate = gate.clone();
        move |request| {
            let (issuer, gate) = (issuer.clone(), gate.clone());
            async move {
                if request.uri().path() == "/base/auth" {
                    let _open = gate.acquire().await.unwrap();
                }
                issuer.answer(&request)
            }
        }
    });
    let client = client(&server, &clock);
    let leader = tokio::spawn({
        let client = client.clone();
        async move { status(&client, &LIST).await }
    });
    while server.paths().is_empty() {
        tokio::task::yield_now().await;
    }
    let follower = tokio::spawn({
        let client = client.clone();
        async move { status(&client, &OTHER).await }
    });
    tokio::task::yield_now().await;
    leader.abort();
    assert!(leader.await.unwrap_err().is_cancelled());
    gate.add_permits(1);
    assert_eq!(follower.await.unwrap(), OK);
    assert_eq!(server.paths(), ["/auth", "/other"]);
}

#[tokio::test]
async fn the_renewal_carries_both_tokens_and_the_tenant() {
    let clock = clock();
    let issuer = Issuer::new(&clock);
    let server = issuer.clone().server();
    let client = client(&server, &clock);
    many(&client, 1).await;
    clock.advance(Duration::from_secs(570));
    many(&client, 1).await;
    let renewals = server.asked(|request| {
        let tenant = request.headers().get("tenant").map(|tenant| tenant.to_str().unwrap().to_owned());
        let body = String::from_utf8(request.body().to_vec()).unwrap();
        (request.uri().path().to_owned(), tenant, body, bearer(request).map(ToOwned::to_owned))
    });
    let (path, tenant, body, bearer) = &renewals[2];
    assert_eq!(path, "/base/auth/refresh");
    assert_eq!(tenant.as_deref(), Some("acme"));
    assert!(body.starts_with(r#"{"token":"e30."#) && body.ends_with(r#","refreshToken":"refresh-1"}"#), "{body}");
    assert_eq!(*bearer, None);
}

#[tokio::test]
async fn a_refused_refresh_token_means_to_log_in_again() {
    let clock = clock();
    let server = Issuer { refuses_refresh: true, ..Issuer::new(&clock) }.server();
    let client = client(&server, &clock);
    many(&client, 1).await;
    clock.advance(Duration::from_secs(570));
    assert_eq!(many(&client, 50).await, [OK; 50]);
    assert_eq!(server.paths()[..4], ["/auth", "/list", "/auth/refresh", "/auth"]);
    assert_eq!(count(&server.paths(), "/auth"), 2);
}

#[tokio::test]
async fn an_expired_refresh_token_is_not_sent() {
    let clock = clock();
    let server = Issuer::new(&clock).server();
    let client = client(&server, &clock);
    many(&client, 1).await;
    clock.advance(Duration::from_hours(1));
    assert_eq!(many(&client, 1).await, [OK]);
    assert_eq!(server.paths(), ["/auth", "/list", "/auth", "/list"]);
}

#[tokio::test]
async fn a_call_is_replayed_once_only() {
    let clock = clock();
    let issuer = Issuer::new(&clock);
    let server =
        Server::new(
            move |request| {
                if request.uri().path() == "/base/list" { answer(401, "") } else { issuer.answer(request) }
            },
        );
    let client = client(&server, &clock);
    assert_eq!(status(&client, &LIST).await, 401);
    assert_eq!(server.paths(), ["/auth", "/list", "/auth/refresh", "/list"]);
}

#[tokio::test]
async fn a_stream_is_not_replayed_but_the_token_is_given_up() {
    let clock = clock();
    let issuer = Issuer::new(&clock);
    let server = issuer.clone().server();
    let client = client(&server, &clock);
    many(&client, 1).await;
    issuer.revoke();
    let chunks = futures_util::stream::iter([Ok(Bytes::from_static(b"abc"))]);
    let request = EncodedRequest { body: Body::Stream(ByteStream::new(chunks)), ..plain(&UPLOAD) };
    let (refused, _, _) = client.send(&UPLOAD, request, &CallOptions::new()).await.unwrap();
    assert_eq!(refused, 401);
    assert_eq!(many(&client, 1).await, [OK]);
    assert_eq!(server.paths(), ["/auth", "/list", "/upload", "/auth/refresh", "/list"]);
}

#[tokio::test]
async fn a_refused_login_reaches_all_who_wait_and_is_tried_anew_later() {
    let clock = clock();
    let server = Issuer::new(&clock).server();
    let client = server.client(&clock).credential(&BEARER, Credential::Flow(&FLOW, login("nobody"))).build().unwrap();
    for _ in 0..2 {
        match client.send(&LIST, plain(&LIST), &CallOptions::new()).await {
            Err(SendError::Auth(AuthError::Refused(refusal))) => {
                assert_eq!(refusal.status, 401);
                assert_eq!(refusal.body, r#"{"title":"unknown tenant"}"#);
            }
            other => panic!("{:?}", other.map(|(status, ..)| status)),
        }
    }
    assert_eq!(server.paths(), ["/auth", "/auth"]);
}

#[tokio::test]
async fn a_login_without_a_token_in_its_reply_says_where_it_was_looked_for() {
    let clock = clock();
    let server = Server::new(|_| answer(200, r#"{"access":"x"}"#));
    let client = client(&server, &clock);
    let error = client.send(&LIST, plain(&LIST), &CallOptions::new()).await.err().unwrap();
    assert_eq!(error.to_string(), "the reply of `createToken` has no token at `/token`");
}

#[test]
fn nothing_secret_shows() {
    let server = Server::new(|_| answer(200, ""));
    let builder = server.client(&clock()).credential(&BEARER, Credential::Flow(&FLOW, login("acme")));
    let shown = format!("{builder:?} {:?}", builder_credential());
    let client = builder.build().unwrap();
    let shown = format!("{shown} {client:?}");
    assert!(!shown.contains("hunter2") && !shown.contains("a@b.c"), "{shown}");
    assert!(shown.contains("http://api.test/base"));
}

fn builder_credential() -> Credential {
    Credential::Token(Secret::new("hunter2"))
}
