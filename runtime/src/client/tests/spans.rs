//! What is logged of a call, and what is not.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::HeaderMap;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::server::{Server, answer, get, post, start};
use crate::body::Body;
use crate::client::{CallOptions, Credential, Expires, TokenFlow};
use crate::clock::ManualClock;
use crate::operation::{OperationSpec, SchemeKind, Security, SecurityScheme};
use crate::request::EncodedRequest;

static BEARER: SecurityScheme = SecurityScheme { name: "Bearer", kind: SchemeKind::Bearer };
static KEY: SecurityScheme = SecurityScheme { name: "Key", kind: SchemeKind::QueryKey("key") };
static LOGIN: OperationSpec = post("login", "/login");
static FIND: OperationSpec =
    get("find", "/people/{name}").security(&[&[Security::new(&BEARER, &[]), Security::new(&KEY, &[])]]);
static FLOW: TokenFlow = TokenFlow {
    obtain: &LOGIN,
    access: "/token",
    refresh: None,
    refresh_expires: None,
    renew: None,
    expires: Expires::Unknown,
};

/// Keeps all that is recorded, as text.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Visit for Log {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.lock().unwrap().push(format!("{field}={value:?}"));
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("specwright_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn a_span_tells_the_operation_and_its_outcome_but_no_value() {
    let log = Log::default();
    let _guard = tracing::subscriber::set_default(log.clone());
    let server = Server::new(|request| match request.uri().path() {
        "/base/login" => answer(200, r#"{"token":"t0ken"}"#),
        _ => answer(503, "s3rver"),
    });
    let login = EncodedRequest {
        method: LOGIN.method(),
        target: "/login".to_owned(),
        headers: HeaderMap::new(),
        body: Body::Bytes(Bytes::from_static(b"passw0rd")),
    };
    let client = server
        .client(&ManualClock::automatic(start()))
        .credential(&BEARER, Credential::Flow(&FLOW, login))
        .credential(&KEY, Credential::Key("k3y".into()))
        .build()
        .unwrap();
    let target = "/people/4da?born=1815".to_owned();
    let request = EncodedRequest { method: FIND.method(), target, headers: HeaderMap::new(), body: Body::Empty };
    client.send(&FIND, request, &CallOptions::new()).await.unwrap();
    let log = log.0.lock().unwrap().join("\n");
    for told in [
        "operation=\"find\"",
        "method=\"GET\"",
        "path=\"/people/{name}\"",
        "status=503",
        "attempts=3",
        "operation=\"login\"",
    ] {
        assert!(log.contains(told), "{told} is not in\n{log}");
    }
    for kept in ["t0ken", "passw0rd", "k3y", "4da", "1815", "s3rver"] {
        assert!(!log.contains(kept), "{kept} is in\n{log}");
    }
}
