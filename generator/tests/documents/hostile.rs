//! Text that breaks out of code where it is not data, in every string of a document at once.
//!
//! Each class of attack is held against its words alone (`"; fn evil()` and `   fn evil  `), which make the same names: the same
//! files must come out, with the same tokens but for literals and doc comments. Then it must compile, and hold no doctest.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use specwright::config::{Config, ManifestStyle, RuntimeDependency, UnusedTypes};
use specwright::diag::Severity;
use specwright::generate;
use specwright::input::Input;
use specwright::output::{FileSet, Mode, sync};
use specwright::project::relative;

use crate::cargo::Workspace;
use crate::inject::{self, Payload};
use crate::shape;

/// The classes, after the advisories that other generators got.
const CLASSES: &[(&str, &str)] = &[
    ("quotes", "\" + evil() + '\"' + `x`"),
    ("raw-string", "\"#; fn evil() {} r#\" \"##"),
    ("backslashes", "\\\" \\\\ \\n \\u{41} \\x41 \\"),
    ("newline", "a\nfn evil() {}\n#![evil]\nmod evil;"),
    ("carriage-return", "a\rfn evil() {}\r\nb"),
    ("crlf-header", "\r\nX-Evil: 1\r\n\r\nevil"),
    ("comment", "*/ fn evil() {} /* // evil"),
    ("separators", "a\u{2028}fn evil() {}\u{2029}b\u{85}c\u{b}d\u{c}e"),
    ("bidi", "\u{202e}evil\u{2066}x\u{2069}\u{200f}\u{61c}\u{feff}\u{200b}"),
    ("nul", "a\0b\u{1}\u{1b}[31m\u{7f}"),
    ("format", "{} {0} {evil} {:?} {{}} %s ${evil} #{evil} $(evil)"),
    ("attribute", "#![evil] #[evil] ]] )] }} evil!{}"),
    ("fence", "a\n```\nfn evil() {}\n```\n\n~~~rust\nevil()\n~~~\n````\nnested\n```\n"),
    ("indented", "a\n\n    fn evil() {}\n    evil();\n\n\tevil()\n\n- x\n\n      evil()\n"),
    (
        "links",
        "[Evil] [`evil`](fn@evil) [a]: evil [x](javascript:evil) <https://evil.example> https://evil.example ![i](evil)",
    ),
    ("html", "</script><script>evil()</script><img src=x onerror=evil()><!-- --> -->&lt;"),
    ("elements", "<p>a <code>evil()</p><a href=\"javascript:evil()\">x</a><pre>\nfn evil() {}\n<ul><li><b>[Evil]"),
    (
        "emptied",
        "~~<span></span>~~\nfn evil() {}\n\n**<b></b>**\n\n<b>… […</b>](https://evil.example)\n\n*<p>     evil();*",
    ),
    ("references", "&#x202e;evil&#8232;fn evil() {}&#0;<p>&#x202e;<pre>&#x2066;&#96;&#96;&#96;\nevil()\n"),
    ("traversal", "/../../../evil ..\\..\\evil /etc/evil C:\\evil ~/evil"),
    ("reserved", "con nul. aux.rs lib.rs mod.rs ."),
    ("toml", "\"\n[dependencies]\nevil = { path = \"/evil\" }\n'''\n\"\"\"\n# evil = 1"),
    ("readme", "\n# Evil\n\n| a | b |\n|---|---|\n```rust\nevil()\n```\n---\n===\n> evil | evil"),
    ("templates", "{{ evil }} {% evil %} {# evil #} <%= evil %> {{{evil}}} [[evil]]"),
    ("keywords", "self Self super crate fn r#evil _ 'static Option Result Vec"),
    ("long", "evil"),
];

fn payloads() -> Vec<Payload> {
    let classes = CLASSES.iter().map(|&(name, text)| {
        let text = if name == "long" { &format!("{}\" ", text.repeat(500)) } else { text };
        Payload::new(name, text)
    });
    classes.collect()
}

