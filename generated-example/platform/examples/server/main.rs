//! The Platform API, in memory.
//!
//! ```text
//! cargo run -p platform --example platform-server -- --port 8080 --environment staging
//! ```

use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;

use platform::runtime::clock::SystemClock;
use platform::runtime::server::RateLimits;
use platform::server::serve;
use tokio::net::TcpListener;

// With its path the module's own modules stand beside it, for the tests as for this program.
#[path = "api.rs"]
mod api;

use api::{Environment, Setup};

const USAGE: &str = "usage: server [--port N] [--environment staging|production] [--rate-limits on|off]";

#[tokio::main]
async fn main() -> ExitCode {
    let result = match arguments(env::args().skip(1)) {
        Ok((port, environment, limits)) => run(port, environment, limits).await,
        Err(wrong) => Err(format!("{wrong}\n{USAGE}").into()),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// The port, the environment to serve, and whether calls are counted.
fn arguments(mut given: impl Iterator<Item = String>) -> Result<(u16, Environment, RateLimits), String> {
    let (mut port, mut environment, mut limits) = (8080, Environment::Production, RateLimits::default());
    while let Some(name) = given.next() {
        let value = given.next().ok_or_else(|| format!("`{name}` needs a value"))?;
        match (&*name, &*value) {
            ("--port", number) => port = number.parse().map_err(|_| format!("`{number}` is not a port"))?,
            ("--environment", "staging") => environment = Environment::Staging,
            ("--environment", "production") => environment = Environment::Production,
            ("--rate-limits", "on") => limits = RateLimits::default(),
            ("--rate-limits", "off") => limits = RateLimits::Off,
            _ => return Err(format!("`{name} {value}` is not known")),
        }
    }
    Ok((port, environment, limits))
}

async fn run(port: u16, environment: Environment, limits: RateLimits) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let address = listener.local_addr()?;
    let router = api::router(Setup { environment, limits, clock: Arc::new(SystemClock) })?;
    println!("The Platform API ({environment:?}) at http://{address}, its documentation at http://{address}/swagger");
    serve(listener, router, std::future::pending()).await?;
    Ok(())
}
