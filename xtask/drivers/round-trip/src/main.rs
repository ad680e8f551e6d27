//! Sends sampled values of every operation from a generated client through a generated server and back, and compares.

mod assertions;
mod bodies;
mod compare;
mod documents;
mod exchange;
mod network;
mod numbers;
mod parts;
mod probe;
mod requests;
mod responses;
mod samples;
mod scalars;
mod strings;
mod tally;

use std::process::ExitCode;

use documents::DOCUMENTS;
use tally::Tally;

/// One document with its crate.
pub(crate) struct Document {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Where it stands.
    pub(crate) source: Source,
    /// Its operations, in the order in which the generator has them.
    pub(crate) operations: &'static [fn() -> probe::Probe],
}

/// Where the generator finds a document.
pub(crate) enum Source {
    /// An API of a `specwright.toml`.
    Project { file: &'static str, api: &'static str },
    /// A document on its own.
    Document { spec: &'static str, root: &'static str, allow: &'static [&'static str] },
}

#[tokio::main]
async fn main() -> ExitCode {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let values = number("VALUES").unwrap_or(1000);
    let seed = number("SEED").unwrap_or_else(|| fastrand::u64(..1_000_000));
    println!("{values} values of each operation, seed {seed}");
    let mut whole = Tally::default();
    for document in DOCUMENTS {
        let tally = exchange::document(document, values, seed).await;
        println!("{:<28} {tally}", document.name);
        whole.add(&tally);
    }
    println!("{:<28} {whole}", "all");
    println!("round-trip {}/{}", whole.equal, whole.sent);
    ExitCode::from(u8::from(!whole.holds()))
}
