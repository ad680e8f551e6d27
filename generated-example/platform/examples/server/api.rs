//! The implementation of the Platform API: what it is made of, and the router that serves it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use platform::runtime::DateTime;
use platform::runtime::clock::Clock;
use platform::runtime::server::{Docs, JwtIssuer, JwtKeyError, JwtVerifier, RateLimits, Router, TryItOut};
use platform::server::{self, ServerOptions};
use uuid::Uuid;

mod accounts;
mod errors;
mod service;
mod sessions;
mod store;

use service::{ServiceTokens, User};
use store::Store;

/// Which of the customer's environments is served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// For tests; calls can be tried out from the docs page.
    Staging,
    /// The real one.
    Production,
}

/// How the API is set up.
pub struct Setup {
    /// What is served.
    pub environment: Environment,
    /// Whether calls are counted.
    pub limits: RateLimits,
    /// Where the time comes from.
    pub clock: Arc<dyn Clock>,
}

/// How long an API token is good.
pub const TOKEN_LIFETIME: Duration = Duration::from_hours(1);

/// The API: its users, clients and sessions.
struct Platform {
    clock: Arc<dyn Clock>,
    issuer: JwtIssuer,
    users: Vec<User>,
    store: Mutex<Store>,
}

impl Platform {
    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> DateTime {
        self.clock.utc().fixed_offset()
    }
}

/// Serves the API.
///
/// # Errors
///
/// When the key that signs tokens can't be used.
pub fn router(setup: Setup) -> Result<Router, JwtKeyError> {
    let Setup { environment, limits, clock } = setup;
    // A key of this process: its tokens end with it.
    let key = [*Uuid::new_v4().as_bytes(), *Uuid::new_v4().as_bytes()].concat();
    let issuer = JwtIssuer::hs256(&key)?.lifetime(TOKEN_LIFETIME).clock(clock.clone());
    let verifier = JwtVerifier::hs256(&key)?.clock(clock.clone());
    let try_it_out = match environment {
        Environment::Staging => TryItOut::Allowed,
        Environment::Production => TryItOut::Forbidden,
    };
    let options = ServerOptions::new()
        .rate_limits(limits)
        .clock(clock.clone())
        .docs(Docs::new(server::DOCUMENT, try_it_out).title("Platform APIs"))
        .rejections(errors::rejected);
    let platform = Platform { clock, issuer, users: service::users(), store: Mutex::default() };
    Ok(server::router(platform, ServiceTokens::new(verifier), options))
}
