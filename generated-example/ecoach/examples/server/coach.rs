//! E-Coach in memory: the traits of the generated server, implemented subject by subject.
//!
//! Nothing outlives the process, and nothing here knows HTTP: that is the generated crate's business.

mod assignments;
mod auth;
mod contents;
mod courses;
mod csv;
mod evaluations;
mod event;
mod imports;
mod notifications;
mod paging;
mod pdf;
mod problems;
mod progress;
mod projects;
mod reports;
pub mod seed;
pub mod session;
mod store;
mod teams;
mod users;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ecoach::runtime::clock::Clock;
use ecoach::runtime::server::{Docs, JwtKeyError, Router, TryItOut};
use ecoach::runtime::{DateTime, Problem};
use ecoach::server::{self, Context, ServerOptions};

pub use event::Event;
use session::{Gate, Keys, Session};
use store::Tenant;

/// The longest upload in bytes. The document allows 512 MiB; this server keeps all files in memory.
const LONGEST_UPLOAD: usize = 32 * 1024 * 1024;

/// E-Coach. Clones share everything.
#[derive(Clone)]
pub struct Coach {
    shared: Arc<Shared>,
}

struct Shared {
    clock: Arc<dyn Clock>,
    keys: Keys,
    tenants: BTreeMap<&'static str, Mutex<Tenant>>,
    journal: Box<dyn Fn(Event) + Send + Sync>,
}

impl Coach {
    /// E-Coach with its seed data. The journal is told whatever happens to tokens.
    pub fn new(clock: impl Clock, journal: impl Fn(Event) + Send + Sync + 'static) -> Result<Self, JwtKeyError> {
        let clock: Arc<dyn Clock> = Arc::new(clock);
        let tenants = seed::tenants(clock.utc().fixed_offset());
        let shared = Shared {
            keys: Keys::new(&clock)?,
            clock,
            tenants: tenants.into_iter().map(|(name, tenant)| (name, Mutex::new(tenant))).collect(),
            journal: Box::new(journal),
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// The generated router, with this implementation behind it.
    pub fn router(&self) -> Router {
        let docs = Docs::new(server::DOCUMENT, TryItOut::Allowed).title("E-Coach API");
        let options = ServerOptions::new()
            .clock(self.shared.clock.clone())
            .docs(docs)
            .body_limit(LONGEST_UPLOAD)
            .rejections(problems::as_documented);
        server::router(self.clone(), Gate::new(self.clone()), options)
    }

    fn now(&self) -> DateTime {
        self.shared.clock.utc().fixed_offset()
    }

    fn tell(&self, event: Event) {
        (self.shared.journal)(event);
    }

    fn tenant(&self, name: &str) -> Option<MutexGuard<'_, Tenant>> {
        let tenant = self.shared.tenants.get(name)?;
        Some(tenant.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Who calls, and the data of the tenant that the caller belongs to.
    fn enter<'c>(&self, context: &'c Context<Session>) -> Result<(&'c Session, MutexGuard<'_, Tenant>), Problem> {
        let caller = context.principal().ok_or_else(Problem::unauthorized)?;
        let tenant = self.tenant(&caller.tenant).ok_or_else(Problem::unauthorized)?;
        Ok((caller, tenant))
    }
}
