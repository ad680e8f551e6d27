//! Requests: written by the client, read by the server.

mod decoder;
mod encoder;
mod rejection;
mod template;

use std::fmt;

use http::{HeaderMap, Method};

pub use decoder::RequestDecoder;
pub use encoder::RequestEncoder;
pub use rejection::Rejection;

use crate::body::Body;

/// A request, ready to be sent.
pub struct EncodedRequest {
    /// Its method.
    pub method: Method,
    /// Path and query, percent-encoded; begins with `/`.
    pub target: String,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Body,
}

impl EncodedRequest {
    /// Whether it can be sent again, after a failure or with a new token: not with a body that is a stream.
    pub const fn is_repeatable(&self) -> bool {
        !matches!(self.body, Body::Stream(_))
    }
}

impl fmt::Debug for EncodedRequest {
    /// Without the query and the values of headers, which may be secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.target.split('?').next().unwrap_or_default();
        let headers: Vec<_> = self.headers.keys().map(http::HeaderName::as_str).collect();
        f.debug_struct("EncodedRequest")
            .field("method", &self.method)
            .field("path", &path)
            .field("headers", &headers)
            .field("body", &self.body)
            .finish()
    }
}
