//! Requests: written by the client, read by the server.

mod decoder;
mod encoder;
mod rejection;
mod template;

use http::{HeaderMap, Method};

pub use decoder::RequestDecoder;
pub use encoder::RequestEncoder;
pub use rejection::Rejection;

use crate::body::Body;

/// A request, ready to be sent.
#[derive(Debug)]
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
