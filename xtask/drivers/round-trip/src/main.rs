//! Sends sampled values of every operation from a generated client through a generated server and back, and compares.

mod assertions;
mod bodies;
mod compare;
mod documents;
mod exchange;
mod formats;
mod frames;
mod known;
mod media;
mod network;
mod numbers;
mod parts;
mod places;
mod probe;
mod requests;
mod responses;
mod samples;
mod scalars;
mod strings;
mod tally;
mod workers;

use std::process::ExitCode;
use std::time::Instant;

use specwright_runtime::xml::Element;

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
    /// What its bodies are called in XML, in the order in which the generator has them.
    pub(crate) elements: &'static [&'static Element],
}

/// Where the generator finds a document.
pub(crate) enum Source {
    /// An API of a `specwright.toml`.
    Project { file: &'static str, api: &'static str },
    /// A document on its own.
    Document { spec: &'static str, root: &'static str, allow: &'static [&'static str] },
}

fn main() -> ExitCode {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let values = number("VALUES").unwrap_or(1000);
    let seed = number("SEED").unwrap_or_else(|| fastrand::u64(..1_000_000));
    println!("{values} values of each operation, seed {seed}");
    let start = Instant::now();
    let mut whole = Tally::default();
    for document in DOCUMENTS {
        let begin = Instant::now();
        let tally = workers::document(document, values, seed);
        println!("{:<28} {tally}, {}", document.name, tally.rate(begin.elapsed()));
        whole.add(&tally);
    }
    println!("{:<28} {whole}, {}", "all", whole.rate(start.elapsed()));
    println!("round-trip {}/{}", whole.equal, whole.sent);
    if !whole.holds() {
        println!("to see it again: cargo xtask round-trip --values {values} --seed {seed}");
    }
    ExitCode::from(u8::from(!whole.holds()))
}
