//! A Cargo workspace of generated crates, with a driver that uses them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::{Place, suite};
use crate::generation::{self, Generated, Profile, Request};
use crate::process::{self, Ended};

/// A workspace: `crates/<name>` from documents, `driver` from `xtask/drivers/<name>`.
///
/// Its dependencies are those of `[workspace.dependencies]`: every generated crate under its name, and the runtime. A driver asks for them
/// with `name.workspace = true`.
pub(super) struct Drivers<'a> {
    place: &'a Place,
    folder: PathBuf,
    specwright: PathBuf,
    /// Generated crates, by name.
    crates: BTreeMap<String, Generated>,
}

impl<'a> Drivers<'a> {
    /// A workspace below `target/conformance`; the generator is built. What an earlier run left is only written where it differs, so that
    /// Cargo builds no more than what is new.
    pub(super) fn new(name: &str, place: &'a Place) -> Result<Self, String> {
        let folder = place.work().join("workspaces").join(name);
        let _ = fs::remove_dir_all(folder.join("fresh"));
        fs::create_dir_all(folder.join("crates")).map_err(|error| error.to_string())?;
        let specwright = generation::build(&place.repository, Profile::Dev)?;
        Ok(Self { place, folder, specwright, crates: BTreeMap::new() })
    }

    /// Generates a crate from a document, with the codes of its errors allowed.
    pub(super) fn generate(&mut self, name: &str, spec: &Path, root: &Path) -> &Generated {
        let out = self.folder.join("fresh").join(name);
        let repository = &self.place.repository;
        let request = Request { specwright: &self.specwright, repository, spec, root, name, out: &out };
        let mut generated = generation::run(request);
        // It is a member of this workspace, not one of its own.
        let manifest = out.join("Cargo.toml");
        if let Ok(text) = fs::read_to_string(&manifest) {
            let _ = fs::write(&manifest, text.replace("\n[workspace]\n", "\n"));
        }
        let kept = self.folder.join("crates").join(name);
        if generated.is_complete()
            && let Err(error) = suite::mirror(&out, &kept)
        {
            generated.failure = Some(format!("{}: {error}", kept.display()));
        }
        self.crates.entry(name.to_owned()).insert_entry(generated).into_mut()
    }

    /// Puts the sources of a driver into the workspace.
    ///
    /// # Errors
    ///
    /// When they can't be copied.
    pub(super) fn driver(&self, name: &str) -> Result<(), String> {
        let sources = self.place.repository.join("xtask/drivers").join(name);
        suite::mirror(&sources, &self.folder.join("driver")).map_err(|error| format!("{}: {error}", sources.display()))
    }

    /// Runs Cargo in the workspace: its first argument is the command. What has been built for this repository is used here too.
    ///
    /// # Errors
    ///
    /// When it can't be started.
    pub(super) fn cargo(&self, arguments: &[&str], environment: &[(&str, &str)]) -> Result<Ended, String> {
        self.write_manifest().map_err(|error| error.to_string())?;
        let mut command = Command::new(env!("CARGO"));
        command.args(arguments).current_dir(&self.folder).envs(environment.iter().copied());
        command.env("CARGO_TARGET_DIR", self.target()).env("CARGO_TERM_COLOR", "never");
        process::run(command.arg("--offline")).map_err(|error| error.to_string())
    }

    /// The folder in which Cargo builds.
    pub(super) fn target(&self) -> PathBuf {
        self.specwright.ancestors().nth(2).unwrap_or(&self.folder).to_owned()
    }

    fn write_manifest(&self) -> std::io::Result<()> {
        let crates = self.folder.join("crates");
        for entry in fs::read_dir(&crates)? {
            let entry = entry?;
            if !self.crates.contains_key(&*entry.file_name().to_string_lossy()) {
                fs::remove_dir_all(entry.path())?;
            }
        }
        let repository = &self.place.repository;
        fs::copy(repository.join("Cargo.lock"), self.folder.join("Cargo.lock"))?;
        let manifest = fs::read_to_string(repository.join("Cargo.toml"))?;
        // The profiles of this repository, so that its built dependencies serve here too.
        let profiles = manifest.find("[profile.").map_or("", |at| &manifest[at..]);
        let runtime = repository.join("runtime");
        let mut text = String::from("[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"");
        if self.folder.join("driver").is_dir() {
            text.push_str(", \"driver\"");
        }
        text.push_str("]\n\n[workspace.dependencies]\n");
        let runtime = Value::from(runtime.to_string_lossy());
        let _ = writeln!(text, "specwright-runtime = {{ path = {runtime}, default-features = false }}");
        for (name, generated) in &self.crates {
            if generated.is_complete() {
                let _ = writeln!(text, "{name} = {{ path = \"crates/{name}\" }}");
            }
        }
        fs::write(self.folder.join("Cargo.toml"), format!("{text}\n{profiles}"))
    }
}
