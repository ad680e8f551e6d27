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

/// The profile of [`Speed::Optimized`].
const OPTIMIZED: &str = "optimized";

/// How a driver is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Speed {
    /// With what has been built for the tests.
    Built,
    /// With optimization, from scratch.
    Optimized,
}

/// A workspace: `crates/<name>` from documents, `driver` from `xtask/drivers/<name>`.
///
/// Its dependencies are those of `[workspace.dependencies]`: every generated crate under its name, and the runtime. A driver asks for them
/// with `name.workspace = true`.
pub(crate) struct Drivers<'a> {
    place: &'a Place,
    folder: PathBuf,
    specwright: PathBuf,
    /// Generated crates, by name.
    crates: BTreeMap<String, Generated>,
    /// Crates that are there without it, by name.
    others: BTreeMap<String, PathBuf>,
}

impl<'a> Drivers<'a> {
    /// A workspace below `target/conformance`; the generator is built. What an earlier run left is only written where it differs, so that
    /// Cargo builds no more than what is new.
    pub(crate) fn new(name: &str, place: &'a Place) -> Result<Self, String> {
        let folder = place.work().join("workspaces").join(name);
        let _ = fs::remove_dir_all(folder.join("fresh"));
        fs::create_dir_all(folder.join("crates")).map_err(|error| error.to_string())?;
        let specwright = generation::build(&place.repository, Profile::Dev)?;
        Ok(Self { place, folder, specwright, crates: BTreeMap::new(), others: BTreeMap::new() })
    }

    /// Generates a crate from a document, with the codes of its errors allowed.
    pub(crate) fn generate(&mut self, name: &str, spec: &Path, root: &Path) -> &Generated {
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

    /// The folder of the workspace.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// A file of the workspace.
    pub(crate) fn kept(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Puts the sources of a driver into the workspace.
    ///
    /// # Errors
    ///
    /// When they can't be copied.
    pub(crate) fn driver(&self, name: &str) -> Result<(), String> {
        let sources = self.place.repository.join("xtask/drivers").join(name);
        suite::mirror(&sources, &self.folder.join("driver")).map_err(|error| format!("{}: {error}", sources.display()))
    }

    /// Lets the driver use a crate that stands elsewhere.
    pub(crate) fn depend(&mut self, name: &str, folder: &Path) {
        self.others.insert(name.to_owned(), folder.to_owned());
    }

    /// Writes a file of the driver.
    ///
    /// # Errors
    ///
    /// When it can't be written.
    pub(crate) fn write(&self, name: &str, text: &str) -> Result<(), String> {
        fs::write(self.folder.join("driver").join(name), text).map_err(|error| format!("{name}: {error}"))
    }

    /// Builds the driver, a package of this name, with every crate as its dependency; gives its program.
    ///
    /// # Errors
    ///
    /// When it can't be built.
    pub(super) fn build_driver(&self, package: &str, speed: Speed) -> Result<PathBuf, String> {
        let manifest = self.folder.join("driver/Cargo.toml");
        let mut text = fs::read_to_string(&manifest).map_err(|error| error.to_string())?;
        for name in self.names() {
            let _ = writeln!(text, "{name}.workspace = true");
        }
        fs::write(&manifest, text).map_err(|error| error.to_string())?;
        let (profile, folder) = match speed {
            Speed::Built => ("dev", "debug"),
            Speed::Optimized => (OPTIMIZED, OPTIMIZED),
        };
        let built = self.cargo(&["build", "--quiet", "--profile", profile, "--package", package], &[])?;
        if built.code != Some(0) {
            return Err(format!("the driver does not build:\n{}", built.err));
        }
        Ok(self.target().join(folder).join(package))
    }

    /// Builds the driver and runs it: what it says goes to the terminal as it comes. Gives its exit code.
    ///
    /// # Errors
    ///
    /// When it can't be built or started.
    pub(crate) fn run_driver(&self, package: &str, speed: Speed, environment: &[(&str, String)]) -> Result<u8, String> {
        let mut command = Command::new(self.build_driver(package, speed)?);
        command.envs(environment.iter().map(|(name, value)| (name, value)));
        let status = command.status().map_err(|error| error.to_string())?;
        Ok(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(2))
    }

    fn names(&self) -> impl Iterator<Item = &String> {
        let generated = self.crates.iter().filter(|(_, generated)| generated.is_complete()).map(|(name, _)| name);
        generated.chain(self.others.keys())
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
        let complete = self.crates.iter().filter(|(_, generated)| generated.is_complete());
        let mut members: Vec<String> = complete.map(|(name, _)| format!("crates/{name}")).collect();
        if self.folder.join("driver").is_dir() {
            members.push("driver".to_owned());
        }
        let mut text =
            format!("[workspace]\nresolver = \"3\"\nmembers = {}\n\n[workspace.dependencies]\n", Value::from(members));
        let runtime = Value::from(runtime.to_string_lossy());
        let _ = writeln!(text, "specwright-runtime = {{ path = {runtime}, default-features = false }}");
        let generator = Value::from(repository.join("generator").to_string_lossy());
        let _ = writeln!(text, "specwright = {{ path = {generator} }}");
        for name in self.names() {
            let folder =
                self.others.get(name).map_or_else(|| format!("crates/{name}"), |it| it.to_string_lossy().into_owned());
            let _ = writeln!(text, "{name} = {{ path = {} }}", Value::from(folder));
        }
        // Of what runs for hours, the libraries are most; what is generated is large, and the generator runs once.
        let optimized = format!(
            "[profile.{OPTIMIZED}]\ninherits = \"dev\"\nopt-level = 1\n\n[profile.{OPTIMIZED}.package.\"*\"]\nopt-level = 2\n\n[profile.{OPTIMIZED}.package.specwright]\nopt-level = 0\n"
        );
        fs::write(self.folder.join("Cargo.toml"), format!("{text}\n{profiles}\n{optimized}"))
    }
}
