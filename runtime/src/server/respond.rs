//! Responses on their way out.

use axum::body::Body;
use http::{HeaderValue, Response, header};

use crate::body;
use crate::response::EncodedResponse;

/// The response as axum sends it.
pub(super) fn respond(encoded: EncodedResponse) -> Response<Body> {
    let body = match encoded.body {
        body::Body::Empty => Body::empty(),
        body::Body::Bytes(bytes) => Body::from(bytes),
        body::Body::Stream(stream) => Body::new(body::Outgoing::new(stream)),
    };
    let mut response = Response::new(body);
    *response.status_mut() = encoded.status;
    *response.headers_mut() = encoded.headers;
    response
}

/// The same response without its body, which it still describes (RFC 9110, 9.3.2).
pub(super) fn head(response: Response<Body>) -> Response<Body> {
    let (mut parts, body) = response.into_parts();
    if let Some(length) = http_body::Body::size_hint(&body).exact() {
        parts.headers.entry(header::CONTENT_LENGTH).or_insert_with(|| HeaderValue::from(length));
    }
    Response::from_parts(parts, Body::empty())
}
