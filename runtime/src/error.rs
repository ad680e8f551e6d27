//! What can't be sent, and what can't be understood. Messages name places and reasons, never values.

use std::fmt;

use bytes::Bytes;
use http::StatusCode;

use crate::violation::Violations;

/// A value that can't be written as the document asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EncodeError {
    violations: Violations,
}

impl EncodeError {
    pub(crate) const fn new(violations: Violations) -> Self {
        Self { violations }
    }

    /// What can't be written, and why.
    pub const fn violations(&self) -> &Violations {
        &self.violations
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the message can't be written: {}", self.violations)
    }
}

impl std::error::Error for EncodeError {}

/// A response that is not what the document says of its status. It keeps the status and the body.
#[derive(Clone)]
pub struct DecodeError {
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
    pub(crate) reason: Box<DecodeReason>,
}

/// What is wrong with a response.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeReason {
    /// It has another content type than the document declares.
    MediaType {
        /// What the document declares.
        expected: String,
        /// What came, if anything; cut after 100 characters.
        found: Option<String>,
    },
    /// Its body or a header is not what the document says.
    Violations(Violations),
    /// Its body was not read whole before it was decoded.
    Streamed,
}

impl DecodeError {
    /// The status of the response.
    pub const fn status(&self) -> StatusCode {
        self.status
    }

    /// The body of the response, as it came. It may hold secrets; `Debug` and `Display` don't show it.
    pub const fn body(&self) -> &Bytes {
        &self.body
    }

    /// What is wrong with it.
    pub const fn reason(&self) -> &DecodeReason {
        &self.reason
    }

    /// What is wrong with the body or headers, if that is it.
    pub fn violations(&self) -> Option<&Violations> {
        if let DecodeReason::Violations(violations) = &*self.reason { Some(violations) } else { None }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the response with status {} is not what the document says: ", self.status.as_u16())?;
        match &*self.reason {
            DecodeReason::MediaType { expected, found: Some(found) } => {
                write!(f, "its content type is {found:?} instead of {expected:?}")
            }
            DecodeReason::MediaType { expected, found: None } => {
                write!(f, "it has no content type, but should have {expected:?}")
            }
            DecodeReason::Violations(violations) => violations.fmt(f),
            DecodeReason::Streamed => f.write_str("its body is a stream"),
        }
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError")
            .field("status", &self.status)
            .field("reason", &self.reason)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

impl std::error::Error for DecodeError {}
