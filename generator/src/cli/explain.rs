//! `specwright explain`.

use std::process::ExitCode;

use specwright::diag::{Code, Severity};
use specwright::project::say;

/// Prints what a code means, or a line for each.
pub(super) fn run(code: Option<Code>) -> ExitCode {
    let text = match code {
        Some(code) => explanation(code),
        None => list(),
    };
    say(&text);
    ExitCode::SUCCESS
}

fn explanation(code: Code) -> String {
    let severity = if code.severity() == Severity::Error { "error" } else { "warning" };
    let lines: Vec<&str> = code.explanation().lines().map(str::trim).collect();
    format!("{code} ({severity})\n\n{}\n", lines.join("\n"))
}

fn list() -> String {
    let width = Code::ALL.iter().map(|code| code.as_str().len()).max().unwrap_or(0);
    let line = |code: &Code| {
        let headline = code.explanation().lines().next().unwrap_or("").trim();
        format!("{:width$}  {headline}\n", code.as_str())
    };
    Code::ALL.iter().map(line).collect()
}
