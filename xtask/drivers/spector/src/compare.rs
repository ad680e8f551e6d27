//! How a request that was sent differs from the one that is right.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use crate::exchange::Exchange;
use crate::multipart;
use crate::scenario::{Body, Expected};
use crate::xml;

/// Headers that belong to the connection, or are asserted with the body.
const OWN: [&str; 5] = ["accept", "content-length", "content-type", "host", "user-agent"];

/// The first difference, that of the status that came back too; `None` if there is none.
pub fn difference(sent: &Exchange, right: &Expected) -> Option<String> {
    request_difference(sent, right).or_else(|| {
        (sent.status != right.status).then(|| format!("answered with {} in place of {}", sent.status, right.status))
    })
}

/// The first difference of a request; `None` if there is none.
pub fn request_difference(sent: &Exchange, right: &Expected) -> Option<String> {
    let differs = |what: &str, sent: &str, right: &str| Some(format!("{what}: sent {sent}, right is {right}"));
    if sent.method != right.method {
        return differs("method", &sent.method, &right.method);
    }
    if sent.path != right.path {
        return differs("path", &sent.path, &right.path);
    }
    let pairs = query(sent.query.as_deref().unwrap_or_default());
    let same_values = |one: &[String], other: &[String]| {
        one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same_text(one, other))
    };
    let same_pair =
        |(name, values): (&String, &Vec<String>)| right.query.get(name).is_some_and(|other| same_values(values, other));
    if pairs.len() != right.query.len() || !pairs.iter().all(same_pair) {
        return differs("query", &format!("{pairs:?}"), &format!("{:?}", right.query));
    }
    for (name, value) in &right.headers {
        let value_sent = sent.headers.get(name).map_or("nothing", String::as_str);
        if !same_text(value_sent, value) && name != "content-type" {
            return differs(name, value_sent, value);
        }
    }
    // Which wrong credential is refused is not said.
    let refused = |name: &str| name == "authorization" && right.status == 403;
    let undeclared =
        |name: &&String| !OWN.contains(&name.as_str()) && !right.headers.contains_key(*name) && !refused(name);
    if let Some(name) = sent.headers.keys().find(undeclared) {
        return differs(name, &sent.headers[name], "nothing");
    }
    body(sent, right.body.as_ref())
}

fn body(sent: &Exchange, right: Option<&Body>) -> Option<String> {
    let media_type = sent.headers.get("content-type").map(String::as_str);
    let essence = media_type.map(|it| it.split(';').next().unwrap_or_default().trim());
    let text = || String::from_utf8_lossy(&sent.body).chars().take(200).collect::<String>();
    let wrong_type = |right: &str| Some(format!("content-type: sent {media_type:?}, right is {right}"));
    match right {
        None if !sent.body.is_empty() => Some(format!("body: sent {}, right is none", text())),
        None if media_type.is_some() => wrong_type("none"),
        None => None,
        Some(Body::Json(value)) => match serde_json::from_slice::<Value>(&sent.body) {
            _ if !essence.is_some_and(|it| it.ends_with("json")) => wrong_type("JSON"),
            Ok(json) if same(&json, value) => None,
            _ => Some(format!("body: sent {}, right is {value}", text())),
        },
        Some(Body::Bytes { media_type, .. }) if essence != Some(media_type) => wrong_type(media_type),
        Some(Body::Bytes { media_type, bytes }) if media_type == "application/jsonl" => {
            let lines = |bytes: &[u8]| -> Vec<Option<Value>> {
                bytes
                    .split(|it| *it == b'\n')
                    .filter(|line| !line.is_empty())
                    .map(|line| serde_json::from_slice(line).ok())
                    .collect()
            };
            (lines(&sent.body) != lines(bytes)).then(|| format!("lines: sent {}", text()))
        }
        Some(Body::Bytes { media_type, bytes }) if media_type.ends_with("xml") => {
            let right = String::from_utf8_lossy(bytes);
            (!xml::same(&String::from_utf8_lossy(&sent.body), &right))
                .then(|| format!("body: sent {}, right is {right}", text()))
        }
        Some(Body::Bytes { bytes, .. }) => (sent.body != *bytes)
            .then(|| format!("body: sent {} bytes, right are {} others", sent.body.len(), bytes.len())),
        Some(Body::Multipart { fields, files }) => match media_type {
            Some(media_type) if essence == Some("multipart/form-data") => {
                multipart::difference(media_type, &sent.body, fields, files)
            }
            _ => wrong_type("multipart/form-data"),
        },
    }
}

/// A query's parameters with their values, decoded.
fn query(query: &str) -> BTreeMap<String, Vec<String>> {
    let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
    let mut parameters: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for pair in query.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        parameters.entry(decoded(name)).or_default().push(decoded(value));
    }
    parameters
}

/// Whether JSON says the same: numbers by their value, dates by their instant, members in any order.
pub fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Value::String(one), Value::String(other)) => same_text(one, other),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, value)| other.get(name).is_some_and(|other| same(value, other)))
        }
        _ => one == other,
    }
}

/// Whether texts are equal, or the same instant of RFC 3339 with more or fewer zeros behind the seconds.
pub fn same_text(one: &str, other: &str) -> bool {
    let instant = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
    one == other || instant(one).is_some_and(|one| instant(other) == Some(one))
}
