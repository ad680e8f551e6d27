//! Responses: written by the server, read by the client.

mod decoder;
mod encoder;

use http::{HeaderMap, StatusCode};

pub use decoder::ResponseDecoder;
pub use encoder::ResponseEncoder;

use crate::body::Body;
use crate::undeclared::Undeclared;

/// A response, ready to be sent.
#[derive(Debug, Default)]
pub struct EncodedResponse {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: Body,
}

impl From<Undeclared> for EncodedResponse {
    fn from(response: Undeclared) -> Self {
        let body = if response.body.is_empty() { Body::Empty } else { Body::Bytes(response.body) };
        Self { status: response.status, headers: response.headers, body }
    }
}

/// A typed body with the status and the headers that it came with.
#[derive(Debug, Clone)]
pub struct Reply<T> {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: T,
}

impl<T> Reply<T> {
    /// The body alone.
    pub fn into_body(self) -> T {
        self.body
    }

    /// The same reply with another body.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reply<U> {
        Reply { status: self.status, headers: self.headers, body: change(self.body) }
    }
}
