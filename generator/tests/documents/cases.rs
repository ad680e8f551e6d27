//! Each construct of OpenAPI and each kind of dirt in a small document of its own: what is said of it and what it becomes.
//!
//! A case is a folder below `tests/cases`: `openapi.yaml` (or `.json`, `swagger.yaml`) with the files that it refers to, and where
//! it needs one a `specwright.toml`. `expected.txt` holds what is said and the outline of what is written. Where the text of a
//! generated file matters, `expected/` has it under its path. `UPDATE_SNAPSHOTS=1` writes both anew; read the diff.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use specwright::config::Config;
use specwright::diag::{Sink, human};
use specwright::input::Input;
use specwright::ir::Api;

use crate::case::{self, Case};
use crate::{cargo, outline};

#[test]
fn each_case_is_what_it_was_expected_to_be() {
    let mut wrong = Vec::new();
    for case in case::all() {
        let out = tempfile::tempdir().expect("a folder");
        let outcome = case.run(out.path());
        let said = human::render(&outcome.diagnostics, &outcome.input).replace(&outcome.input.prefix, "");
        let mut text = said.clone();
        if outcome.report.is_some() {
            let config = case.project().config;
            text.push_str(&outlined(&outcome.input, &config).expect("an API"));
        }
        compare(&case, &case.folder.join("expected.txt"), &text, &mut wrong);
        for file in files_below(&case.folder.join("expected")) {
            let path = file.strip_prefix(case.folder.join("expected")).expect("a file in the folder");
            let written =
                fs::read_to_string(out.path().join(path)).unwrap_or_else(|_| "it is not written\n".to_owned());
            compare(&case, &file, &written, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_written_compiles_without_a_warning() {
    let workspace = cargo::Workspace::new("cases");
    let cases = case::all();
    let written = cases.iter().filter(|case| case.run(&workspace.member(&case.name)).report.is_some());
    let names: Vec<&str> = written.map(|case| case.name.as_str()).collect();
    workspace.keep(&names);
    for features in [&["client", "server", "receive", "send"][..], &["client"], &["server"], &["receive"], &["send"]] {
        workspace.check(features);
    }
}

#[test]
fn a_second_run_changes_nothing() {
    for case in case::all() {
        let out = tempfile::tempdir().expect("a folder");
        case.run(out.path());
        let again = case.run(out.path());
        let changes = again.report.map_or(0, |report| report.changes.len());
        assert_eq!(changes, 0, "{}", case.name);
    }
}

fn compare(case: &Case, file: &Path, text: &str, wrong: &mut Vec<String>) {
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(file, text).expect("written");
    } else if fs::read_to_string(file).unwrap_or_default() != text {
        let path = file.strip_prefix(&case.folder).unwrap_or(file).display();
        wrong.push(format!("== {}: {path} is now\n{text}", case.name));
    }
}

/// The types, the servers and the operations that come of an input.
fn outlined(input: &Input, config: &Config) -> Option<String> {
    let mut sink = Sink::default();
    let api = specwright::lowered(input, config, &mut sink)?;
    let parts =
        [("types", outline::types(&api)), ("servers", servers(&api)), ("operations", outline::operations(&api))];
    let mut text = String::new();
    for (title, part) in parts.into_iter().filter(|(_, part)| !part.is_empty()) {
        let _ = write!(text, "\n-- {title}\n{part}");
    }
    Some(text)
}

fn servers(api: &Api) -> String {
    let mut text = String::new();
    for server in &api.servers {
        let _ = writeln!(text, "{} {}", server.name.rust, server.url);
        for variable in &server.variables {
            let _ = writeln!(text, "  {} = {:?}", variable.name.rust, variable.default);
        }
    }
    text
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}
