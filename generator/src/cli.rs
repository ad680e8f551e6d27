//! Commands and their arguments.
//!
//! Only what a person types stands here; what is done with it stands in [`specwright::project`].

mod explain;
mod generate;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use specwright::diag::Code;
use specwright::source::copies::Copies;

/// Reads an OpenAPI document and writes a Rust crate: a typed client and axum server stubs.
#[derive(Parser)]
#[command(name = "specwright", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXIT_CODES: &str =
    "Exit codes: 0 done, or in step; 1 out of step (check); 2 the document or the settings have errors.";

#[derive(Subcommand)]
enum Command {
    /// Write the crate, or the crates that `specwright.toml` names
    Generate {
        #[command(flatten)]
        source: Source,
        /// Only compare: exit 1 with a diff of every stale, missing and orphan file
        #[arg(long)]
        check: bool,
        /// Show what would change without writing
        #[arg(long, conflicts_with = "check")]
        dry_run: bool,
    },
    /// Compare the output with the documents: `generate --check`
    Check {
        #[command(flatten)]
        source: Source,
    },
    /// Say what a diagnostic's code means; without a code, list all
    Explain {
        /// As it stands in brackets behind `error` or `warning`
        code: Option<Code>,
    },
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

/// What is generated, and how.
#[derive(Args)]
struct Source {
    /// The document; several become one API. Without it, the APIs of `specwright.toml`
    spec: Vec<PathBuf>,
    /// Folder of the crate [default: the name of the crate]
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// Name of the crate [default: the name of the output folder, or of the document]
    #[arg(long, value_name = "CRATE", requires = "spec")]
    name: Option<String>,
    /// Settings [default: `specwright.toml` in this folder or above]
    #[arg(long, value_name = "FILE", conflicts_with = "spec")]
    config: Option<PathBuf>,
    /// Of the settings' APIs, only this one; can be repeated
    #[arg(long, value_name = "NAME", conflicts_with = "spec")]
    api: Vec<String>,
    /// Write only one side
    #[arg(long, value_name = "SIDE", requires = "spec")]
    only: Option<Side>,
    /// What becomes of types that no operation uses
    #[arg(long, value_name = "WHAT", requires = "spec")]
    unused_types: Option<Unused>,
    /// Write only operations with a tag like this; `*` is any text. Can be repeated, as can the next three; all of them must fit
    #[arg(long, value_name = "PATTERN", requires = "spec")]
    tag: Vec<String>,
    /// Write only operations with a path like this; `*` is any text in a segment, `**` any
    #[arg(long, value_name = "PATTERN", requires = "spec")]
    path: Vec<String>,
    /// Write only operations with this method
    #[arg(long, value_name = "METHOD", requires = "spec")]
    method: Vec<String>,
    /// Write only operations with an `operationId` like this; `*` is any text
    #[arg(long, value_name = "PATTERN", requires = "spec")]
    operation: Vec<String>,
    /// Whether each tag is a feature of the crate
    #[arg(long, value_name = "WHEN", requires = "spec")]
    tag_features: Option<Tags>,
    /// Folder of the runtime crate, instead of the registry's
    #[arg(long, value_name = "PATH", requires = "spec")]
    runtime_path: Option<PathBuf>,
    /// An overlay, applied to the document; can be repeated
    #[arg(long, value_name = "FILE", requires = "spec")]
    overlay: Vec<PathBuf>,
    /// Folder below which `$ref`s may point to [default: that of the document]
    #[arg(long, value_name = "DIR", requires = "spec")]
    ref_root: Option<PathBuf>,
    /// A local copy of what stands at a URL, to which `$ref`s may point; of all below the URL, if that ends with `/`. Can be repeated
    #[arg(long, value_name = "URL=PATH", requires = "spec", value_parser = remote_ref)]
    remote_ref: Vec<(String, PathBuf)>,
    /// Make a code's errors warnings, and leave out what they stand at; can be repeated
    #[arg(long, value_name = "CODE")]
    allow: Vec<Code>,
    /// Report as JSON on standard output
    #[arg(long)]
    json: bool,
}

/// A URL and the path of its copy.
fn remote_ref(text: &str) -> Result<(String, PathBuf), String> {
    let (url, path) = text.rsplit_once('=').ok_or("a URL, `=` and a path are needed")?;
    Copies::check(url)?;
    Ok((url.to_owned(), PathBuf::from(path)))
}

#[derive(Clone, Copy, ValueEnum)]
enum Unused {
    /// They are written
    Keep,
    /// They are left out (the default)
    LeaveOut,
}

#[derive(Clone, Copy, ValueEnum)]
enum Tags {
    /// Where the API is large (the default)
    Auto,
    /// It is
    Always,
    /// It is not
    Never,
}

#[derive(Clone, Copy, ValueEnum)]
enum Side {
    /// The client
    Client,
    /// The server stubs
    Server,
}

/// Runs a command.
pub(crate) fn run(arguments: Arguments) -> ExitCode {
    match arguments.command {
        Command::Generate { source, check, dry_run } => {
            let intent = match (check, dry_run) {
                (true, _) => generate::Intent::Check,
                (_, true) => generate::Intent::DryRun,
                _ => generate::Intent::Write,
            };
            generate::run(&source, intent)
        }
        Command::Check { source } => generate::run(&source, generate::Intent::Check),
        Command::Explain { code } => explain::run(code),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Arguments::command(), "specwright", &mut std::io::stdout());
            ExitCode::SUCCESS
        }
    }
}
