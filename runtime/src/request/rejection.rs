//! Why a request is not taken.

use std::fmt;

use crate::problem::Problem;
use crate::violation::Violations;

/// Why a request is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rejection {
    /// Its body has a media type that the operation does not take.
    UnsupportedMediaType {
        /// Those that it takes.
        expected: Vec<String>,
    },
    /// It is not what the document says, in these places.
    Violations(Violations),
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnsupportedMediaType { expected } => write!(f, "the body must be {}", expected.join(" or ")),
            Self::Violations(violations) => violations.fmt(f),
        }
    }
}

impl std::error::Error for Rejection {}

impl From<Rejection> for Problem {
    /// 415 for a media type, 400 for the rest.
    fn from(rejection: Rejection) -> Self {
        match rejection {
            Rejection::Violations(violations) => Self::violations(&violations),
            Rejection::UnsupportedMediaType { expected } => {
                Self::unsupported_media_type().detail(format!("The body must be {}.", expected.join(" or ")))
            }
        }
    }
}
