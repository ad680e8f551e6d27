//! `cargo xtask conformance <suite>`: suites that others wrote, against what is generated from their documents.
//!
//! They stand beside the repository, in `../shared/conformance`. A suite is copied below `target/conformance` before anything of it runs, so
//! nothing is written where it stands. What drives generated code is a crate of `xtask/drivers`, put beside the generated crates.

mod autorest;
mod drivers;
mod examples;
mod jsonschema;
mod oai;
mod prism;
mod schemathesis;
mod service;
mod spector;
mod suite;

pub(crate) use drivers::{Drivers, Speed};

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

/// Where suites are looked for, from the repository.
const FOLDER: &str = "../shared/conformance";

/// Which suite, and how much of it.
#[derive(Args)]
pub(crate) struct Options {
    /// The suite; several, one after the other
    #[arg(required = true)]
    suites: Vec<Suite>,
    /// Only what has this in its name; can be repeated
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// As much of it as is worth a check at every change
    #[arg(long)]
    slice: bool,
}

impl Options {
    /// Whether `--only` lets it through.
    fn takes(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|part| name.contains(part))
    }
}

/// A suite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Suite {
    /// JSON-Schema-Test-Suite: what is valid comes back, what is not is refused
    #[value(name = "jsonschema")]
    JsonSchema,
    /// Documents of the OpenAPI Initiative: those that pass, those that fail, those that teach
    Oai,
    /// `AutoRest`: its test server, called by clients generated from Swagger 2.0
    Autorest,
    /// Prism: a proxy between generated clients and the example servers, which holds both against the document
    Prism,
    /// Schemathesis: requests made from the documents, right and wrong, to the example servers
    Schemathesis,
    /// Spector: its mock service, called by generated clients
    Spector,
    /// Spector: its requests, and wrong ones, to generated servers
    SpectorServer,
}

/// How a suite went.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Outcome {
    /// It ran, and all of it is to pass.
    Ran(Score),
    /// It ran, and what does not pass is little and explained.
    Enough(Score),
    /// It is not there.
    Absent,
}

/// How much of a suite holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Score {
    /// Cases that pass.
    passed: usize,
    /// Cases that can pass.
    of: usize,
}

impl std::ops::Add for Score {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self { passed: self.passed + other.passed, of: self.of + other.of }
    }
}

/// Runs suites; exit code 1 if a case of one fails, 2 if one can't be run.
pub(crate) fn run(options: &Options) -> ExitCode {
    let mut worst = 0;
    for suite in &options.suites {
        let name = suite.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned());
        worst = worst.max(match run_one(*suite, options) {
            Ok(Outcome::Absent) => {
                println!("skipped: there is no {name} at {FOLDER}, or it can't be run here");
                0
            }
            Ok(Outcome::Enough(Score { passed, of })) => {
                println!("{name}: {passed}/{of}");
                0
            }
            Ok(Outcome::Ran(Score { passed, of })) => {
                println!("{name}: {passed}/{of}");
                u8::from(passed < of)
            }
            Err(message) => {
                eprintln!("error: {name}: {message}");
                2
            }
        });
    }
    ExitCode::from(worst)
}

fn run_one(suite: Suite, options: &Options) -> Result<Outcome, String> {
    let place = Place::new()?;
    match suite {
        Suite::JsonSchema => jsonschema::run(options, &place),
        Suite::Oai => oai::run(options, &place),
        Suite::Autorest => autorest::clients(options, &place),
        Suite::Prism => prism::run(options, &place),
        Suite::Schemathesis => schemathesis::run(options, &place),
        Suite::Spector => spector::clients(options, &place),
        Suite::SpectorServer => spector::servers(options, &place),
    }
}

/// Where suites run.
pub(crate) struct Place {
    pub(crate) repository: PathBuf,
}

impl Place {
    pub(crate) fn new() -> Result<Self, String> {
        let repository = crate::repository().canonicalize().map_err(|error| error.to_string())?;
        Ok(Self { repository })
    }

    /// The folder of a suite as it was given: to be read only.
    fn given(&self, suite: &str) -> Option<PathBuf> {
        Some(self.repository.join(FOLDER).join(suite)).filter(|folder| folder.is_dir())
    }

    /// A folder to work in.
    fn work(&self) -> PathBuf {
        self.repository.join("target/conformance")
    }
}

/// The first line that is worth reading of what a process said.
fn gist(said: &str) -> &str {
    let is_error = |line: &&str| line.starts_with("error") || line.contains("panicked");
    said.lines().find(is_error).or_else(|| said.lines().next()).unwrap_or_default()
}
