//! The command as a user runs it: exit codes, and what stands on disk afterwards.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const DOCUMENT: &str = "openapi: 3.0.3
info: { title: Library, version: 1.0.0 }
paths:
  /books:
    get:
      operationId: listBooks
      summary: Lists books
      responses: { '204': { description: Done. } }
";

fn specwright(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_specwright")).args(arguments).current_dir(folder).output().expect("it starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn folder_with(document: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("library.yaml"), document).expect("written");
    folder
}

/// Every file below a folder with its text.
fn tree(folder: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(tree(&path));
        } else {
            files.push((path.display().to_string(), fs::read_to_string(&path).expect("text")));
        }
    }
    files.sort();
    files
}

#[test]
fn a_document_needs_no_set_up() {
    let folder = folder_with(DOCUMENT);
    let output = specwright(folder.path(), &["generate", "library.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let manifest = fs::read_to_string(folder.path().join("library/Cargo.toml")).expect("a crate");
    assert!(manifest.contains("name = \"library\""), "{manifest}");
}

#[test]
fn a_check_is_in_step_until_a_word_changes() {
    let folder = folder_with(DOCUMENT);
    specwright(folder.path(), &["generate", "library.yaml"]);
    assert_eq!(specwright(folder.path(), &["check", "library.yaml"]).status.code(), Some(0));

    fs::write(folder.path().join("library.yaml"), DOCUMENT.replace("Lists books", "Lists all books")).expect("written");
    let before = tree(&folder.path().join("library"));
    let output = specwright(folder.path(), &["generate", "library.yaml", "--check"]);
    assert_eq!(output.status.code(), Some(1));
    let diff = text(&output.stdout);
    assert!(diff.contains("-/// Lists books\n+/// Lists all books\n"), "{diff}");
    assert_eq!(tree(&folder.path().join("library")), before, "a check writes nothing");

    let output = specwright(folder.path(), &["generate", "library.yaml", "--dry-run"]);
    assert_eq!((output.status.code(), text(&output.stdout)), (Some(0), diff));
}

#[test]
fn what_is_missing_or_orphan_is_named() {
    let folder = folder_with(DOCUMENT);
    specwright(folder.path(), &["generate", "library.yaml"]);
    fs::remove_file(folder.path().join("library/src/lib.rs")).expect("removed");
    fs::write(folder.path().join("library.yaml"), DOCUMENT.replace("operationId: listBooks", "tags: [Shelves]"))
        .expect("written");
    let said = text(&specwright(folder.path(), &["check", "library.yaml"]).stdout);
    assert!(said.contains("missing: src/lib.rs"), "{said}");
    assert!(said.contains("orphan: src/operations/books.rs"), "{said}");
}

#[test]
fn a_broken_document_leaves_the_output_untouched() {
    let broken = [
        DOCUMENT.replace("paths:", "paths: {"),
        DOCUMENT.replace("{ description: Done. }", "{ $ref: '#/components/responses/Done' }"),
        format!(
            "{DOCUMENT}  /more:\n    get: {{ operationId: listBooks, responses: {{ '204': {{ description: Done. }} }} }}\n"
        ),
        format!("{DOCUMENT}security: [{{ nobody: [] }}]\n"),
    ];
    for document in broken {
        let folder = folder_with(DOCUMENT);
        specwright(folder.path(), &["generate", "library.yaml"]);
        let before = tree(&folder.path().join("library"));
        fs::write(folder.path().join("library.yaml"), &document).expect("written");
        let output = specwright(folder.path(), &["generate", "library.yaml"]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("--> library.yaml:"), "{said}");
        assert_eq!(tree(&folder.path().join("library")), before);
    }
}

#[test]
fn allowing_a_code_goes_on_without_what_is_broken() {
    let folder = folder_with(&format!(
        "{DOCUMENT}  /more:\n    get: {{ operationId: listMore, responses: {{ '200': {{ $ref: '#/components/responses/X' }} }} }}\n"
    ));
    assert_eq!(specwright(folder.path(), &["generate", "library.yaml"]).status.code(), Some(2));
    let output = specwright(folder.path(), &["generate", "library.yaml", "--allow", "unresolved-ref"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("/more"), "what is left out is named: {}", text(&output.stderr));
    let readme = fs::read_to_string(folder.path().join("library/README.md")).expect("a crate");
    assert!(readme.contains("/books") && !readme.contains("/more"), "{readme}");
}

#[test]
fn settings_are_found_from_below() {
    let folder = folder_with(DOCUMENT);
    let settings = "[[api]]\nname = \"library\"\nspec = \"library.yaml\"\nout = \"out\"\n";
    fs::write(folder.path().join("specwright.toml"), settings).expect("written");
    fs::create_dir(folder.path().join("below")).expect("made");
    let output = specwright(&folder.path().join("below"), &["generate"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(folder.path().join("out/src/lib.rs").is_file());
}

#[test]
fn a_machine_reads_json() {
    let folder = folder_with(&DOCUMENT.replace("{ description: Done. }", "{ $ref: '#/nowhere' }"));
    let output = specwright(folder.path(), &["generate", "library.yaml", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report[0]["status"], "broken");
    let diagnostics = report[0]["diagnostics"].as_array().expect("a list");
    let errors: Vec<_> = diagnostics.iter().filter(|diagnostic| diagnostic["severity"] == "error").collect();
    assert_eq!(errors.len(), 1, "{report}");
    assert_eq!((&errors[0]["code"], &errors[0]["line"]), (&"unresolved-ref".into(), &8.into()), "{report}");
}

#[test]
fn a_code_is_explained_and_an_unknown_one_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = specwright(folder.path(), &["explain", "unresolved-ref"]);
    assert!(text(&output.stdout).contains("points to nothing"));
    let output = specwright(folder.path(), &["explain", "unresolved"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn only_one_side_is_written_on_request() {
    let folder = folder_with(DOCUMENT);
    for (side, other) in [("client", "server"), ("server", "client")] {
        specwright(folder.path(), &["generate", "library.yaml", "--out", side, "--only", side]);
        assert!(folder.path().join(side).join(format!("src/{side}.rs")).is_file());
        assert!(!folder.path().join(side).join(format!("src/{other}.rs")).exists());
    }
}

#[test]
fn a_census_says_what_of_the_document_is_in_the_output() {
    let folder = folder_with(&format!(
        "{DOCUMENT}    post:
      operationId: addBook
      requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Book' }} }} }} }}
      responses: {{ '204': {{ description: Done. }} }}
      callbacks: {{ added: {{ '{{$request.body#/url}}': {{ post: {{ responses: {{}} }} }} }} }}
  /broken: {{ get: {{ responses: {{ '200': {{ $ref: '#/components/responses/X' }} }} }} }}
components:
  schemas:
    Book: {{ type: object, properties: {{ kind: {{ enum: [novel, poem] }}, more: {{}} }} }}
    Unused: {{ type: string }}
"
    ));
    let arguments = ["generate", "library.yaml", "--allow", "unresolved-ref"];
    let said = text(&specwright(folder.path(), &arguments).stdout);
    let census = "  operations: 2 of 3, 1 left out
  callbacks: 1 of 1
  types: 2 (1 record, 1 choice), 1 left out that no operation uses
  any JSON: 1 field
  warnings: 1 unresolved-ref, 3 degraded
";
    assert!(said.ends_with(census), "{said}");

    let output = specwright(folder.path(), &["check", "library.yaml", "--allow", "unresolved-ref", "--json"]);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let census = &report[0]["census"];
    assert_eq!(census["operations"]["left-out"][0]["path"], "/broken", "{census:#}");
    assert_eq!(census["untyped"]["fields"], serde_json::json!(["Book.more"]));
}
