//! Runs the generator on a document, as a process of its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::process::{self, Ended};

/// What the generator made of a document.
#[derive(Debug, Default)]
pub(crate) struct Generated {
    /// The last run.
    pub(crate) ended: Ended,
    /// Whether a crate came out.
    pub(crate) written: bool,
    /// Codes that had to be allowed.
    pub(crate) allowed: BTreeSet<String>,
    /// How often each code was said in the first run.
    pub(crate) codes: BTreeMap<String, usize>,
    /// Operations that the document lists, and those of them in the output.
    pub(crate) operations: (u64, u64),
    /// Lines of Rust written.
    pub(crate) lines: usize,
    /// What stopped it.
    pub(crate) failure: Option<String>,
}

impl Generated {
    pub(crate) fn is_complete(&self) -> bool {
        self.written && self.failure.is_none()
    }
}

/// How the generator is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// As users run it.
    Release,
    /// As it has been built for the tests.
    Dev,
}

/// Builds the generator.
pub(crate) fn build(repository: &Path, profile: Profile) -> Result<PathBuf, String> {
    let (name, folder) = match profile {
        Profile::Release => ("release", "release"),
        Profile::Dev => ("dev", "debug"),
    };
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--profile", name, "--package", "specwright"])
        .current_dir(repository)
        .status()
        .map_err(|error| error.to_string())?;
    if !status.success() {
        return Err("the generator does not build".to_owned());
    }
    Ok(target(repository).join(folder).join("specwright"))
}

/// The folder in which Cargo builds what is of this repository.
pub(crate) fn target(repository: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| repository.join("target"), PathBuf::from)
}

/// What is to be generated.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Request<'a> {
    /// The generator, built.
    pub(crate) specwright: &'a Path,
    /// The repository, whose runtime the crate uses.
    pub(crate) repository: &'a Path,
    /// The document.
    pub(crate) spec: &'a Path,
    /// Below which its references may point.
    pub(crate) root: &'a Path,
    /// Name of the crate.
    pub(crate) name: &'a str,
    /// Folder of the crate; what was there is removed.
    pub(crate) out: &'a Path,
}

/// Generates; where the document has errors, again with their codes allowed.
pub(crate) fn run(request: Request<'_>) -> Generated {
    let Request { specwright, repository, spec, root, name, out } = request;
    let mut generated = Generated::default();
    let _ = std::fs::remove_dir_all(out);
    // Allowing one code can let a later stage speak; more than a few rounds would be a loop.
    for round in 0..4 {
        let mut command = Command::new(specwright);
        command.arg("generate").arg(spec).args(["--json", "--name", name]);
        command.arg("--out").arg(out).arg("--ref-root").arg(root);
        command.arg("--runtime-path").arg(repository.join("runtime"));
        for code in &generated.allowed {
            command.args(["--allow", code]);
        }
        match process::run(&mut command) {
            Ok(ended) => generated.ended = ended,
            Err(error) => {
                generated.failure = Some(error.to_string());
                return generated;
            }
        }
        let report: Value = serde_json::from_str(&generated.ended.out).unwrap_or_default();
        let diagnostics = report[0]["diagnostics"].as_array().cloned().unwrap_or_default();
        if round == 0 {
            for diagnostic in &diagnostics {
                *generated.codes.entry(text(&diagnostic["code"])).or_default() += 1;
            }
        }
        match generated.ended.code {
            Some(0) => {
                generated.written = true;
                let operations = &report[0]["census"]["operations"];
                let count = |key: &str| operations[key].as_u64().unwrap_or_default();
                generated.operations = (count("listed"), count("generated"));
                generated.lines = lines(out);
                return generated;
            }
            Some(2) => {
                let errors = diagnostics.iter().filter(|diagnostic| diagnostic["severity"] == "error");
                let before = generated.allowed.len();
                generated.allowed.extend(errors.map(|diagnostic| text(&diagnostic["code"])));
                if generated.allowed.len() == before {
                    generated.failure = Some(first_line(&words(&generated.ended, &diagnostics)));
                    return generated;
                }
            }
            code => {
                generated.failure = Some(format!("ended with {code:?}: {}", first_line(&generated.ended.err)));
                return generated;
            }
        }
    }
    generated.failure = Some("errors remain although their codes are allowed".to_owned());
    generated
}

fn words(ended: &Ended, diagnostics: &[Value]) -> String {
    let error = diagnostics.iter().find(|diagnostic| diagnostic["severity"] == "error");
    error.map_or_else(|| ended.err.clone(), |diagnostic| text(&diagnostic["message"]))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}

fn lines(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    entries
        .flatten()
        .map(|entry| entry.path())
        .map(|path| match path.extension() {
            _ if path.is_dir() => lines(&path),
            Some(ending) if ending == "rs" => std::fs::read_to_string(&path).map_or(0, |text| text.lines().count()),
            _ => 0,
        })
        .sum()
}