#[test]
fn hostile_text_is_only_data() {
    let mut wrong = Vec::new();
    for document in documents() {
        for payload in payloads() {
            let hostile = files(&inject::into(&document, &|_| payload.clone()), &payload.name);
            let tame = files(&inject::into(&document, &|_| payload.words()), &payload.name);
            let paths = |files: &FileSet| files.files.keys().cloned().collect::<Vec<_>>();
            assert_eq!(paths(&hostile), paths(&tame), "{}", payload.name);
            for (path, file) in &hostile.files {
                assert!(is_plain(path), "{path}");
                let (found, expected) = (shape::of(path, &file.text), shape::of(path, &tame.files[path].text));
                if found != expected {
                    let same = found.bytes().zip(expected.bytes()).take_while(|(a, b)| a == b).count();
                    let from = |shape: &str| shape.chars().skip(same.saturating_sub(80)).take(160).collect::<String>();
                    wrong.push(format!("{}: {path}\n  {}\n  {}", payload.name, from(&found), from(&expected)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_header_has_no_hostile_name() {
    for payload in payloads() {
        let mut document = documents().remove(0);
        document["paths"]["/books"]["parameters"][0]["name"] = payload.text.clone().into();
        let generation = generate(&input(&document), &Config::default());
        let place = "/paths/~1books/parameters/0/name";
        let is_said =
            generation.diagnostics.iter().any(|it| it.severity == Severity::Error && it.place.pointer == place);
        assert!(is_said && generation.files.is_none(), "{}", payload.name);
    }
}

#[test]
fn hostile_text_compiles_and_none_of_it_runs() {
    let workspace = Workspace::new("hostile");
    let document = &documents()[0];
    let payloads = payloads();
    // Every class is somewhere in each crate, and by and by in every fourth field of one of them.
    for round in 0..ROUNDS {
        let injected = inject::into(document, &|text| payloads[(hash(text) * ROUNDS + round) % payloads.len()].clone());
        let folder = workspace.member(&format!("round-{round}"));
        let files = files(&injected, &format!("round-{round}"));
        sync(files, &folder, Mode::Write).expect("written");
        // Were a user to run doctests, there would be none.
        let manifest = folder.join("Cargo.toml");
        let text = fs::read_to_string(&manifest).expect("a manifest");
        fs::write(&manifest, text.replace("doctest = false", "doctest = true")).expect("written");
    }
    for features in [&["client", "server"][..], &["client"], &["server"]] {
        workspace.check(features);
    }
    let documented = workspace.cargo(&["doc", "--no-deps"]);
    assert!(documented.status.success(), "{}", String::from_utf8_lossy(&documented.stderr));
    let tested = workspace.cargo(&["test", "--doc"]);
    let said = String::from_utf8_lossy(&tested.stdout);
    assert!(tested.status.success(), "{said}{}", String::from_utf8_lossy(&tested.stderr));
    let ran = said.lines().filter(|line| line.starts_with("running ")).collect::<Vec<_>>();
    assert_eq!(ran, ["running 0 tests"; ROUNDS], "{said}");
}

/// In how many ways the classes are spread over the fields.
const ROUNDS: usize = 4;

/// A document that has every field with a text, and the one that has every construct.
fn documents() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| {
        let text = fs::read_to_string(folder.join(path)).expect("a document");
        serde_yaml::from_str(&text).expect("YAML")
    };
    vec![read("tests/hostile/openapi.yaml"), read("../specs/showcase.yaml")]
}

fn input(document: &Value) -> Input {
    let text = serde_json::to_string(document).expect("JSON");
    Input {
        files: BTreeMap::from([("openapi.json".to_owned(), text)]),
        documents: vec!["openapi.json".to_owned()],
        ..Input::default()
    }
}

fn files(document: &Value, name: &str) -> FileSet {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile/crates/x");
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let config = Config {
        crate_name: Some(name.to_owned()),
        runtime: RuntimeDependency::Path(relative(&runtime, &out)),
        manifest: ManifestStyle::Member,
        unused_types: UnusedTypes::Keep,
        ..Config::default()
    };
    let generation = generate(&input(document), &config);
    let errors = generation.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    let errors: Vec<String> = errors.map(|it| format!("{} at {}", it.message, it.place.pointer)).collect();
    generation.files.unwrap_or_else(|| panic!("{name}: {errors:#?}"))
}

/// Whether a path stays in its folder, on every system.
fn is_plain(path: &str) -> bool {
    path.len() < 150
        && path
            .split('/')
            .all(|part| part != ".." && part.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')))
}

fn hash(text: &str) -> usize {
    text.bytes().fold(7, |hash: usize, byte| hash.wrapping_mul(31).wrapping_add(byte.into())) % 1009
}
