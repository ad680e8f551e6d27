//! The layers of ARCHITECTURE.md hold: who imports whom, and which package is used where.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms in order; a room imports only rooms before it. Rooms in one line don't know each other.
const LAYERS: &[&[&str]] = &[
    &["diag", "source", "input", "config"],
    &["document"],
    &["spec"],
    &["resolve", "check"],
    &["ir"],
    &["analyse"],
    &["lower"],
    &["output", "census"],
    &["render"],
    &["project"],
];

/// Who may know a room beside or above itself.
const EXCEPTIONS: &[(&str, &str)] = &[
    // A diagnostic is printed with an excerpt of its text.
    ("diag", "source"),
    ("diag", "input"),
    // Reading a text, and settings, can fail.
    ("source", "diag"),
    ("config", "diag"),
    ("input", "source"),
    ("input", "diag"),
    // The rules across the document are the last step of resolving.
    ("resolve", "check"),
];

/// Packages and the only places that may use them.
const PACKAGES: &[(&str, &[&str])] = &[
    ("openapiv3", &["document", "resolve"]),
    ("quote", &["render/rust"]),
    ("proc_macro2", &["render/rust"]),
    ("syn", &["render/rust"]),
    ("prettyplease", &["render/rust"]),
    ("askama", &["render/text"]),
    ("heck", &["lower/names", "lower/spelling"]),
    ("clap", &["main", "cli"]),
    ("toml", &["project"]),
    ("toml_edit", &["output"]),
    ("std::fs", &["project", "output"]),
];

/// Every source by its path without ending. Tests may use whatever they need.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("the sources are there").flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    let is_test = |name: &str| name.split('/').any(|part| part == "tests" || part == "fixture");
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).expect("below the root").with_extension("");
            (name.to_string_lossy().replace('\\', "/"), fs::read_to_string(&path).expect("readable"))
        })
        .filter(|(name, _)| !is_test(name))
        .collect()
}

/// The code of a file before its tests, without comments.
fn code(text: &str) -> String {
    let tests = ["#[cfg(test)]\nmod tests {", "#[cfg(test)]\npub(crate) mod tests {"];
    let end = tests.into_iter().filter_map(|tests| text.find(tests)).min().unwrap_or(text.len());
    let text = &text[..end];
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn room(name: &str) -> &str {
    name.split('/').next().unwrap_or(name)
}

fn level(room: &str) -> Option<usize> {
    LAYERS.iter().position(|rooms| rooms.contains(&room))
}

/// Rooms that a piece of code names by `crate::room`.
fn rooms_of(code: &str) -> impl Iterator<Item = &str> {
    code.match_indices("crate::").map(|(at, found)| {
        let rest = &code[at + found.len()..];
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        &rest[..end]
    })
}

#[test]
fn a_room_imports_only_rooms_before_it() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let from = room(&name);
        // What stands under render/rust writes `crate::` of the generated crate as well.
        let (Some(own), false) = (level(from), name.starts_with("render/rust")) else { continue };
        for to in rooms_of(&code(&text)) {
            let known = to == from || EXCEPTIONS.contains(&(from, to));
            // `crate::generate` is the whole line of stages: only the rim calls it.
            let before = level(to).map_or(to != "generate" || from == "project", |other| other < own);
            if !known && !before {
                wrong.push(format!("{name} imports {to}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_package_is_used_only_where_it_belongs() {
    let mut wrong = Vec::new();
    for (name, text) in sources() {
        let code = code(&text);
        for (package, places) in PACKAGES {
            let form = format!("{package}::");
            let used = code
                .match_indices(form.as_str())
                .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'));
            let belongs = places.iter().any(|place| name == *place || name.starts_with(&format!("{place}/")));
            if used && !belongs {
                wrong.push(format!("{name} uses {package}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let long: Vec<_> =
        sources().into_iter().filter(|(_, text)| text.lines().count() > 500).map(|(name, _)| name).collect();
    assert!(long.is_empty(), "split by subject: {long:?}");
}
