//! A response with a status that the document does not declare, kept as it came.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::json::{self, Decode};
use crate::problem::Problem;

/// A response with a status that the document does not declare.
#[derive(Clone, PartialEq)]
pub struct Undeclared {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body, as it came. It may hold secrets; `Debug` and `Display` don't show it.
    pub body: Bytes,
}

impl Undeclared {
    /// The body as a problem (RFC 9457), if it is one.
    pub fn problem(&self) -> Option<Problem> {
        self.json()
    }

    /// The body read as JSON, if it is of this type.
    pub fn json<T: Decode>(&self) -> Option<T> {
        json::from_slice(&self.body).ok()
    }
}

impl fmt::Debug for Undeclared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.headers.keys().map(http::HeaderName::as_str).collect();
        f.debug_struct("Undeclared")
            .field("status", &self.status)
            .field("headers", &names)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

impl fmt::Display for Undeclared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the answer is {}, which the document does not declare", self.status)?;
        match self.problem() {
            Some(Problem { title: Some(title), .. }) => write!(f, ": {title}"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Undeclared {}
