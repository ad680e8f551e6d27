//! Sequences of values, taken apart.

use specwright_runtime::json::{self, Object, Value};

/// What stands between values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framing {
    Lines,
    Records,
    Events,
}

/// How a media type frames values, if it is one of sequences.
pub(crate) fn framing(media: &str) -> Option<Framing> {
    let essence = media.split(';').next().unwrap_or_default().trim();
    match essence.rsplit(['/', '+', '-']).next().unwrap_or_default() {
        "jsonl" | "ndjson" | "jsonlines" | "lines" => Some(Framing::Lines),
        "seq" => Some(Framing::Records),
        "stream" if essence == "text/event-stream" => Some(Framing::Events),
        _ => None,
    }
}

/// The values; one that is no JSON as a text.
pub(crate) fn values(framing: Framing, bytes: &[u8]) -> Vec<Value> {
    let text = String::from_utf8_lossy(bytes);
    match framing {
        Framing::Lines => text.lines().filter(|line| !line.is_empty()).map(value).collect(),
        Framing::Records => text.split('\u{1e}').skip(1).map(value).collect(),
        Framing::Events => text.split("\n\n").filter(|event| !event.is_empty()).map(event).collect(),
    }
}

fn value(text: &str) -> Value {
    json::from_slice(text.trim_end_matches('\n').as_bytes()).unwrap_or_else(|_| Value::from(text))
}

fn event(text: &str) -> Value {
    let (mut fields, mut data) = (Object::new(), Vec::new());
    for line in text.split('\n') {
        match line.split_once(": ").unwrap_or((line, "")) {
            ("data", line) => data.push(line),
            (name, text) => drop(fields.insert(name.to_owned(), Value::from(text))),
        }
    }
    fields.insert("data".to_owned(), value(&data.join("\n")));
    Value::from(fields)
}
