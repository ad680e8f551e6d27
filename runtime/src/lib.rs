//! What every crate written by Specwright shares.
//!
//! An [`Operation`] is a value: the client encodes it, the server decodes the same type. Everything in between is here:
//! [`json`], [`parameter`] styles, [`form`]s and [`multipart`] bodies, the [`rules`] of the document, and what goes wrong as
//! [`Violations`] and [`Problem`]s.

#[cfg(feature = "client")]
mod backoff;
pub mod base64;
pub mod body;
#[cfg(feature = "client")]
pub mod client;
#[cfg(any(feature = "client", feature = "server"))]
pub mod clock;
pub mod duration;
pub mod error;
pub mod expression;
pub mod file;
pub mod form;
#[cfg(feature = "client")]
mod fresh;
pub mod json;
mod libraries;
pub mod link;
pub mod media;
pub mod multipart;
pub mod operation;
pub mod parameter;
pub mod presence;
pub mod problem;
pub mod request;
pub mod response;
pub mod rules;
pub mod secret;
pub mod sequence;
#[cfg(feature = "server")]
pub mod server;
#[cfg(any(feature = "client", feature = "server"))]
pub mod signature;
pub mod time_of_day;
pub mod undeclared;
pub mod uri;
pub mod validate;
pub mod violation;
#[cfg(feature = "xml")]
pub mod xml;

pub use bytes::Bytes;
pub use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
#[cfg(feature = "jiff")]
pub use jiff;
#[cfg(feature = "rust_decimal")]
pub use rust_decimal;
#[cfg(feature = "time")]
pub use time;
pub use uuid::Uuid;

pub use self::base64::Base64;
pub use self::body::{Body, ByteStream};
pub use self::duration::Duration;
pub use self::error::{DecodeError, EncodeError};
pub use self::file::File;
pub use self::operation::{Operation, OperationSpec, Paginated};
pub use self::presence::Presence;
pub use self::problem::Problem;
pub use self::response::Reply;
pub use self::secret::Secret;
pub use self::sequence::{Event, Sequence};
pub use self::time_of_day::Time;
pub use self::undeclared::Undeclared;
pub use self::uri::Uri;
pub use self::validate::{Validate, Validator};
pub use self::violation::{Violation, Violations};

/// A date and time with its offset (RFC 3339, `date-time`).
pub type DateTime = chrono::DateTime<chrono::FixedOffset>;

/// A date (RFC 3339, `full-date`).
pub type Date = chrono::NaiveDate;
