//! Documents with a fault, one folder for each code: what is said of them, to the letter.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test -p specwright --test broken` writes `expected.txt` anew; read the diff.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use specwright::config::Config;
use specwright::diag::{Code, human};
use specwright::output::Mode;
use specwright::project::{ApiProject, Project};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs/broken");
    let mut cases: Vec<_> = fs::read_dir(folder).expect("the cases are there").flatten().map(|it| it.path()).collect();
    cases.sort();
    cases
}

fn name(case: &Path) -> String {
    case.file_name().expect("a folder").to_string_lossy().into_owned()
}

/// The case as a user would run it, into a folder that is thrown away.
fn project(case: &Path, out: &Path) -> ApiProject {
    let settings = case.join("specwright.toml");
    if settings.is_file() {
        let mut apis = Project::read(&settings).expect("the settings can be read").apis;
        return ApiProject { out: out.to_owned(), ..apis.remove(0) };
    }
    let file = |name: &str| Some(case.join(name)).filter(|path| path.is_file());
    let specs = ["openapi.yaml", "openapi.json", "second.yaml"].iter().filter_map(|name| file(name));
    ApiProject {
        name: name(case),
        specs: specs.collect(),
        overlays: file("overlay.yaml").into_iter().collect(),
        ref_root: Some(case.to_owned()),
        remote_refs: [].into(),
        out: out.to_owned(),
        config: Config { crate_name: Some("library".to_owned()), ..Config::default() },
    }
}

#[test]
fn every_code_has_a_case() {
    let cases: BTreeSet<String> = cases().iter().map(|case| name(case)).collect();
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| code.as_str().to_owned()).collect();
    assert_eq!(cases, codes);
}

#[test]
fn each_fault_is_said_at_its_place_and_errors_write_nothing() {
    let mut wrong = Vec::new();
    for case in cases() {
        let out = tempfile::tempdir().expect("a folder");
        let outcome = project(&case, out.path()).run(Mode::Write).expect("the texts are there");
        let code: Code = name(&case).parse().expect("a code");
        assert!(outcome.diagnostics.iter().any(|diagnostic| diagnostic.code == code), "{code} is not said");
        let written = fs::read_dir(out.path()).expect("a folder").next().is_some();
        assert_eq!(
            written,
            outcome.report.is_some(),
            "{code}: written although there are errors, or the other way round"
        );

        // Where the repository stands is not part of what is said.
        let said = human::render(&outcome.diagnostics, &outcome.input).replace(&outcome.input.prefix, "");
        let file = case.join("expected.txt");
        if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
            fs::write(&file, &said).expect("written");
        } else if fs::read_to_string(&file).unwrap_or_default() != said {
            wrong.push(format!("== {code}\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
