//! Type-checks and lints a generated crate.

use std::path::Path;
use std::process::Command;

use super::{Options, Place};
use crate::process::{self, Ended};

/// What rustc made of a crate.
#[derive(Debug, Default)]
pub(super) struct Checked {
    /// `both`, `client`, `server`, `clippy`, `doc`.
    pub(super) what: &'static str,
    /// The process.
    pub(super) ended: Ended,
    /// Warnings.
    pub(super) warnings: usize,
    /// Errors.
    pub(super) errors: usize,
    /// The first of either.
    pub(super) first: String,
}

impl Checked {
    pub(super) fn passes(&self) -> bool {
        self.ended.code == Some(0) && self.warnings == 0
    }
}

const BOTH: &[&str] = &["check"];
const CLIENT: &[&str] = &["check", "--no-default-features", "--features", "client"];
const SERVER: &[&str] = &["check", "--no-default-features", "--features", "server"];
const CLIPPY: &[&str] = &["clippy"];
const DOC: &[&str] = &["doc", "--no-deps"];

/// Both sides together; on request each alone, clippy and rustdoc.
pub(super) fn run(folder: &Path, options: &Options, place: &Place) -> Vec<Checked> {
    // The lock file of this repository: no resolution, the same dependencies for every crate.
    let _ = std::fs::copy(place.repository.join("Cargo.lock"), folder.join("Cargo.lock"));
    let mut runs = vec![("both", BOTH)];
    if options.sides {
        runs.extend([("client", CLIENT), ("server", SERVER)]);
    }
    if options.lint {
        runs.extend([("clippy", CLIPPY), ("doc", DOC)]);
    }
    // A side alone is to be checked with every tag, where tags are features.
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    let has_tags = manifest.lines().any(|line| line.starts_with("all-tags ="));
    let more = |what: &str| if has_tags && matches!(what, "client" | "server") { ",all-tags" } else { "" };
    let run = |(what, arguments): (&'static str, &[&str])| {
        let mut arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
        if let Some(features) = arguments.last_mut() {
            features.push_str(more(what));
        }
        check(what, &arguments, folder, place)
    };
    runs.into_iter().map(run).collect()
}

fn check(what: &'static str, arguments: &[String], folder: &Path, place: &Place) -> Checked {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(arguments)
        .args(["--message-format", "short", "--offline"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", &place.target)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_TERM_COLOR", "never");
    let ended = match process::run(&mut command) {
        Ok(ended) => ended,
        Err(error) => Ended { err: error.to_string(), ..Ended::default() },
    };
    let is = |line: &&str, word: &str| line.starts_with(word) || line.contains(&format!(": {word}"));
    let counted = |line: &&str| !line.contains(" generated ") && !line.contains("could not compile");
    let warnings = ended.err.lines().filter(counted).filter(|line| is(line, "warning")).count();
    let errors = ended.err.lines().filter(counted).filter(|line| is(line, "error")).count();
    let first = ended.err.lines().filter(counted).find(|line| is(line, "error") || is(line, "warning"));
    Checked { what, warnings, errors, first: first.unwrap_or_default().to_owned(), ended }
}
