//! Tags as features: whatever is on, what is left of the crate compiles without a warning.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use specwright::config::{Config, RuntimeDependency, TagFeatures, UnusedTypes};
use specwright::input::Input;
use specwright::output::{Mode, sync};
use specwright::project::relative;

/// Types and responses that tags share, some of them in components of other kinds; a tag that logs in; a type that nobody uses.
const DOCUMENT: &str = include_str!("features/library.yaml");

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The crate of the document, below the target folder.
fn generated() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tag-features");
    let input = Input {
        files: [("library.yaml".to_owned(), DOCUMENT.to_owned())].into(),
        documents: vec!["library.yaml".to_owned()],
        ..Input::default()
    };
    let config = Config {
        crate_name: Some("tag-features".to_owned()),
        tag_features: TagFeatures::Always,
        unused_types: UnusedTypes::Keep,
        runtime: RuntimeDependency::Path(relative(&repository().join("runtime"), &folder)),
        ..Config::default()
    };
    let files = specwright::generate(&input, &config).files.expect("it is generated");
    sync(&files, &folder, Mode::Write).expect("it is written");
    // The same versions as this repository, so that its built dependencies serve here too.
    fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).expect("copied");
    folder
}

#[test]
fn any_tags_compile_with_any_side() {
    let folder = generated();
    for features in [
        "client,loans",
        "server,loans",
        "loans",
        "client,server,books",
        "client,health",
        "server,health",
        "client,server,other-types",
        "client,books,loans",
        "client,server",
        "",
        "default",
    ] {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--quiet", "--no-default-features", "--features", features])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join(".."))
            .env("CARGO_TERM_COLOR", "never")
            .output()
            .expect("it starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !said.contains("warning"), "`{features}`:\n{said}");
    }
}
