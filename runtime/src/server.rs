//! The server side: from a request to a handler of generated code and back.
//!
//! It knows operations only as data and boxed calls; what an API does is its implementation's business.

mod context;
mod dispatch;
#[cfg(feature = "docs")]
mod docs;
mod extract;
#[cfg(feature = "jwt")]
mod jwt;
mod limit;
mod options;
mod path;
mod receive;
mod reject;
mod rejected;
mod respond;
mod routes;
mod security;
mod serve;

pub use axum::Router;
pub use context::Context;
#[cfg(feature = "docs")]
pub use docs::{Docs, TryItOut};
#[cfg(feature = "jwt")]
pub use jwt::{IssuedToken, JwtAuthenticator, JwtError, JwtIssuer, JwtKeyError, JwtVerifier};
pub use limit::{Counted, MemoryStore, RateKey, RateLimitStore, StoreError};
pub use options::{RateLimits, RejectionMapper, ServerOptions, Validation};
pub use receive::{Delivered, ReceiverOptions, Verify};
pub use rejected::{Reason, Rejected};
pub use routes::{Absent, Handler, Routes};
pub use security::{AuthError, Authenticate, Basic, ClientCertificate, Open, Presented, fingerprint, same_secret};
pub use serve::serve;

pub use crate::signature::HmacSha256;
