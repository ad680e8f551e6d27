//! What went over the wire, as it went.

use std::sync::{Arc, Mutex};

use driver::exchange::{Exchange, header_values};
use specwright_runtime::client::{ReqwestTransport, Sending, Transport, TransportError, TransportErrorKind};
use specwright_runtime::{Body, Bytes};

/// No body of the suite is longer.
pub const LIMIT: usize = 1 << 20;

/// A transport that keeps what it sends.
#[derive(Debug, Clone)]
pub struct Recorder {
    inner: ReqwestTransport,
    exchanges: Arc<Mutex<Vec<Exchange>>>,
}

impl Recorder {
    pub fn new(client: reqwest::Client) -> Self {
        Self { inner: ReqwestTransport::new(client), exchanges: Arc::default() }
    }

    /// What was sent since the last time.
    pub fn take(&self) -> Vec<Exchange> {
        std::mem::take(&mut *self.exchanges.lock().expect("no panic while it is held"))
    }
}

impl Transport for Recorder {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = whole(body).await?;
            let mut exchange = Exchange {
                method: parts.method.to_string(),
                path: parts.uri.path().to_owned(),
                query: parts.uri.query().map(str::to_owned),
                headers: header_values(&parts.headers),
                body: body.clone().unwrap_or_default(),
                status: 0,
            };
            let request = http::Request::from_parts(parts, body.map_or(Body::Empty, Body::Bytes));
            let response = self.inner.send(request).await;
            exchange.status = response.as_ref().map_or(0, |response| response.status().as_u16().into());
            self.exchanges.lock().expect("no panic while it is held").push(exchange);
            response
        })
    }
}

async fn whole(body: Body) -> Result<Option<Bytes>, TransportError> {
    match body {
        Body::Empty => Ok(None),
        Body::Bytes(bytes) => Ok(Some(bytes)),
        Body::Stream(stream) => {
            let bytes = stream.collect(LIMIT).await;
            bytes.map(Some).map_err(|error| TransportError::new(TransportErrorKind::NotSent, error))
        }
    }
}
