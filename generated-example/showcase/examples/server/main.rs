//! A tool library in memory.
//!
//! ```text
//! cargo run -p showcase --example showcase-server -- --port 8080
//! ```

use std::error::Error;
use std::process::ExitCode;

use showcase::runtime::server::RateLimits;
use showcase::server::{ServerOptions, router, serve};
use tokio::net::TcpListener;

mod bodies;
mod files;
mod forms;
mod library;
mod loans;
mod sequences;
mod session;
mod tools;

use library::Library;
use session::{API_KEY, Credentials, PASSWORD, USER};

const USAGE: &str = "usage: server [--port N] [--rate-limits on|off]";

#[tokio::main]
async fn main() -> ExitCode {
    let result = match arguments(std::env::args().skip(1)) {
        Ok((port, limits)) => run(port, limits).await,
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

/// The port, and whether calls are counted.
fn arguments(mut given: impl Iterator<Item = String>) -> Result<(u16, RateLimits), String> {
    let (mut port, mut limits) = (8080, RateLimits::default());
    while let Some(name) = given.next() {
        let value = given.next().ok_or_else(|| format!("`{name}` needs a value"))?;
        match (&*name, &*value) {
            ("--port", number) => port = number.parse().map_err(|_| format!("`{number}` is not a port"))?,
            ("--rate-limits", "on") => limits = RateLimits::default(),
            ("--rate-limits", "off") => limits = RateLimits::Off,
            _ => return Err(format!("`{name} {value}` is not known")),
        }
    }
    Ok((port, limits))
}

async fn run(port: u16, limits: RateLimits) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await?;
    let address = listener.local_addr()?;
    let library = Library::new();
    let app = router(library.clone(), Credentials(library), ServerOptions::new().rate_limits(limits));
    println!("The tool library at http://{address}: user `{USER}`, password `{PASSWORD}`, API key `{API_KEY}`");
    serve(listener, app, std::future::pending()).await?;
    Ok(())
}
