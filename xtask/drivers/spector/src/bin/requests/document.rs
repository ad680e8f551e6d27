//! What a document says of a request, and so what is wrong.

use std::fs;
use std::path::Path;

use driver::scenario::{self, Expected, File};
use serde_json::{Value, json};

/// What is wrong with a request.
#[derive(Debug)]
pub enum Wrong {
    Nothing,
    WithoutQuery(String),
    Query(String),
    WithoutHeader(String),
    Header(String),
    WithoutBody,
    Body(Value),
}

/// A body as it is sent.
pub struct Body {
    pub media_type: String,
    pub bytes: Vec<u8>,
}

impl Body {
    pub fn of(right: &Expected) -> Option<Self> {
        match right.body.as_ref()? {
            scenario::Body::Json(value) => {
                Some(Self { media_type: "application/json".to_owned(), bytes: value.to_string().into_bytes() })
            }
            scenario::Body::Bytes { media_type, bytes } => {
                Some(Self { media_type: media_type.clone(), bytes: bytes.clone() })
            }
            scenario::Body::Multipart { fields, files } => Some(multipart(fields, files)),
        }
    }
}

fn multipart(fields: &[(String, Value)], files: &[File]) -> Body {
    let boundary = "spector-boundary";
    let mut bytes = Vec::new();
    for (name, value) in fields {
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        bytes.extend_from_slice(head.as_bytes());
    }
    for File { name, file_name, media_type, bytes: content } in files {
        let head = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\nContent-Type: {media_type}\r\n\r\n"
        );
        bytes.extend_from_slice(head.as_bytes());
        bytes.extend_from_slice(content);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Body { media_type: format!("multipart/form-data; boundary={boundary}"), bytes }
}

/// An operation of a document, with the document beside it.
pub fn operation(documents: &Path, api: &Value, method: &str) -> Option<Value> {
    let text = fs::read_to_string(documents.join(api["doc"].as_str()?)).ok()?;
    let document: Value = serde_json::from_str(&text).ok()?;
    let operation = document["paths"].get(api["path"].as_str()?)?.get(method.to_lowercase())?.clone();
    Some(json!({ "operation": operation, "document": document }))
}

/// What is wrong by the document: what is required is left out, what has a type is of another one.
pub fn wrongs(right: &Expected, operation: &Value) -> Vec<Wrong> {
    let (document, operation) = (&operation["document"], &operation["operation"]);
    let mut wrongs = Vec::new();
    for parameter in operation["parameters"].as_array().into_iter().flatten() {
        let parameter = target(document, parameter);
        let name = parameter["name"].as_str().unwrap_or_default().to_owned();
        let required = parameter["required"] == true;
        let typed = is_no_text(target(document, &parameter["schema"]));
        match parameter["in"].as_str() {
            Some("query") if right.query.contains_key(&name) => {
                wrongs.extend(required.then(|| Wrong::WithoutQuery(name.clone())));
                wrongs.extend(typed.then_some(Wrong::Query(name)));
            }
            // What is said of these as parameters is to be ignored (OAS 3.1.1, 4.8.12.2).
            Some("header") if ["accept", "authorization", "content-type"].contains(&&*name.to_lowercase()) => {}
            Some("header") if right.headers.contains_key(&name.to_lowercase()) => {
                wrongs.extend(required.then(|| Wrong::WithoutHeader(name.to_lowercase())));
                wrongs.extend(typed.then(|| Wrong::Header(name.to_lowercase())));
            }
            _ => {}
        }
    }
    let body = target(document, &operation["requestBody"]);
    if right.body.is_some() && body["required"] == true {
        wrongs.push(Wrong::WithoutBody);
    }
    if right.body.is_some() {
        let schema = target(document, &body["content"]["application/json"]["schema"]);
        let other = match schema["type"].as_str() {
            Some("object") => Some(json!([1])),
            Some("array") => Some(json!({ "zz": 1 })),
            Some("string") => Some(json!(1)),
            Some("number" | "integer" | "boolean") => Some(json!("zz")),
            _ => None,
        };
        wrongs.extend(other.filter(|_| schema["format"] != "binary").map(Wrong::Body));
        let required = schema["required"].as_array().is_some_and(|all| !all.is_empty());
        wrongs.extend((required && schema["type"] == "object").then(|| Wrong::Body(json!({ "zz": 1 }))));
    }
    wrongs
}

/// Whether `zz` is no value of a schema.
fn is_no_text(schema: &Value) -> bool {
    match schema["type"].as_str() {
        Some("integer" | "number" | "boolean" | "object") => true,
        Some("string") => schema["format"] == "date-time" || schema.get("enum").is_some(),
        _ => false,
    }
}

/// What a reference points to.
fn target<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let reference = value["$ref"].as_str().and_then(|it| it.strip_prefix('#'));
    reference.and_then(|pointer| document.pointer(pointer)).unwrap_or(value)
}
