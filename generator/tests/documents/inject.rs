//! Puts a text behind every string of a document, so that names still lead to what they name.

use serde_json::{Map, Value};

/// A text of one class.
#[derive(Debug, Clone)]
pub(crate) struct Payload {
    pub(crate) name: String,
    pub(crate) text: String,
    /// What ends a quoted string in which it stands: where its class can't stand in one, nothing valid.
    end: &'static str,
}

impl Payload {
    pub(crate) fn new(name: &str, text: &str) -> Self {
        let is_quotable = text.bytes().all(|byte| matches!(byte, b' '..=b'~') && !b"\"\\;".contains(&byte));
        Self { name: name.to_owned(), text: text.to_owned(), end: if is_quotable { "\"" } else { "\" x" } }
    }

    /// Its letters and digits; the rest are spaces.
    pub(crate) fn words(&self) -> Self {
        let text = self.text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '_' { c } else { ' ' }).collect();
        Self { name: self.name.clone(), text, end: self.end }
    }
}

/// The document with a payload behind each string; equal strings must get equal ones.
pub(crate) fn into(document: &Value, payload: &dyn Fn(&str) -> Payload) -> Value {
    Injection { payload }.value(document, Holds::Fields)
}

/// What the keys of an object are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Words of the standard.
    Fields,
    /// Names that the document gives.
    Names,
    /// As those, of media types.
    MediaTypes,
    /// As those, of paths.
    Paths,
    /// Statuses.
    Statuses,
    /// Values of an example, a default, an enum.
    Data,
}

/// Fields whose values are words of the standard.
const WORDS: &[&str] = &["openapi", "type", "in", "style", "scheme", "format", "x-rate-limit"];

struct Injection<'a> {
    payload: &'a dyn Fn(&str) -> Payload,
}

