//! Documents of the OpenAPI Initiative: what is right generates without an error, what is wrong is told with its place.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::{Options, Outcome, Place, Score, gist, suite};
use crate::generation::{self, Profile};
use crate::process;

pub(super) fn run(options: &Options, place: &Place) -> Result<Outcome, String> {
    let Some(folder) = place.given("oai") else {
        return Ok(Outcome::Absent);
    };
    let specwright = generation::build(&place.repository, Profile::Dev)?;
    let documents = suite::documents(&folder, &["json", "yaml", "yml"]).map_err(|error| error.to_string())?;
    let mut score = Score::default();
    for document in documents {
        let name = document.strip_prefix(&folder).unwrap_or(&document).to_string_lossy().into_owned();
        let Some(expected) = Expected::of(&name).filter(|_| options.takes(&name)) else {
            continue;
        };
        let said = Said::of(&specwright, &document, &place.work().join("oai"))?;
        score.of += 1;
        match expected.violated_by(&said) {
            None => score.passed += 1,
            Some(why) => println!("  {name}: {why}"),
        }
    }
    Ok(Outcome::Ran(score))
}

/// What is to come of a document.
#[derive(Debug, Clone, Copy)]
enum Expected {
    Generated,
    Refused,
}

impl Expected {
    /// By the folder in which it stands.
    fn of(name: &str) -> Option<Self> {
        let folders: Vec<&str> = name.split('/').collect();
        if folders.contains(&"fail") {
            Some(Self::Refused)
        } else if folders.contains(&"pass") || folders.contains(&"learn") {
            Some(Self::Generated)
        } else {
            None
        }
    }

    fn violated_by(self, said: &Said) -> Option<String> {
        match self {
            Self::Generated if said.code != Some(0) => Some(said.first_error.clone()),
            Self::Refused if said.located == 0 => Some(format!("nothing is said of a place (exit {:?})", said.code)),
            _ => None,
        }
    }
}

/// What the generator said of a document.
struct Said {
    code: Option<i32>,
    /// Errors and warnings that have a line.
    located: usize,
    first_error: String,
}

impl Said {
    fn of(specwright: &Path, document: &Path, out: &Path) -> Result<Self, String> {
        let _ = fs::remove_dir_all(out);
        let mut command = Command::new(specwright);
        command.arg("generate").arg(document).args(["--json", "--name", "generated", "--out"]).arg(out);
        let ended = process::run(&mut command).map_err(|error| error.to_string())?;
        let report: Value = serde_json::from_str(&ended.out).unwrap_or_default();
        let diagnostics = report[0]["diagnostics"].as_array().cloned().unwrap_or_default();
        let located = diagnostics.iter().filter(|it| it["line"].as_u64().is_some_and(|line| line > 0)).count();
        let error = diagnostics.iter().find(|it| it["severity"] == "error").and_then(|it| it["message"].as_str());
        let first_error = error.unwrap_or_else(|| gist(&ended.err)).to_owned();
        Ok(Self { code: ended.code, located, first_error })
    }
}
