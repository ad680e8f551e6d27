//! The way of a call: route, security, rate limit, body, decoding, handler, response, in this order.
//!
//! It is compiled once: what differs between operations comes in a box.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use bytes::Bytes;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use http::{Method, StatusCode, request};
use tower::service_fn;
use tracing::{Instrument as _, field};

use super::context::Parts;
#[cfg(feature = "docs")]
use super::docs::Page;
use super::extract;
use super::limit::{Caller, Fields, Limiter};
use super::options::{ServerOptions, Validation};
use super::path::{Found, Tree};
use super::receive::{Delivered, OnePath, ReceiverOptions};
use super::reject::Reject;
use super::respond::{head, respond};
use super::routes::Route;
use super::security::{Gatekeeper, Refused, Sources, admit};
use crate::json::Mode;
use crate::operation::{BodyKind, OperationSpec};
use crate::request::RequestDecoder;
use crate::response::EncodedResponse;

/// A response that is being made.
pub(super) type Answer = BoxFuture<'static, EncodedResponse>;

/// Everything that answers calls.
pub(super) struct Dispatcher {
    tree: Tree<Route>,
    gatekeeper: Arc<dyn Gatekeeper>,
    limiter: Option<Limiter>,
    #[cfg(feature = "docs")]
    page: Option<Page>,
    options: ServerOptions,
    receiver: Option<ReceiverOptions>,
}

/// Whether a delivery has been verified.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    Verified,
    Unverified,
}

impl Dispatcher {
    pub(super) fn new(
        tree: Tree<Route>,
        gatekeeper: Arc<dyn Gatekeeper>,
        options: ServerOptions,
        receiver: Option<ReceiverOptions>,
    ) -> Self {
        Self {
            tree,
            gatekeeper,
            limiter: Limiter::new(&options.rate_limits, &options.clock),
            #[cfg(feature = "docs")]
            page: options.docs.clone().map(Page::new),
            options,
            receiver,
        }
    }

    pub(super) fn into_router(self) -> Router {
        let this = Arc::new(self);
        Router::new().fallback_service(service_fn(move |request: Request| {
            let this = this.clone();
            async move { Ok::<Response, Infallible>(this.handle(request).await) }
        }))
    }

    async fn handle(&self, request: Request) -> Response {
        let (parts, body) = request.into_parts();
        if let Some(receiver) = &self.receiver
            && let Some(one) = &receiver.one
        {
            let method = parts.method.clone();
            let arrived = AssertUnwindSafe(self.arrive(receiver, one, parts, body)).catch_unwind().await;
            return match arrived.unwrap_or(Err(Reject::Panicked)) {
                Ok(response) => response,
                Err(reject) => self.reject(None, reject, &method),
            };
        }
        let path = parts.uri.path();
        let found = match self.below_base(path).ok_or(Reject::NotFound).and_then(|path| self.route(path, &parts)) {
            Ok(found) => found,
            Err(reject) => {
                #[cfg(feature = "docs")]
                if let Some(response) = self.docs(&parts).await {
                    return response;
                }
                return self.reject(None, reject, &parts.method);
            }
        };
        self.run(found, parts, body, Trust::Unverified).await
    }

    /// A delivery to the one path of a receiver: it is verified before it says what it is.
    async fn arrive(
        &self,
        receiver: &ReceiverOptions,
        one: &OnePath,
        parts: request::Parts,
        body: Body,
    ) -> Result<Response, Reject> {
        if self.below_base(parts.uri.path()) != Some(one.path.as_str()) {
            return Err(Reject::NotFound);
        }
        let body = extract::body(BodyKind::Buffered, body, &parts.headers, &self.options).await?;
        let bytes = match body {
            crate::body::Body::Bytes(bytes) => bytes,
            _ => Bytes::new(),
        };
        let delivered = delivered(None, &parts, &bytes);
        verify(receiver, delivered).await?;
        let Some(name) = (one.choose)(delivered) else {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NO_CONTENT;
            return Ok(response);
        };
        let by_id = self.tree.values().find(|route| route.spec.id == name).map(|route| route.spec.path);
        let path = by_id.map_or_else(|| format!("/{name}"), str::to_owned);
        let found = self.route(&path, &parts)?;
        Ok(self.run(found, parts, Body::from(bytes), Trust::Verified).await)
    }

    /// Answers a call that has a route, in a span of its own.
    async fn run(&self, found: Found<'_, Route>, parts: request::Parts, body: Body, trust: Trust) -> Response {
        let spec = found.value.spec;
        let method = parts.method.clone();
        let span = tracing::info_span!(
            "request",
            operation = spec.id,
            "http.request.method" = %method,
            "http.route" = spec.path,
            "http.response.status_code" = field::Empty,
        );
        let entered = span.clone();
        async move {
            let mut fields = None;
            let answered = AssertUnwindSafe(self.answer(found, parts, (body, trust), &mut fields)).catch_unwind().await;
            let result = answered.unwrap_or_else(|_| {
                tracing::error!("the handler panicked");
                Err(Reject::Panicked)
            });
            let mut response = match result {
                Ok(encoded) => finish(respond(encoded), &method, &spec.method()),
                Err(reject) => {
                    tracing::debug!(reason = reject.name(), "the call was rejected");
                    self.reject(Some(spec), reject, &method)
                }
            };
            if let Some(fields) = fields {
                fields.write(response.headers_mut());
            }
            entered.record("http.response.status_code", response.status().as_u16());
            response.extensions_mut().insert(spec);
            response
        }
        .instrument(span)
        .await
    }

