//! Names that look as if they were to break out of source code or markup: a word of warning for who reads the document.
//!
//! Nothing depends on it. Whatever a text holds, it is written as data.

use serde_json::{Map, Value};

use super::bundle::kind::{Kind, Object};
use super::{Origins, UNRESOLVED};
use crate::diag::{Code, Sink};
use crate::source::pointer;

/// Reports the unusual names of a document.
pub(super) fn report(document: &Value, origins: &Origins, sink: &mut Sink) {
    Search { origins, sink, at: String::new() }.walk(document, Kind::One(Object::Document));
}

struct Search<'a> {
    origins: &'a Origins,
    sink: &'a mut Sink,
    at: String,
}

impl Search<'_> {
    fn walk(&mut self, value: &Value, kind: Kind) {
        let len = self.at.len();
        match value {
            Value::Object(map) => {
                for (key, child) in map {
                    pointer::push(&mut self.at, key);
                    self.entry(map, key, child, kind);
                    self.walk(child, kind.child(key));
                    self.at.truncate(len);
                }
            }
            Value::Array(items) if kind != Kind::Data => {
                for (index, item) in items.iter().enumerate() {
                    pointer::push(&mut self.at, &index.to_string());
                    self.walk(item, kind.item());
                    self.at.truncate(len);
                }
            }
            _ => {}
        }
    }

    fn entry(&mut self, map: &Map<String, Value>, key: &str, value: &Value, kind: Kind) {
        let is_name = match (kind, value) {
            (Kind::Data, _) => false,
            // Parameters may be quoted strings.
            (Kind::Map(Object::MediaType), _) if !key.contains(is_hidden) && !has_code(media_type_name(key)) => false,
            // Regular expressions are made of such characters.
            (Kind::Map(Object::Schema), _) if self.is_pattern() && !key.contains(is_hidden) => false,
            (Kind::Map(_), _) if has_code(key) => {
                self.say(key);
                false
            }
            // What other tools make source code of.
            (Kind::One(_), Value::String(text)) if key.starts_with("x-") => {
                let is_name = key.ends_with("-name") && !is_word(text);
                if is_name || key.ends_with("-type") && (has_code(text) || text.contains([';', '{'])) {
                    self.say(text);
                }
                false
            }
            (Kind::One(Object::Parameter | Object::SecurityScheme), Value::String(_)) => key == "name",
            (Kind::One(Object::Operation), Value::String(_)) => key == "operationId",
            (Kind::One(Object::Discriminator), Value::String(_)) => key == "propertyName",
            // As Swagger 2.0 has it.
            (Kind::One(Object::Schema), Value::String(_)) if key == "discriminator" => true,
            (Kind::One(Object::Schema), Value::Array(values)) if key == "enum" => {
                for value in values.iter().filter_map(Value::as_str).filter(|value| value.contains(is_hidden)) {
                    self.say(value);
                }
                false
            }
            (_, Value::Object(tags)) if key.starts_with("x-") && key.ends_with("-tags") => {
                for text in tags.values().filter_map(Value::as_str).filter(|text| text.contains(['`', '\n'])) {
                    self.say(text);
                }
                false
            }
            _ => false,
        };
        if is_name
            && let Some(text) = map.get(key).and_then(Value::as_str)
            && has_code(text)
        {
            self.say(text);
        }
    }

    /// Whether what stands here is an entry of `patternProperties`.
    fn is_pattern(&self) -> bool {
        self.at.rsplit('/').nth(1) == Some("patternProperties")
    }

    fn say(&mut self, text: &str) {
        if self.at.starts_with(&UNRESOLVED[1..]) {
            return;
        }
        let shown: String = text.escape_debug().take(60).collect();
        let place = self.origins.place(&self.at);
        self.sink.push(
            Code::UnusualText,
            place,
            format!("the name `{shown}` holds characters that mean something in source code"),
        );
    }
}

/// Characters that end or begin a literal, a line or a comment somewhere, or can't be seen.
fn has_code(text: &str) -> bool {
    text.contains(|c| matches!(c, '"' | '`' | '\\') || is_hidden(c))
}

/// A media type without its parameters.
fn media_type_name(key: &str) -> &str {
    key.split(';').next().unwrap_or_default()
}

fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn is_word(text: &str) -> bool {
    !text.starts_with(|c: char| c.is_ascii_digit())
        && text.contains(char::is_alphabetic)
        && !text.contains(|c: char| c.is_whitespace() || has_code(c.encode_utf8(&mut [0; 4])) || matches!(c, ';' | '{'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::diag::Place;

    #[test]
    fn names_that_would_break_out_are_told() {
        let property = |name: &str| json!({"components": {"schemas": {"A": {"properties": {name: {}}}}}});
        let schema = |schema: Value| json!({"components": {"schemas": {"A": schema}}});
        let cases = [
            (property("a-b.c$d @e'f"), None),
            (property("a\"b"), Some("/components/schemas/A/properties/a\"b")),
            (property("a`b"), Some("/components/schemas/A/properties/a`b")),
            (property("a\u{202e}b"), Some("/components/schemas/A/properties/a\u{202e}b")),
            (schema(json!({"patternProperties": {"\\S`\"": {}}})), None),
            (
                schema(json!({"patternProperties": {"\u{202e}": {}}})),
                Some("/components/schemas/A/patternProperties/\u{202e}"),
            ),
            (schema(json!({"enum": ["a\"b"]})), None),
            (schema(json!({"enum": ["a\nb"]})), Some("/components/schemas/A/enum")),
            (schema(json!({"example": {"a\"b": 1}})), None),
            (schema(json!({"description": "a\"b\n"})), None),
            (schema(json!({"x-go-name": "Name"})), None),
            (schema(json!({"x-go-name": "9 lives"})), Some("/components/schemas/A/x-go-name")),
            (schema(json!({"x-go-type": "map[string]int"})), None),
            (schema(json!({"x-go-type": "int; var a = 1"})), Some("/components/schemas/A/x-go-type")),
            (json!({"paths": {"/a\nb": {}}}), Some("/paths/~1a\nb")),
        ];
        for (input, expected) in cases {
            let mut origins = Origins::default();
            origins.insert("", Place { file: "a".to_owned(), pointer: String::new() });
            let mut sink = Sink::default();
            report(&input, &origins, &mut sink);
            let found = sink.finish(&[]);
            assert_eq!(found.first().map(|found| found.place.pointer.as_str()), expected, "{input}");
        }
    }
}
