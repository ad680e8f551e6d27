//! A server and a client of it, over loopback.

use std::collections::HashMap;
use std::sync::Arc;

use specwright_runtime::Secret;
use specwright_runtime::client::{Client, ClientBuilder, Credential, LimitMode, RetryPolicy};
use specwright_runtime::operation::{SchemeKind, SecurityScheme};
use specwright_runtime::server::{AuthError, Authenticate, Presented, RateLimits, Routes, ServerOptions, serve};

use crate::probe::{Probe, Stage};

/// Whoever presents anything may call.
struct Anyone;

impl Authenticate for Anyone {
    type Principal = ();

    async fn authenticate(&self, _: Presented<'_>) -> Result<(), AuthError> {
        Ok(())
    }
}

/// A server that answers what is staged, on a port of its own.
pub(crate) async fn server(probes: &[Probe], stage: Arc<Stage>) -> String {
    let options = ServerOptions::new().rate_limits(RateLimits::Off).body_limit(64 << 20);
    let mut routes = Routes::new(stage, Anyone, options);
    for probe in probes {
        (probe.add)(&mut routes);
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let router = routes.into_router();
    tokio::spawn(async move { serve(listener, router, std::future::pending()).await });
    format!("http://{address}")
}

/// A client with a credential for each scheme.
pub(crate) fn client(url: &str, probes: &[Probe]) -> Client {
    let mut schemes: HashMap<&str, &'static SecurityScheme> = HashMap::new();
    for security in probes.iter().flat_map(|probe| probe.spec.security).flat_map(|all| all.iter()) {
        schemes.insert(security.scheme.name, security.scheme);
    }
    let mut builder = ClientBuilder::new(url).retry(RetryPolicy::none()).rate_limits(LimitMode::Off);
    for scheme in schemes.into_values() {
        let secret = Secret::new("s3cret");
        let credential = match scheme.kind {
            SchemeKind::Basic => Credential::Basic { user: "user".to_owned(), password: secret },
            SchemeKind::Bearer | SchemeKind::Http(_) => Credential::Token(secret),
            _ => Credential::Key(secret),
        };
        builder = builder.credential(scheme, credential);
    }
    builder.build().expect("a client of loopback")
}
