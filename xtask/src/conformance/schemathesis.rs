//! Schemathesis: requests that it makes from a document, right and wrong ones and chains of them, to the example servers. Whatever of an
//! answer is not as the document says is a finding.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};

use super::examples::{EXAMPLES, Example};
use super::{Options, Outcome, Place, Score, gist, suite};
use crate::process;

/// How each run logs in: beside the drivers, a file of settings for each API.
const SETTINGS: &str = "xtask/drivers/schemathesis";

/// How many requests are made of an operation, at most, beside those that its schemas ask for one by one.
const EXAMPLES_PER_OPERATION: u32 = 200;

/// The same for a slice.
const SLICE: u32 = 5;

/// Operations that ask for more than the credentials of the run: for a password or token in the request that only an earlier answer says.
/// What is made up is not let in.
const OWN_CREDENTIALS: [&str; 7] = [
    "POST /session",
    "POST /api/auth",
    "POST /api/auth/refresh",
    "POST /v1/login/password",
    "POST /v1/client/login",
    "DELETE /v1/client/{user_id}",
    "DELETE /v1/client/{user_id}/session/{session_id}",
];

/// All that a run says, each finding with the request that shows it.
const LOG: &str = "log.txt";

/// Every operation of every example; a score counts those without a finding.
pub(super) fn run(options: &Options, place: &Place) -> Result<Outcome, String> {
    let Some(tools) = suite::installed("tools", place)? else {
        return Ok(Outcome::Absent);
    };
    let mut score = Score::default();
    println!("{:<12}{:>12}{:>12}{:>12}", "api", "operations", "requests", "findings");
    for example in EXAMPLES.iter().filter(|example| options.takes(example.api)) {
        let report = one(example, &tools.join("venv/bin/schemathesis"), options, place)?;
        println!("{:<12}{:>12}{:>12}{:>12}", example.api, report.operations, report.requests, report.findings.len());
        for finding in &report.findings {
            println!("  {finding}");
        }
        if !report.findings.is_empty() {
            println!("  in full: {}", folder(example, place).join(LOG).display());
        }
        score = score + report.score();
    }
    Ok(Outcome::Ran(score))
}

/// Where an API is run.
fn folder(example: &Example, place: &Place) -> PathBuf {
    place.work().join("schemathesis").join(example.api)
}

/// One API.
fn one(example: &Example, program: &Path, options: &Options, place: &Place) -> Result<Report, String> {
    let folder = folder(example, place);
    let settings = place.repository.join(SETTINGS).join(example.api);
    suite::mirror(&settings, &folder).map_err(|error| format!("{}: {error}", settings.display()))?;
    let document = example.document(place);
    let text = fs::read_to_string(&document).map_err(|error| format!("{}: {error}", document.display()))?;
    let mut document: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    restate(&mut document);
    fs::write(folder.join("openapi.json"), document.to_string()).map_err(|error| error.to_string())?;
    let server = example.start(place)?;
    let most = if options.slice { SLICE } else { EXAMPLES_PER_OPERATION };
    let mut command = Command::new(program);
    command.args(["--config-file", "schemathesis.toml", "run", "openapi.json"]).current_dir(&folder);
    command.args(["--url", &server.url(), "--continue-on-failure", "--no-color"]);
    command.args(["--generation-deterministic", "--max-examples", &most.to_string()]);
    command.args(["--report", "json", "--report-json-path", "report.json"]);
    let ended = process::run(&mut command).map_err(|error| format!("can't start {}: {error}", program.display()))?;
    fs::write(folder.join(LOG), &ended.out).map_err(|error| error.to_string())?;
    let text = fs::read_to_string(folder.join("report.json"));
    let text = text.map_err(|_| format!("{} reports nothing: {}", example.api, gist(&ended.err)))?;
    let mut report = Report::read(&text)?;
    if ended.code != Some(0) && report.findings.is_empty() {
        report.findings.push(format!("it ended with {:?}", ended.code));
    }
    Ok(report)
}

