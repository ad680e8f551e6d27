//! Generated crates in one workspace, so that Cargo sees them all at once.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A workspace with a member for each crate.
pub(crate) struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    /// One below the target folder. It stays there: for who looks for what is wrong, and so that a second run is quick.
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(folder.join("crates")).expect("made");
        // The same versions and profiles as this repository, so that its built dependencies serve here too.
        let root = repository();
        fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("copied");
        let manifest = fs::read_to_string(root.join("Cargo.toml")).expect("a manifest");
        let profiles = manifest.find("[profile.").map_or("", |at| &manifest[at..]);
        fs::write(
            folder.join("Cargo.toml"),
            format!("[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n\n{profiles}"),
        )
        .expect("written");
        Self { folder }
    }

    /// The folder of a member. Its manifest is removed: a generated one is written only where there is none.
    pub(crate) fn member(&self, name: &str) -> PathBuf {
        let folder = self.folder.join("crates").join(name);
        let _ = fs::remove_file(folder.join("Cargo.toml"));
        folder
    }

    /// Removes every other member.
    pub(crate) fn keep(&self, names: &[&str]) {
        for entry in fs::read_dir(self.folder.join("crates")).expect("a folder").flatten() {
            if !names.contains(&&*entry.file_name().to_string_lossy()) {
                fs::remove_dir_all(entry.path()).expect("removed");
            }
        }
    }

    /// Type-checks every member with these features, and nothing may be said of them.
    pub(crate) fn check(&self, features: &[&str]) {
        let output = self.cargo(&["check", "--no-default-features", "--features", &features.join(",")]);
        let said = String::from_utf8_lossy(&output.stderr);
        let warned = said.lines().any(|line| line.starts_with("warning"));
        assert!(output.status.success() && !warned, "{features:?} in {}:\n{said}", self.folder.display());
    }

    /// Runs Cargo on every member.
    pub(crate) fn cargo(&self, arguments: &[&str]) -> Output {
        let (command, arguments) = arguments.split_first().expect("a command");
        Command::new(env!("CARGO"))
            .args([command, "--workspace", "--offline", "--quiet"])
            .args(arguments)
            .current_dir(&self.folder)
            // What was built for this repository is not built again.
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join(".."))
            .env("CARGO_TERM_COLOR", "never")
            .env("RUSTDOCFLAGS", "-D warnings")
            .output()
            .expect("it starts")
    }
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}
