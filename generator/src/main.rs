//! The command line of Specwright.

mod cli;

use std::process::ExitCode;

use clap::Parser;

/// Tokens are many small pieces of memory: two in five seconds of a generation went into the system's own allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(cli::Arguments::parse())
}
