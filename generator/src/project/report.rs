//! What a person reads at the end of a run, and what a pipeline reads in its exit code.

use std::fmt::Write;
use std::io::{self, Write as _};

use super::{ApiProject, Outcome};
use crate::diag::Severity;
use crate::output::{Mode, SyncReport};

/// How a run ended; its number is the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Everything is as it should be.
    InStep = 0,
    /// The output differs from what the documents say, and was not written.
    OutOfStep = 1,
    /// The documents or settings have errors; nothing was written.
    Broken = 2,
}

impl Outcome {
    /// How the run ended.
    pub fn status(&self, mode: Mode) -> Status {
        match &self.report {
            None => Status::Broken,
            Some(report) if mode == Mode::Check && !report.is_in_step() => Status::OutOfStep,
            Some(_) => Status::InStep,
        }
    }

    /// A few lines for a person: what was written, or every difference as a diff.
    pub fn summary(&self, api: &ApiProject, mode: Mode) -> String {
        let out = api.out.display();
        let mut text = match &self.report {
            None => format!("{}: not generated; {out} is as it was", api.name),
            Some(report) => {
                let (changes, all) = (report.changes.len(), report.unchanged);
                match mode {
                    Mode::Write if changes == 0 => {
                        format!("{}: {out} is up to date ({all} files)", api.name)
                    }
                    Mode::Write => format!("{}: {changes} files changed, {all} unchanged in {out}", api.name),
                    Mode::Check if changes == 0 => {
                        format!("{}: {out} is in step ({all} files)", api.name)
                    }
                    Mode::Check => {
                        format!("{}{}: {changes} files in {out} are out of step", report.diff(), api.name)
                    }
                }
            }
        };
        let warnings = self.count(Severity::Warning);
        if warnings > 0 {
            let _ = write!(text, ", {warnings} warnings");
        }
        text.push('\n');
        text
    }

    /// The same for a machine.
    pub fn json(&self, api: &ApiProject, mode: Mode) -> serde_json::Value {
        let diagnostics = crate::diag::json::render(&self.diagnostics, &self.input);
        serde_json::json!({
            "api": api.name,
            "out": api.out,
            "status": match self.status(mode) {
                Status::InStep => "in-step",
                Status::OutOfStep => "out-of-step",
                Status::Broken => "broken",
            },
            "diagnostics": serde_json::from_str::<serde_json::Value>(&diagnostics).unwrap_or_default(),
            "census": self.census_json(),
            "changes": self.report.as_ref().map(changes),
        })
    }
}

fn changes(report: &SyncReport) -> Vec<String> {
    report.changes.iter().map(ToString::to_string).collect()
}

/// Prints what was asked for. Whoever reads the first lines only, and leaves, is no fault.
pub fn say(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

/// Prints beside what was asked for.
pub fn complain(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}