impl Injection<'_> {
    fn text(&self, text: &str) -> String {
        format!("{text} {}", (self.payload)(text).text)
    }

    /// A name that stands in braces elsewhere.
    fn in_braces(&self, text: &str) -> String {
        self.text(text).replace(['{', '}', '/', '?', '#', '+', '*', ':', '.'], " ")
    }

    /// A text with names in braces: a path, the URL of a server.
    fn template(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').expect("a brace with its partner");
            out.push_str(before);
            out.extend(["{", &self.in_braces(name), "}"]);
            rest = after;
        }
        out + rest + "/" + &(self.payload)(text).text.replace(['{', '}', '?', '#'], " ")
    }

    fn media_type(&self, text: &str) -> String {
        let payload = (self.payload)(text);
        format!("{text}; x=\"{}{}", payload.text, payload.end)
    }

    fn reference(&self, text: &str) -> String {
        match text.rsplit_once('/') {
            Some((section, name)) if section.starts_with("#/components/") => {
                let name = self.text(name).replace('~', "~0").replace('/', "~1").replace('%', "%25");
                format!("{section}/{name}")
            }
            _ => text.to_owned(),
        }
    }

    fn pointer(&self, text: &str) -> String {
        let mut pointer = String::new();
        for token in text.split('/').skip(1) {
            pointer.extend(["/", &self.text(token).replace('~', "~0").replace('/', "~1")]);
        }
        pointer
    }

    /// A runtime expression that names a property, or a parameter in the path.
    fn expression(&self, text: &str) -> String {
        match (text.split_once("#/"), text.split_once(".path.")) {
            (Some((message, pointer)), _) => format!("{message}#{}", self.pointer(&format!("/{pointer}"))),
            (_, Some((message, name))) => format!("{message}.path.{}", self.in_braces(name)),
            _ => self.text(text),
        }
    }

    /// A link.
    fn link(&self, key: &str, value: &Value) -> Value {
        let Value::Object(parameters) = value else { return self.field(key, value) };
        let parameter = |(key, value): (&String, &Value)| {
            let key = match key.strip_prefix("path.") {
                Some(name) => format!("path.{}", self.in_braces(name)),
                None => self.text(key),
            };
            (key, self.expression(value.as_str().unwrap_or_default()).into())
        };
        parameters.iter().map(parameter).collect::<Map<_, _>>().into()
    }

    /// A callback: what its expressions name is not there any more.
    fn callback(&self, value: &Value) -> Value {
        let Value::Object(items) = value else { return value.clone() };
        let suffix = |key: &str| (self.payload)(key).text.replace(['{', '}'], " ");
        let item =
            |(key, value): (&String, &Value)| (format!("{key} {}", suffix(key)), self.value(value, Holds::Fields));
        items.iter().map(item).collect::<Map<_, _>>().into()
    }

    fn value(&self, value: &Value, holds: Holds) -> Value {
        match value {
            Value::Object(map) => Value::Object(self.object(map, holds)),
            Value::Array(items) => Value::Array(items.iter().map(|item| self.value(item, holds)).collect()),
            Value::String(text) => self.text(text).into(),
            other => other.clone(),
        }
    }

    fn object(&self, map: &Map<String, Value>, holds: Holds) -> Map<String, Value> {
        let place = map.get("in").and_then(Value::as_str);
        let entries = map.iter().map(|(key, value)| match holds {
            Holds::Names => (self.text(key), self.named(value)),
            Holds::MediaTypes => (self.media_type(key), self.value(value, Holds::Fields)),
            Holds::Paths => (self.template(key), self.value(value, Holds::Fields)),
            Holds::Statuses => (key.clone(), self.value(value, Holds::Fields)),
            Holds::Data => (self.text(key), self.value(value, Holds::Data)),
            // A header's name holds nothing else than it may hold; see `a_header_has_no_hostile_name`.
            Holds::Fields if key == "name" && place == Some("header") => (key.clone(), value.clone()),
            Holds::Fields if key == "name" && place == Some("path") => {
                (key.clone(), self.in_braces(value.as_str().unwrap_or_default()).into())
            }
            Holds::Fields => (key.clone(), self.field(key, value)),
        });
        entries.collect()
    }

    /// What stands under a name: an object, or a list of names, or a text.
    fn named(&self, value: &Value) -> Value {
        self.value(value, Holds::Fields)
    }

    fn field(&self, key: &str, value: &Value) -> Value {
        match (key, value) {
            (key, _) if WORDS.contains(&key) => value.clone(),
            ("$ref", Value::String(text)) => self.reference(text).into(),
            ("url", Value::String(text)) => self.template(text).into(),
            ("contentType" | "contentMediaType", Value::String(text)) => self.media_type(text).into(),
            ("paths", _) => self.value(value, Holds::Paths),
            ("content", _) => self.value(value, Holds::MediaTypes),
            ("variables", Value::Object(map)) => {
                map.iter().map(|(key, value)| (self.in_braces(key), self.named(value))).collect::<Map<_, _>>().into()
            }
            ("mapping", Value::Object(map)) => {
                let reference = |value: &Value| self.reference(value.as_str().unwrap_or_default());
                map.iter().map(|(key, value)| (self.text(key), reference(value).into())).collect::<Map<_, _>>().into()
            }
            ("responses", Value::Object(map)) if map.keys().all(|key| key.len() == 3 || key == "default") => {
                self.value(value, Holds::Statuses)
            }
            ("security", Value::Array(alternatives)) => {
                alternatives.iter().map(|alternative| self.value(alternative, Holds::Names)).collect::<Vec<_>>().into()
            }
            ("x-pagination", Value::Object(map)) => {
                let part = |key: &str, value: &Value| match (key, value) {
                    ("style", _) => value.clone(),
                    ("items" | "next", Value::String(text)) => self.pointer(text).into(),
                    _ => self.value(value, Holds::Fields),
                };
                map.iter().map(|(key, value)| (key.clone(), part(key, value))).collect::<Map<_, _>>().into()
            }
            ("callbacks", Value::Object(map)) => {
                map.iter().map(|(key, value)| (self.text(key), self.callback(value))).collect::<Map<_, _>>().into()
            }
            ("links", Value::Object(map)) => {
                let link = |value: &Value| match value {
                    Value::Object(link) => {
                        link.iter().map(|(key, value)| (key.clone(), self.link(key, value))).collect()
                    }
                    other => self.named(other),
                };
                map.iter().map(|(key, value)| (self.text(key), link(value))).collect::<Map<_, _>>().into()
            }
            ("default" | "example" | "value", _) if !value.is_object() || key != "default" => {
                self.value(value, Holds::Data)
            }
            (
                "properties" | "patternProperties" | "schemas" | "parameters" | "examples" | "headers"
                | "requestBodies" | "responses" | "securitySchemes" | "webhooks" | "scopes" | "encoding" | "pathItems"
                | "$defs",
                Value::Object(_),
            ) => self.value(value, Holds::Names),
            _ => self.value(value, Holds::Fields),
        }
    }
}
