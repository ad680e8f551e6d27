//! Responses: their schema in each media type that is produced.

use serde_json::{Map, Value};

use super::Lowering;
use crate::document::media;
use crate::source::pointer;

impl Lowering<'_> {
    /// `responses` of the root.
    pub(super) fn shared_responses(&mut self, value: &Value) -> Value {
        let Value::Object(shared) = value else { return value.clone() };
        let produces = self.produces.clone();
        let lowered = shared.iter().map(|(name, response)| {
            let from = pointer::join("/responses", name);
            let to = pointer::join("/components/responses", name);
            (name.clone(), self.response(response, &from, &to, &produces, None))
        });
        Value::Object(lowered.collect())
    }

    /// `responses` of an operation.
    pub(super) fn responses(&mut self, value: &Value, at: &str, produces: &[String]) -> Value {
        let Value::Object(responses) = value else { return value.clone() };
        let lowered = responses.iter().map(|(status, response)| {
            let at = pointer::join(at, status);
            let lowered = if status.starts_with("x-") {
                response.clone()
            } else if is_reference(response) && produces != self.produces {
                self.in_other_words(response, &at, produces)
            } else {
                self.response(response, &at, &at, produces, None)
            };
            (status.clone(), lowered)
        });
        Value::Object(lowered.collect())
    }

    /// A shared response in the media types of an operation that says which.
    fn in_other_words(&mut self, response: &Value, at: &str, produces: &[String]) -> Value {
        let (target, from) = self.target(response, at);
        if is_reference(target) || target.get("schema").is_none() {
            return response.clone();
        }
        let shared = self.moves.get(&pointer::join(&from, "schema")).cloned();
        let lowered = self.response(target, &from, at, produces, shared.as_deref());
        self.origin(at, &from);
        lowered
    }

    /// A response; `shared` is where its schema is already.
    fn response(&mut self, value: &Value, from: &str, to: &str, produces: &[String], shared: Option<&str>) -> Value {
        let Value::Object(map) = value else { return value.clone() };
        if is_reference(value) {
            return value.clone();
        }
        let mut lowered = Map::new();
        for (key, value) in map {
            match key.as_str() {
                "schema" | "examples" => {}
                "headers" => {
                    let (from, to) = (pointer::join(from, "headers"), pointer::join(to, "headers"));
                    let headers = self.headers(value, &from, &to);
                    lowered.insert(key.clone(), headers);
                }
                _ => {
                    lowered.insert(key.clone(), value.clone());
                }
            }
        }
        let Some(schema) = map.get("schema").filter(|schema| !schema.is_null()) else { return Value::Object(lowered) };
        let examples = map.get("examples").and_then(Value::as_object);
        let names = Self::names(schema, produces, examples);
        let mut content = self.content(&names, schema, &pointer::join(from, "schema"), to, shared);
        for (name, example) in examples.into_iter().flatten() {
            let media = content
                .as_object_mut()
                .into_iter()
                .flatten()
                .find(|(other, _)| media::essence(other) == media::essence(name));
            if let Some(media) = media.and_then(|(_, media)| media.as_object_mut()) {
                media.entry("example").or_insert_with(|| example.clone());
            }
        }
        lowered.insert("content".to_owned(), content);
        Value::Object(lowered)
    }

    /// The media types of a response.
    fn names(schema: &Value, produces: &[String], examples: Option<&Map<String, Value>>) -> Vec<String> {
        let is_file = schema.get("type").is_some_and(|name| name == "file");
        let mut names = distinct(produces);
        if is_file {
            // JSON is what the rest of such an API speaks; a file is none.
            names.retain(|name| !media::essence(name).ends_with("json"));
            if names.is_empty() {
                names.push("application/octet-stream".to_owned());
            }
        }
        if names.is_empty() {
            let of_examples: Vec<String> = examples
                .into_iter()
                .flatten()
                .map(|(name, _)| name.clone())
                .filter(|name| name.contains('/'))
                .collect();
            names = distinct(&of_examples);
        }
        if names.is_empty() {
            names.push("application/json".to_owned());
        }
        names
    }

    fn headers(&mut self, value: &Value, from: &str, to: &str) -> Value {
        let Value::Object(headers) = value else { return value.clone() };
        let lowered = headers.iter().map(|(name, header)| {
            (name.clone(), self.header(header, &pointer::join(from, name), &pointer::join(to, name)))
        });
        Value::Object(lowered.collect())
    }
}

/// Media types that differ in more than their parameters, the first of each.
pub(super) fn distinct(names: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        if !found.iter().any(|other| media::essence(other) == media::essence(name)) {
            found.push(name.clone());
        }
    }
    found
}

/// Whether a value is an object that refers to another.
pub(super) fn is_reference(value: &Value) -> bool {
    value.get("$ref").is_some_and(Value::is_string)
}
