use std::collections::BTreeMap;

use super::{Bundle, Version, load};
use crate::diag::{Code, Diagnostic, Sink, human};
use crate::input::Input;

/// An input of files; those named `openapi*` are the documents, and those named `overlay*` the overlays.
pub(super) fn input(files: &[(&str, &str)]) -> Input {
    let named = |start: &str| {
        let matches = |name: &&str| name.rsplit('/').next().is_some_and(|last| last.starts_with(start));
        files.iter().map(|(name, _)| *name).filter(matches).map(str::to_owned).collect()
    };
    Input {
        files: files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect::<BTreeMap<_, _>>(),
        documents: named("openapi"),
        overlays: named("overlay"),
        ref_root: None,
        copies: BTreeMap::new(),
        prefix: String::new(),
    }
}

pub(super) fn loaded(files: &[(&str, &str)]) -> (Option<Bundle>, Vec<Diagnostic>) {
    let mut sink = Sink::default();
    let bundle = load(&input(files), &mut sink);
    (bundle, sink.finish(&[]))
}

/// The bundle of an input that nothing is wrong with.
pub(super) fn bundle(files: &[(&str, &str)]) -> Bundle {
    let (bundle, diagnostics) = loaded(files);
    assert_eq!(human::render(&diagnostics, &input(files)), "");
    bundle.unwrap_or_else(|| panic!("no bundle"))
}

/// What is said about an input, as people read it.
pub(super) fn said(files: &[(&str, &str)]) -> String {
    human::render(&loaded(files).1, &input(files))
}

/// A document of 3.1 with the rest after its head.
pub(super) fn document(rest: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\n{rest}")
}

#[test]
fn versions_are_told_apart() {
    let cases = [
        ("openapi: 3.0.3", Ok(Version::V3_0)),
        ("openapi: 3.1", Ok(Version::V3_1)),
        ("openapi: 3.1.0-rc1", Ok(Version::V3_1)),
        ("openapi: 3.1.10", Ok(Version::V3_1)),
        ("openapi: 3.2.0", Ok(Version::V3_2)),
        ("openapi: 3.10.0", Ok(Version::V3_2)),
        ("swagger: 2.0", Ok(Version::V2_0)),
        ("swagger: '2.0'", Ok(Version::V2_0)),
        ("{\"swagger\": 2.0}", Ok(Version::V2_0)),
        ("swagger: 1.2", Err(Code::UnsupportedVersion)),
        ("openapi: 4.0.0", Err(Code::UnsupportedVersion)),
        ("openapi: [3]", Err(Code::Syntax)),
        ("title: x", Err(Code::UnsupportedVersion)),
        ("- x", Err(Code::InvalidDocument)),
    ];
    for (text, expected) in cases {
        let (bundle, diagnostics) = loaded(&[("openapi.yaml", text)]);
        let found = bundle.map(|bundle| bundle.version).ok_or_else(|| diagnostics[0].code);
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_missing_document_is_said() {
    let mut input = input(&[]);
    let mut sink = Sink::default();
    assert!(load(&input, &mut sink).is_none());
    input.documents.push("api.yaml".to_owned());
    assert!(load(&input, &mut sink).is_none());
    insta::assert_snapshot!(human::render(&sink.finish(&[]), &input), @r#"
error[invalid-document]: no document was given

error[invalid-document]: the document `api.yaml` is not there
--> api.yaml

2 errors
"#);
}

#[test]
fn syntax_errors_are_shown() {
    insta::assert_snapshot!(said(&[("openapi.json", "{\n  \"openapi\": \"3.0.3\",\n  \"info\": {\n}")]), @r#"
error[syntax]: this is not JSON: EOF while parsing an object
 --> openapi.json:4:2
  |
4 | }
  |  ^

1 error
"#);
    insta::assert_snapshot!(said(&[("openapi.yaml", "openapi: 3.1.0\ninfo:\n  title: a: b\n")]), @r#"
error[syntax]: this is not YAML: mapping values are not allowed in this context
 --> openapi.yaml:3:11
  |
3 |   title: a: b
  |           ^

1 error
"#);
    insta::assert_snapshot!(said(&[("openapi.yaml", "openapi: 3.1.0\nopenapi: 3.1.1\ninfo: {}\n")]), @r#"
error[duplicate-key]: the key `openapi` stands here twice
 --> openapi.yaml:2:1
  |
2 | openapi: 3.1.1
  | ^^^^^^^
  |
  = help: keep one of them; if both are meant, merge what they hold
note: first here
 --> openapi.yaml:1:10
  |
1 | openapi: 3.1.0
  |          ^^^^^

1 error
"#);
}

mod arbitrary {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn no_input_panics(
            root in "(components|paths|\\$ref|schemas|/a|items|tags|allOf|: |\n|\n {1,6}|- |a\\.yaml|b\\.yaml|#/x|\\{|\\}|\\[|\\]|, ){0,40}",
            other in "(\\$ref|items|: |\n|\n {1,4}|- |a\\.yaml|b\\.yaml|openapi\\.yaml|#/a|\\{|\\}|\\[|\\]|, ){0,30}",
            overlay in "(target|update|remove|: |\n|\n {1,4}|- |\\$\\.|\\[|\\]|\\*|true|paths|'){0,30}",
        ) {
            let (root, overlay) = (document(&root), format!("overlay: 1.0.0\nactions:\n- {overlay}"));
            let files = [("openapi.yaml", root.as_str()), ("a.yaml", other.as_str()), ("b.yaml", "$ref: a.yaml"), ("overlay.yaml", overlay.as_str())];
            said(&files);
            let mut sink = Sink::default();
            load(&input(&files), &mut sink);
            crate::diag::json::render(&sink.finish(Code::ALL), &input(&files));
        }
    }
}
