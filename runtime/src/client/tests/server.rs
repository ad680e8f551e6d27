//! A server that is a function, behind the transport trait; and the requests that are sent to it.

use std::future::Future;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::{HeaderMap, Method, Response, StatusCode};

use crate::body::Body;
use crate::client::{Client, ClientBuilder, Sending, Transport, TransportError};
use crate::clock::ManualClock;
use crate::operation::OperationSpec;
use crate::request::EncodedRequest;

pub(super) type Request = http::Request<Bytes>;
pub(super) type Outcome = Result<Response<Body>, TransportError>;

/// Answers by a function and keeps what was asked.
#[derive(Clone)]
pub(super) struct Server {
    answer: Arc<dyn Fn(Request) -> Sending<'static> + Send + Sync>,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    /// A server that answers at once.
    pub(super) fn new(answer: impl Fn(&Request) -> Outcome + Send + Sync + 'static) -> Self {
        Self::slow(move |request| std::future::ready(answer(&request)))
    }

    /// A server that takes its time.
    pub(super) fn slow<F>(answer: impl Fn(Request) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        Self { answer: Arc::new(move |request| Box::pin(answer(request))), asked: Arc::default() }
    }

    /// A client of this server that goes by this clock.
    pub(super) fn client(&self, clock: &ManualClock) -> ClientBuilder {
        ClientBuilder::new("http://api.test/base").transport(self.clone()).clock(clock.clone())
    }

    /// The paths that were asked for, in order.
    pub(super) fn paths(&self) -> Vec<String> {
        self.asked(|request| request.uri().path().trim_start_matches("/base").to_owned())
    }

    /// Something of each request.
    pub(super) fn asked<T>(&self, of: impl Fn(&Request) -> T) -> Vec<T> {
        self.asked.lock().unwrap().iter().map(of).collect()
    }
}

impl Transport for Server {
    fn send(&self, request: http::Request<Body>) -> Sending<'_> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = match body {
                Body::Empty => Bytes::new(),
                Body::Bytes(bytes) => bytes,
                Body::Stream(stream) => stream.collect(1 << 20).await.unwrap(),
            };
            let request = http::Request::from_parts(parts, body);
            self.asked.lock().unwrap().push(request.clone());
            (self.answer)(request).await
        })
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it is what a transport returns")]
pub(super) fn answer(status: u16, body: &str) -> Outcome {
    Ok(Response::builder().status(status).body(Body::Bytes(body.to_owned().into())).unwrap())
}

#[expect(clippy::unnecessary_wraps, reason = "it is what a transport returns")]
pub(super) fn answer_with(status: u16, name: &'static str, value: &str) -> Outcome {
    Ok(Response::builder().status(status).header(name, value).body(Body::Empty).unwrap())
}

pub(super) fn bearer(request: &Request) -> Option<&str> {
    request.headers().get("authorization")?.to_str().ok()?.strip_prefix("Bearer ")
}

/// A request without parameters and body.
pub(super) fn plain(spec: &OperationSpec) -> EncodedRequest {
    EncodedRequest { method: spec.method(), target: spec.path.to_owned(), headers: HeaderMap::new(), body: Body::Empty }
}

/// Sends a request without parameters, and says with which status it was answered.
pub(super) async fn status(client: &Client, spec: &'static OperationSpec) -> u16 {
    let (status, _, _) = client.send(spec, plain(spec), &crate::client::CallOptions::new()).await.unwrap();
    status.as_u16()
}

pub(super) const fn get(id: &'static str, path: &'static str) -> OperationSpec {
    OperationSpec::new(id, Method::GET, path)
}

pub(super) const fn post(id: &'static str, path: &'static str) -> OperationSpec {
    OperationSpec::new(id, Method::POST, path)
}

pub(super) fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000, 0).unwrap()
}

pub(super) const OK: u16 = StatusCode::OK.as_u16();
