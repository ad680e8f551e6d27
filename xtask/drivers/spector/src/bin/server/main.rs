//! Serves the scenarios of Spector by generated servers, one behind the other on one port.
//!
//! Arguments: the port, and `scenarios.json`.

mod answers;
// Written for the documents at hand.
#[path = "../../../../apis.rs"]
mod apis;

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use driver::scenario;
use http::request::Parts;
use specwright_runtime::Operation;
use specwright_runtime::response::{EncodedResponse, ResponseEncoder};
use specwright_runtime::server::{AuthError, Authenticate, Presented, Router, ServerOptions, serve};
use tokio::net::TcpListener;
use tower::ServiceExt;

use crate::answers::Answers;

/// No body of the suite is longer.
const LIMIT: usize = 1 << 20;

/// A document's server.
struct Api {
    /// Its crate.
    name: &'static str,
    /// How its paths begin, up to their first parameter.
    paths: &'static [&'static str],
    router: fn(Answers, ServerOptions) -> Router,
}

/// Whoever has a credential. What an operation makes of it is its own affair.
struct Anyone;

impl Authenticate for Anyone {
    type Principal = ();

    async fn authenticate(&self, _: Presented<'_>) -> Result<(), AuthError> {
        Ok(())
    }
}

/// Where an API stands whose servers have a path.
fn base_path(name: &str) -> &'static str {
    match name {
        "versioning-madeoptional-v1" => "/versioning/made-optional/api-version:v1",
        "versioning-madeoptional-v2" => "/versioning/made-optional/api-version:v2",
        "versioning-removed-v1" => "/versioning/removed/api-version:v1",
        "versioning-removed-v2" => "/versioning/removed/api-version:v2",
        "versioning-removed-v2preview" => "/versioning/removed/api-version:v2preview",
        "versioning-renamedfrom-v1" => "/versioning/renamed-from/api-version:v1",
        "versioning-renamedfrom-v2" => "/versioning/renamed-from/api-version:v2",
        "versioning-returntypechangedfrom-v1" => "/versioning/return-type-changed-from/api-version:v1",
        "versioning-returntypechangedfrom-v2" => "/versioning/return-type-changed-from/api-version:v2",
        "versioning-typechangedfrom-v1" => "/versioning/type-changed-from/api-version:v1",
        "versioning-typechangedfrom-v2" => "/versioning/type-changed-from/api-version:v2",
        _ => "",
    }
}

/// Who comes without a token is answered as the API answers its own errors.
fn options(api: &Api) -> ServerOptions {
    let options = ServerOptions::new().docs(None).base_path(base_path(api.name));
    if api.name != "authentication-oauth2" {
        return options;
    }
    options.rejections(|_, rejected| -> EncodedResponse {
        use authentication_oauth2::operations::{Invalid, InvalidError};
        use authentication_oauth2::types::InvalidAuth;

        let error = match rejected.problem.status {
            Some(401) => InvalidError::Forbidden(InvalidAuth { error: "invalid-grant".into() }),
            _ => rejected.problem.into(),
        };
        Invalid::encode_response(Err(error), ResponseEncoder::new())
    })
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let mut arguments = std::env::args().skip(1);
    let port: u16 = arguments.next().and_then(|port| port.parse().ok()).expect("a port");
    let scenarios = arguments.next().expect("the path of scenarios.json");
    let scenarios = std::fs::read_to_string(scenarios).expect("scenarios.json can be read");
    let answers = Answers::new(scenario::read(&scenarios));
    let mut routers = Vec::new();
    for api in apis::APIS {
        let base = base_path(api.name);
        let router = (api.router)(answers.at(base), options(api));
        routers.extend(api.paths.iter().map(|path| (format!("{base}{path}"), router.clone())));
    }
    // The most telling beginning comes first.
    routers.sort_by_key(|(path, _)| std::cmp::Reverse(path.len()));
    let router = axum::Router::new().fallback(dispatch).with_state(Arc::new(routers));
    let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("the port is free");
    serve(listener, router, std::future::pending()).await.expect("it serves");
}

/// Hands a request to the first server that knows its path.
async fn dispatch(State(routers): State<Arc<Vec<(String, Router)>>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, LIMIT).await.unwrap_or_default();
    let path = parts.uri.path().to_owned();
    let mut unknown = Response::builder().status(404).body(Body::empty()).expect("a response");
    // The root of an API is also its base path without a slash.
    let below = |start: &str| path.starts_with(start) || start.strip_suffix('/') == Some(&*path);
    for (_, router) in routers.iter().filter(|(start, _)| below(start)) {
        let request = Request::from_parts(parts.clone(), Body::from(body.clone()));
        let mut response = router.clone().oneshot(request).await.expect("a router does not fail");
        with_undeclared_headers(&parts, &mut response);
        let problem = response.headers().get("content-type").is_some_and(|it| it == "application/problem+json");
        if !problem || ![404, 405].contains(&response.status().as_u16()) {
            return response;
        }
        unknown = response;
    }
    unknown
}

/// Some replies have a header of which their document says nothing: it is added behind the generated server, as by a layer.
fn with_undeclared_headers(request: &Parts, response: &mut Response) {
    if request.uri.path().ends_with("-response-header")
        && let (Some(foo), true) = (request.headers.get("foo"), response.headers().contains_key("next-token"))
    {
        response.headers_mut().insert("foo", foo.clone());
    }
}
