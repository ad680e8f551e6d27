//! Prism: a proxy that holds what generated clients send, and what the example servers answer, against the document.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::drivers::{Drivers, Speed};
use super::examples::{EXAMPLES, Example};
use super::service::{Service, Stop, free_port};
use super::{Options, Outcome, Place, Score, gist, suite};
use crate::process;

/// The driver and its package.
const DRIVER: &str = "prism";

/// Operations whose every body is written in a way that Prism does not read: it holds the text against the schema.
const UNREAD: [(&str, &str); 10] = [
    ("echoAlbum", "parts that have a place"),
    ("echoBundle", "multipart/mixed"),
    ("echoFilm", "parts that come one after the other"),
    ("echoLines", "application/jsonl"),
    ("echoParts", "styles of parts"),
    ("echoScans", "header fields of parts"),
    ("findTool", "redirects, which it follows"),
    ("echoSearch", "numbers in a style of a form"),
    ("watchHappenings", "text/event-stream"),
    ("watchMakers", "text/event-stream and application/json-seq"),
];

/// Every operation of every example; a score counts those without a violation.
pub(super) fn run(options: &Options, place: &Place) -> Result<Outcome, String> {
    let Some(tools) = suite::installed("tools", place)? else {
        return Ok(Outcome::Absent);
    };
    let mut drivers = Drivers::new(DRIVER, place)?;
    drivers.driver(DRIVER)?;
    for example in &EXAMPLES {
        drivers.depend(example.api, &place.repository.join("generated-example").join(example.api));
    }
    let program = drivers.build_driver(DRIVER, Speed::Built)?;
    let mut score = Score::default();
    println!("{:<12}{:>12}{:>12}{:>12}", "api", "operations", "calls", "violations");
    for example in EXAMPLES.iter().filter(|example| options.takes(example.api)) {
        let server = example.start(place)?;
        let proxy = proxy(example, &server, &tools, place)?;
        let ended = process::run(Command::new(&program).args([example.api, &proxy.url()]));
        let ended = ended.map_err(|error| error.to_string())?;
        if ended.code != Some(0) {
            return Err(format!("the driver ended with {:?}: {}", ended.code, gist(&ended.err)));
        }
        score = score + counted(example.api, &operations(example, place)?, &ended.out);
    }
    Ok(Outcome::Ran(score))
}

/// Starts Prism before a server.
fn proxy(example: &Example, server: &Service, tools: &Path, place: &Place) -> Result<Service, String> {
    let port = free_port()?;
    let mut command = Command::new(tools.join("node_modules/.bin/prism"));
    command.args(["proxy", "--port", &port.to_string(), "--errors"]).arg(example.document(place)).arg(server.url());
    command.env("NO_COLOR", "1").env_remove("FORCE_COLOR");
    Service::start(&mut command, port, Stop::Killed, &place.work().join(format!("prism-{}.log", example.api)))
}

/// The operations of a document that Prism can read something of. Says which it can't.
fn operations(example: &Example, place: &Place) -> Result<BTreeSet<String>, String> {
    let text = fs::read_to_string(example.document(place)).map_err(|error| error.to_string())?;
    let document: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    let items = document["paths"].as_object().into_iter().flatten().filter_map(|(_, item)| item.as_object());
    let ids = items.flatten().filter_map(|(_, operation)| operation["operationId"].as_str());
    let mut all: BTreeSet<String> = ids.map(str::to_owned).collect();
    for (operation, media) in UNREAD {
        if all.remove(operation) {
            println!("  {operation}: left out, as Prism can't read {media}");
        }
    }
    Ok(all)
}

/// Prints a row, and whatever is wrong: what was said of a call, and operations that were not called.
fn counted(api: &str, operations: &BTreeSet<String>, said: &str) -> Score {
    let calls: Vec<(&str, &str)> = said.lines().filter_map(|line| line.split_once('\t')).collect();
    let mut wrong: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (operation, what) in calls.iter().filter(|(_, what)| !what.is_empty()) {
        wrong.entry(operation).or_default().push(what);
    }
    let violations: usize = wrong.values().map(Vec::len).sum();
    println!("{api:<12}{:>12}{:>12}{violations:>12}", operations.len(), calls.len());
    for operation in operations.iter().filter(|id| calls.iter().all(|(called, _)| called != id)) {
        wrong.entry(operation).or_default().push("not called");
    }
    for (operation, what) in wrong.iter().flat_map(|(operation, all)| all.iter().map(move |what| (operation, what))) {
        println!("  {operation}: {what}");
    }
    Score { passed: operations.len().saturating_sub(wrong.len()), of: operations.len() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_or_not_called_costs_an_operation() {
        let operations = BTreeSet::from(["a", "b", "c"].map(str::to_owned));
        assert_eq!(counted("x", &operations, "a\t\nb\t\nc\t\na\t\n"), Score { passed: 3, of: 3 });
        assert_eq!(counted("x", &operations, "a\t\nb\twrong\nb\t\n"), Score { passed: 1, of: 3 });
        assert_eq!(counted("x", &operations, ""), Score { passed: 0, of: 3 });
    }
}
