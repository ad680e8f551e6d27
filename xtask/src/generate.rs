//! `cargo xtask generate`: the APIs of `specwright.toml`.

use std::path::Path;
use std::process::ExitCode;

use specwright::diag;
use specwright::output::Mode;
use specwright::project::{FILE_NAME, Project, ProjectError, Status, complain, relative, say};

/// Writes or compares every API, and ends with the worst of their statuses.
pub(crate) fn run(check: bool) -> ExitCode {
    let mode = if check { Mode::Check } else { Mode::Write };
    let status = run_all(mode).unwrap_or_else(|error| {
        eprintln!("error: {error}");
        Status::Broken
    });
    if status == Status::OutOfStep {
        eprintln!("run `cargo xtask generate` and commit what it writes");
    }
    ExitCode::from(status as u8)
}

fn run_all(mode: Mode) -> Result<Status, ProjectError> {
    // As seen from where the command is typed, so that the paths in messages are short and an editor finds them.
    let settings = relative(&crate::repository().join(FILE_NAME), Path::new("."));
    let project = Project::read(Path::new(&settings))?;
    let mut worst = Status::InStep;
    for api in &project.apis {
        let outcome = api.run(mode)?;
        complain(&diag::human::render(&outcome.diagnostics, &outcome.input));
        say(&outcome.summary(api, mode));
        worst = worst.max(outcome.status(mode));
    }
    Ok(worst)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checked_in_crates_are_in_step_with_the_specs() {
        let status = run_all(Mode::Check).expect("the APIs can be read");
        assert_eq!(status, Status::InStep, "run `cargo xtask generate` and commit what it writes");
    }
}
