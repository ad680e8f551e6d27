//! The project's own chores: `cargo xtask <command>`.

mod conformance;
mod corpus;
mod fuzz;
mod generate;
mod generation;
mod process;
mod round_trip;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The project's own chores.
#[derive(Parser)]
#[command(name = "cargo xtask", arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Write the crates of generated-example/ from specs/
    Generate {
        /// Only compare: exit 1 with a diff of every stale, missing and orphan file
        #[arg(long)]
        check: bool,
    },
    /// Generate and type-check every document of some folders, and say how it went
    Corpus(corpus::Options),
    /// Run a suite that others wrote against what is generated from its documents
    Conformance(conformance::Options),
    /// Send sampled values of every operation there and back, and compare
    RoundTrip(round_trip::Options),
    /// Run mutants of documents through the generator, and say which of them do harm
    Fuzz(fuzz::Options),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Generate { check } => generate::run(check),
        Command::Corpus(options) => corpus::run(&options),
        Command::Conformance(options) => conformance::run(&options),
        Command::RoundTrip(options) => round_trip::run(&options),
        Command::Fuzz(options) => fuzz::run(&options),
    }
}

/// The folder of the repository, whatever folder the command is typed in.
fn repository() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    folder.canonicalize().unwrap_or(folder)
}
