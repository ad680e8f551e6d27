//! Tags as features: whatever is on, what is left of the crate compiles without a warning.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use specwright::config::filter::{Filter, Filters, Selector};
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
fn generated(name: &str, tag_features: TagFeatures, filters: Filters) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let input = Input {
        files: [("library.yaml".to_owned(), DOCUMENT.to_owned())].into(),
        documents: vec!["library.yaml".to_owned()],
        ..Input::default()
    };
    let config = Config {
        crate_name: Some(name.to_owned()),
        tag_features,
        filters,
        unused_types: UnusedTypes::Keep,
        runtime: RuntimeDependency::Path(relative(&repository().join("runtime"), &folder)),
        ..Config::default()
    };
    let files = specwright::generate(&input, &config).files.expect("it is generated");
    sync(files, &folder, Mode::Write).expect("it is written");
    // The same versions as this repository, so that its built dependencies serve here too.
    fs::copy(repository().join("Cargo.lock"), folder.join("Cargo.lock")).expect("copied");
    folder
}

/// Nothing is said of the crate with any of these features.
fn check(folder: &Path, all: &[&str]) {
    for features in all {
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline", "--quiet", "--no-default-features", "--features", features])
            .current_dir(folder)
            .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join(".."))
            .env("CARGO_TERM_COLOR", "never")
            .output()
            .expect("it starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && !said.contains("warning"), "`{features}`:\n{said}");
    }
}

#[test]
fn any_tags_compile_with_any_side() {
    let folder = generated("tag-features", TagFeatures::Always, Filters::default());
    let tags = ["client,loans", "server,loans", "loans", "client,server,books", "client,health", "server,health"];
    check(&folder, &tags);
    check(&folder, &["receive", "send,loans", "receive,client,books"]);
    check(&folder, &["client,server,other-types", "client,books,loans", "client,server", "", "default"]);
}

#[test]
fn a_side_compiles_without_the_operations_of_the_other() {
    let not_served = Selector { tags: vec!["Books".to_owned(), "Loans".to_owned()], ..Selector::default() };
    let filters = Filters { server: Filter { exclude: vec![not_served], ..Filter::default() }, ..Filters::default() };
    check(&generated("tags-of-sides", TagFeatures::Always, filters.clone()), &["server,all-tags", "client,books"]);
    check(&generated("sides", TagFeatures::Never, filters), &["server", "client"]);
}
