//! What the suite says of a scenario: the requests that are right, and what answers them.

use std::collections::BTreeMap;

use serde_json::Value;

/// A scenario: one or more exchanges.
#[derive(Debug, Default)]
pub struct Scenario {
    pub exchanges: Vec<Expected>,
}

/// A request that is right, with its reply.
#[derive(Debug, Default)]
pub struct Expected {
    pub method: String,
    pub path: String,
    pub query: BTreeMap<String, Vec<String>>,
    pub headers: BTreeMap<String, String>,
    pub body: Option<Body>,
    pub status: u64,
    pub reply: Option<Body>,
    pub reply_headers: BTreeMap<String, String>,
}

/// A body with its media type.
#[derive(Debug)]
pub enum Body {
    Json(Value),
    Bytes { media_type: String, bytes: Vec<u8> },
    Multipart { fields: Vec<(String, Value)>, files: Vec<File> },
}

/// A file of a multipart body.
#[derive(Debug)]
pub struct File {
    pub name: String,
    pub file_name: String,
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// The scenarios of `scenarios.json`, by name.
pub fn read(text: &str) -> BTreeMap<String, Scenario> {
    let list: Value = serde_json::from_str(text).expect("scenarios.json is JSON");
    let mut scenarios = BTreeMap::new();
    for scenario in array(&list) {
        let exchanges = array(&scenario["apis"]).iter().map(expected).collect();
        scenarios.insert(string(&scenario["name"]), Scenario { exchanges });
    }
    scenarios
}

fn expected(api: &Value) -> Expected {
    let (request, response) = (&api["request"], &api["response"]);
    let mut expected = Expected {
        method: string(&api["method"]),
        path: string(&api["uri"]).replace("\\:", ":"),
        status: response["status"].as_u64().unwrap_or_default(),
        body: request.get("body").map(body),
        reply: response.get("body").map(body),
        ..Expected::default()
    };
    for (name, value) in object(&request["query"]) {
        let values = value.as_array().map_or_else(|| vec![string(value)], |all| all.iter().map(string).collect());
        expected.query.insert(name.clone(), values);
    }
    for (name, value) in object(&request["headers"]) {
        expected.headers.insert(name.to_lowercase(), string(value));
    }
    for (name, value) in object(&response["headers"]) {
        expected.reply_headers.insert(name.to_lowercase(), string(value));
    }
    expected
}

fn body(body: &Value) -> Body {
    let media_type = string(&body["contentType"]);
    if body["kind"] == "multipart" {
        let file = |file: &Value| File {
            name: string(&file["fieldname"]),
            file_name: string(&file["originalname"]),
            media_type: string(&file["mimetype"]),
            bytes: bytes(&file["buffer"]),
        };
        return Body::Multipart {
            fields: object(&body["parts"]).map(|(name, value)| (name.clone(), value.clone())).collect(),
            files: array(&body["files"]).iter().map(file).collect(),
        };
    }
    let bytes = bytes(&body["raw"]);
    match serde_json::from_slice(&bytes) {
        Ok(value) if media_type.contains("json") => Body::Json(value),
        _ => Body::Bytes { media_type, bytes },
    }
}

fn bytes(value: &Value) -> Vec<u8> {
    match value.get("$base64").and_then(Value::as_str) {
        Some(text) => specwright_runtime::Base64::parse(text).expect("base64").to_vec(),
        None => string(value).into_bytes(),
    }
}

/// A string, or what it is as JSON.
fn string(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn object(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}
