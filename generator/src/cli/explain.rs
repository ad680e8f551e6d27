//! `specwright explain`.

use std::process::ExitCode;

use specwright::diag::{Code, Severity};

/// Prints what a code means, or a line for each.
pub(super) fn run(code: Option<Code>) -> ExitCode {
    if let Some(code) = code {
        println!("{code} ({})\n", if code.severity() == Severity::Error { "error" } else { "warning" });
        for line in code.explanation().lines() {
            println!("{}", line.trim());
        }
    } else {
        let width = Code::ALL.iter().map(|code| code.as_str().len()).max().unwrap_or(0);
        for code in Code::ALL {
            let headline = code.explanation().lines().next().unwrap_or("").trim();
            println!("{:width$}  {headline}", code.as_str());
        }
    }
    ExitCode::SUCCESS
}