/// Says of a string that may be null in two members what the document says in one. Of the one, Schemathesis makes strings that are not in
/// the format, and takes them for right. And says as a format how a text stands for bytes, which is no more than a remark in JSON Schema.
fn restate(value: &mut Value) {
    match value {
        Value::Object(schema) => {
            schema.values_mut().for_each(restate);
            let format = match schema.get("contentEncoding").and_then(Value::as_str) {
                Some("base64") => Some("byte"),
                Some("base64url") => Some("base64url"),
                _ => None,
            };
            if let Some(format) = format {
                schema.entry("format").or_insert_with(|| format.into());
            }
            let several = schema.get("type").is_some_and(Value::is_array) && schema.contains_key("format");
            if several && let Some((Value::Array(types), format)) = schema.remove("type").zip(schema.remove("format")) {
                let member = |name: &Value| match name.as_str() {
                    Some("string") => json!({"type": name, "format": format}),
                    _ => json!({"type": name}),
                };
                schema.insert("anyOf".to_owned(), types.iter().map(member).collect());
            }
        }
        Value::Array(items) => items.iter_mut().for_each(restate),
        _ => {}
    }
}

/// What came of an API.
#[derive(Debug, Default, PartialEq, Eq)]
struct Report {
    operations: usize,
    requests: usize,
    findings: Vec<String>,
    /// Operations of which something is found.
    failed: BTreeSet<String>,
}

impl Report {
    /// Reads the report of a run. An operation that could not be run is a finding, and so is one whose every answer says that the
    /// credentials are not good: nothing is known of either.
    fn read(text: &str) -> Result<Self, String> {
        let report: Value = serde_json::from_str(text).map_err(|error| format!("the report is no JSON: {error}"))?;
        let number = |pointer: &str| -> Result<usize, String> {
            let number = report.pointer(pointer).and_then(Value::as_u64).and_then(|it| usize::try_from(it).ok());
            number.ok_or_else(|| format!("the report has no number at {pointer}"))
        };
        let (operations, requests) = (number("/operations/total")?, number("/test_cases/generated")?);
        let mut read = Self { operations, requests, ..Self::default() };
        for failure in listed(&report, "/failures") {
            for operation in listed(failure, "/operations").filter_map(Value::as_str) {
                read.add(operation, failure["title"].as_str().unwrap_or("a failure"));
            }
        }
        let shut_out = listed(&report, "/warnings/missing_auth").filter_map(Value::as_str);
        for operation in shut_out.filter(|operation| !OWN_CREDENTIALS.contains(operation)) {
            read.add(operation, "never let in");
        }
        for error in listed(&report, "/errors") {
            read.findings.push(format!("{}: {}", error["title"].as_str().unwrap_or("an error"), error["count"]));
        }
        let untested = read.operations.saturating_sub(number("/operations/tested")?);
        if untested > 0 {
            read.findings.push(format!("{untested} operations were not tested"));
        }
        Ok(read)
    }

    fn add(&mut self, operation: &str, what: &str) {
        self.findings.push(format!("{operation}: {what}"));
        self.failed.insert(operation.to_owned());
    }

    /// Operations without a finding; one less where a finding is of none.
    fn score(&self) -> Score {
        let failed = self.failed.len().max(usize::from(!self.findings.is_empty()));
        Score { passed: self.operations.saturating_sub(failed), of: self.operations }
    }
}

fn listed<'a>(report: &'a Value, pointer: &str) -> impl Iterator<Item = &'a Value> {
    report.pointer(pointer).and_then(Value::as_array).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_found_costs_an_operation() {
        let report = |rest: &str| {
            let head = r#"{"operations": {"total": 3, "tested": 3}, "test_cases": {"generated": 9}"#;
            Report::read(&format!("{head}{rest}}}")).unwrap_or_default()
        };
        assert_eq!(report("").score(), Score { passed: 3, of: 3 });
        let failures = r#", "failures": [{"title": "Server error", "operations": ["GET /a", "PUT /a"]}]"#;
        assert_eq!(report(failures).findings, ["GET /a: Server error", "PUT /a: Server error"]);
        assert_eq!(report(failures).score(), Score { passed: 1, of: 3 });
        let error = r#", "errors": [{"title": "Authentication Error", "count": 2}]"#;
        assert_eq!(report(error).score(), Score { passed: 2, of: 3 });
        let shut_out = r#", "warnings": {"missing_auth": ["GET /a", "POST /api/auth"]}"#;
        assert_eq!(report(shut_out).score(), Score { passed: 2, of: 3 });
        assert!(Report::read("{}").is_err());
    }

    #[test]
    fn a_format_stays_with_its_string() {
        let mut schema = json!({"properties": {"day": {"type": ["string", "null"], "format": "date", "title": "Day"}}});
        restate(&mut schema);
        let members = json!([{"type": "string", "format": "date"}, {"type": "null"}]);
        assert_eq!(schema, json!({"properties": {"day": {"title": "Day", "anyOf": members}}}));
    }
}
