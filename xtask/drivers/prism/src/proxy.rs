//! What the proxy says of what goes through it.

use std::sync::{Arc, Mutex};

use specwright_runtime::client::{ReqwestTransport, Sending, Transport, TransportError, TransportErrorKind};
use specwright_runtime::{Body, Bytes};

/// What the problems that the proxy answers by itself have as their type.
const MARK: &str = "stoplight.io/prism/errors";

/// Its field for what it lets through and finds wrong all the same.
const VIOLATIONS: &str = "sl-violations";

/// No problem is longer.
const LIMIT: usize = 1 << 20;

/// A transport that keeps what the proxy finds wrong. Clones share it.
#[derive(Clone)]
pub(crate) struct Watched {
    inner: ReqwestTransport,
    found: Found,
}

/// What was found since the last time.
#[derive(Clone, Default)]
pub(crate) struct Found(Arc<Mutex<Vec<String>>>);

impl Found {
    fn add(&self, what: String) {
        self.0.lock().expect("no panic while it is held").push(what);
    }

    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.0.lock().expect("no panic while it is held"))
    }
}

impl Watched {
    pub(crate) fn new(found: &Found) -> Self {
        Self { inner: ReqwestTransport::standard().expect("its certificates can be read"), found: found.clone() }
    }
}

impl Transport for Watched {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        Box::pin(async move {
            let response = self.inner.send(request).await?;
            if let Some(violations) = response.headers().get(VIOLATIONS) {
                self.found.add(String::from_utf8_lossy(violations.as_bytes()).into_owned());
            }
            if !response.status().is_client_error() && !response.status().is_server_error() {
                return Ok(response);
            }
            let (parts, body) = response.into_parts();
            let bytes = match body {
                Body::Empty => Bytes::new(),
                Body::Bytes(bytes) => bytes,
                Body::Stream(stream) => {
                    let bytes = stream.collect(LIMIT).await;
                    bytes.map_err(|error| TransportError::new(TransportErrorKind::Interrupted, error))?
                }
            };
            let text = String::from_utf8_lossy(&bytes);
            if text.contains(MARK) {
                self.found.add(text.into_owned());
            }
            Ok(http::Response::from_parts(parts, Body::Bytes(bytes)))
        })
    }
}
