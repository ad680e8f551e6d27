//! Diagnostics for machines: a JSON array of objects.

use serde::Serialize;

use super::located::{Spot, locate_all};
use super::{Diagnostic, Place, Severity};
use crate::input::Input;

#[derive(Serialize)]
struct Record<'a> {
    code: &'static str,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    at: At<'a>,
    help: Option<&'a str>,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    #[serde(flatten)]
    at: At<'a>,
}

#[derive(Serialize)]
struct At<'a> {
    file: String,
    /// From 1; null where the file is not there.
    line: Option<usize>,
    /// From 1, in characters.
    column: Option<usize>,
    pointer: &'a str,
}

/// All diagnostics in the order of the texts, as an array of objects with `code`, `severity` (`error` or `warning`), `message`,
/// `file`, `line` and `column` (from 1, in characters; null where there is no text), `pointer`, `help` (or null) and
/// `related` (each with `message` and a place).
pub fn render(diagnostics: &[Diagnostic], input: &Input) -> String {
    let (_, located) = locate_all(diagnostics, input);
    let records: Vec<Record<'_>> = located
        .iter()
        .map(|one| Record {
            code: one.diagnostic.code.as_str(),
            severity: match one.diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            message: &one.diagnostic.message,
            at: at(&one.spot, &one.diagnostic.place),
            help: one.diagnostic.help.as_deref(),
            related: one
                .related
                .iter()
                .map(|(spot, place, message)| Related { message, at: at(spot, place) })
                .collect(),
        })
        .collect();
    // Strings and numbers can't fail to be written.
    serde_json::to_string_pretty(&records).map_or_else(|_| "[]\n".to_owned(), |json| json + "\n")
}

fn at<'a>(spot: &Spot, place: &'a Place) -> At<'a> {
    let position = spot.found.as_ref().map(|found| found.position);
    At {
        file: spot.file.clone(),
        line: position.map(|position| position.line),
        column: position.map(|position| position.column),
        pointer: &place.pointer,
    }
}
