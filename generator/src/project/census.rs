//! The census as a person reads it, in a few lines, and as a machine does, with every place.

use std::fmt::Write;

use serde_json::{Value, json};

use super::Outcome;
use crate::census::{Census, ReverseCount};

impl Outcome {
    /// What of the documents is in the output, in a few indented lines; empty where there is none.
    pub fn census_text(&self) -> String {
        self.census.as_ref().map(text).unwrap_or_default()
    }

    /// The same for a machine.
    pub(super) fn census_json(&self) -> Value {
        self.census.as_ref().map_or(Value::Null, |census| json(census, &self.input.prefix))
    }
}

fn text(census: &Census) -> String {
    let operations = &census.operations;
    let mut text = format!("  operations: {} of {}", operations.generated, operations.listed);
    let missing = list(&[
        (operations.left_out.len(), "left out", "left out"),
        (operations.filtered, "filtered out", "filtered out"),
    ]);
    if !missing.is_empty() {
        let _ = write!(text, ", {missing}");
    }
    for (name, count) in [("webhooks", census.webhooks), ("callbacks", census.callbacks)] {
        if count.listed > 0 {
            let _ = write!(text, "\n  {name}: {} of {}", count.generated, count.listed);
            let missing = count.listed.saturating_sub(count.generated + count.filtered);
            let missing = list(&[(missing, "left out", "left out"), (count.filtered, "filtered out", "filtered out")]);
            if !missing.is_empty() {
                let _ = write!(text, ", {missing}");
            }
        }
    }
    let types = &census.types;
    let _ = write!(text, "\n  types: {}", types.written());
    let kinds = list(&[
        (types.records, "record", "records"),
        (types.choices, "choice", "choices"),
        (types.unions, "union", "unions"),
        (types.newtypes, "newtype", "newtypes"),
        (types.aliases, "alias", "aliases"),
    ]);
    if !kinds.is_empty() {
        let _ = write!(text, " ({kinds})");
    }
    if types.unused > 0 {
        let _ = write!(text, ", {} left out that no operation uses", types.unused);
    }
    text.push('\n');
    let untyped = list(&[
        (census.untyped.fields.len(), "field", "fields"),
        (census.untyped.bodies.len(), "body", "bodies"),
        (census.untyped.parameters.len(), "parameter", "parameters"),
    ]);
    if !untyped.is_empty() {
        let _ = writeln!(text, "  any JSON: {untyped}");
    }
    let warnings: Vec<_> = census.warnings.iter().map(|(code, count)| format!("{count} {code}")).collect();
    if !warnings.is_empty() {
        let _ = writeln!(text, "  warnings: {}", warnings.join(", "));
    }
    text
}

/// `2 records, 1 union`: what there is none of is not named.
fn list(counts: &[(usize, &str, &str)]) -> String {
    let there = counts.iter().filter(|(count, ..)| *count > 0);
    let words = there.map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }));
    words.collect::<Vec<_>>().join(", ")
}

fn json(census: &Census, prefix: &str) -> Value {
    let operations = &census.operations;
    let left_out = operations.left_out.iter().map(|operation| {
        json!({
            "method": operation.method,
            "path": operation.path,
            "file": format!("{prefix}{}", operation.place.file),
            "pointer": operation.place.pointer,
        })
    });
    let types = &census.types;
    let warnings = census.warnings.iter().map(|(code, count)| (code.as_str().to_owned(), Value::from(*count)));
    json!({
        "operations": {
            "listed": operations.listed,
            "generated": operations.generated,
            "filtered-out": operations.filtered,
            "left-out": left_out.collect::<Vec<_>>(),
        },
        "webhooks": reverse(census.webhooks),
        "callbacks": reverse(census.callbacks),
        "types": {
            "written": types.written(),
            "records": types.records,
            "choices": types.choices,
            "unions": types.unions,
            "newtypes": types.newtypes,
            "aliases": types.aliases,
            "unused": types.unused,
        },
        "untyped": {
            "fields": census.untyped.fields,
            "bodies": census.untyped.bodies,
            "parameters": census.untyped.parameters,
        },
        "warnings": Value::Object(warnings.collect()),
    })
}

fn reverse(count: ReverseCount) -> Value {
    json!({ "listed": count.listed, "generated": count.generated, "filtered-out": count.filtered })
}