    async fn answer(
        &self,
        found: Found<'_, Route>,
        parts: request::Parts,
        (body, trust): (Body, Trust),
        fields: &mut Option<Fields>,
    ) -> Result<EncodedResponse, Reject> {
        let spec = found.value.spec;
        let query = parts.uri.query().unwrap_or_default();
        let sources = Sources { headers: &parts.headers, query, extensions: &parts.extensions };
        let admitted = admit(&*self.gatekeeper, spec, sources).await.map_err(Reject::Refused)?;
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| *peer);
        if let Some(limiter) = &self.limiter {
            let caller = Caller { identity: admitted.identity.as_deref(), peer, headers: &parts.headers };
            *fields = limiter.check(spec, caller).await.map_err(Reject::TooMany)?;
        }
        let body = match self.receiver.as_ref().filter(|receiver| receiver.verifier.is_some()) {
            Some(receiver) if trust == Trust::Unverified => {
                let body = extract::body(BodyKind::Buffered, body, &parts.headers, &self.options).await?;
                let bytes: &[u8] = if let crate::body::Body::Bytes(bytes) = &body { bytes } else { &[] };
                verify(receiver, delivered(Some(spec), &parts, bytes)).await?;
                body
            }
            _ => extract::request(spec.body, body, &parts.headers, &self.options).await?,
        };
        let mode = match self.options.validation {
            Validation::Strict => Mode::Strict,
            Validation::Lenient => Mode::Lenient,
        };
        let decoder = RequestDecoder::new(spec, found.parameters, query, &parts.headers, body, mode);
        let parts = Parts { operation: spec, headers: parts.headers, extensions: parts.extensions, peer };
        let answer = (found.value.call)(decoder, admitted.principal, parts)?;
        Ok(answer.await)
    }

    /// The most specific template that has the method. `HEAD` is served as `GET` where the API does not say otherwise.
    fn route(&self, path: &str, parts: &request::Parts) -> Result<Found<'_, Route>, Reject> {
        let mut found = self.tree.find(path, parts.uri.query().unwrap_or_default());
        let by = |found: &[Found<'_, Route>], method: &Method| {
            found.iter().position(|found| found.value.spec.method_name() == method.as_str())
        };
        let get = || (parts.method == Method::HEAD).then(|| by(&found, &Method::GET)).flatten();
        if let Some(at) = by(&found, &parts.method).or_else(get) {
            return Ok(found.swap_remove(at));
        }
        if found.is_empty() {
            return Err(Reject::NotFound);
        }
        let mut allow: Vec<Method> = Vec::new();
        for method in found.iter().map(|found| found.value.spec.method()) {
            let also = (method == Method::GET).then_some(Method::HEAD);
            for method in std::iter::once(method).chain(also) {
                if !allow.contains(&method) {
                    allow.push(method);
                }
            }
        }
        Err(Reject::MethodNotAllowed { allow })
    }

    fn below_base<'p>(&self, path: &'p str) -> Option<&'p str> {
        path.strip_prefix(self.options.base_path.as_str()).filter(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    #[cfg(feature = "docs")]
    async fn docs(&self, parts: &request::Parts) -> Option<Response> {
        let path = self.below_base(parts.uri.path())?;
        let response = self.page.as_ref()?.serve(&parts.method, path).await?;
        Some(finish(response, &parts.method, &Method::GET))
    }

    fn reject(&self, spec: Option<&'static OperationSpec>, reject: Reject, method: &Method) -> Response {
        finish(respond(reject.respond(spec, &self.options)), method, &Method::GET)
    }
}

async fn verify(receiver: &ReceiverOptions, delivered: Delivered<'_>) -> Result<(), Reject> {
    let Some(verifier) = &receiver.verifier else { return Ok(()) };
    verifier.verify(delivered).await.map_err(|error| Reject::Refused(Refused::Failed(error)))
}

fn delivered<'r>(
    operation: Option<&'static OperationSpec>,
    parts: &'r request::Parts,
    body: &'r [u8],
) -> Delivered<'r> {
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| *peer);
    Delivered { operation, method: &parts.method, uri: &parts.uri, headers: &parts.headers, body, peer }
}

fn finish(response: Response, asked: &Method, served: &Method) -> Response {
    if *asked == Method::HEAD && *served != Method::HEAD { head(response) } else { response }
}
