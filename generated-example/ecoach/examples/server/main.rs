//! An E-Coach server in memory, with docs at `/swagger`.
//!
//! ```text
//! cargo run -p ecoach --example ecoach-server -- --port 8080
//! ```

#[path = "coach.rs"]
mod coach;

use std::error::Error;
use std::net::{Ipv4Addr, SocketAddr};

use ecoach::runtime::clock::SystemClock;
use ecoach::server::serve;
use tokio::net::TcpListener;

use coach::Coach;
use coach::seed::{ADMINISTRATOR, LEARNER, TENANT};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port(std::env::args().skip(1))?));
    let listener = TcpListener::bind(address).await?;
    let address = listener.local_addr()?;
    let coach = Coach::new(SystemClock, |event| println!("{event}"))?;

    println!("E-Coach listens at http://{address}, docs at http://{address}/swagger");
    for account in [ADMINISTRATOR, LEARNER] {
        println!("  tenant `{TENANT}`, email `{}`, password `{}`", account.email, account.password);
    }
    serve(listener, coach.router(), interrupted()).await?;
    Ok(())
}

/// The port from `--port N`; 8080 without it, and any free one for 0.
fn port(mut arguments: impl Iterator<Item = String>) -> Result<u16, Box<dyn Error>> {
    match (arguments.next().as_deref(), arguments.next(), arguments.next()) {
        (None, ..) => Ok(8080),
        (Some("--port"), Some(port), None) => Ok(port.parse().map_err(|_| format!("`{port}` is no port"))?),
        _ => Err("usage: server [--port N]".into()),
    }
}

async fn interrupted() {
    // Without signals the server ends with its process.
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
