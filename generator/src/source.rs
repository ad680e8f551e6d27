//! From a text to a value tree, and from a place in the tree back to a place in the text.
//!
//! It knows JSON, YAML and JSON Pointer, and refuses to know what a document means.

pub mod copies;
pub mod locate;
mod numbers;
pub mod pointer;
pub mod position;
pub mod reference;
mod syntax;
mod value;

use serde::de::DeserializeSeed;
use serde_json::Value;

use crate::diag::{Code, Place, Sink};
use syntax::SyntaxError;
use value::{Context, Node};

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// RFC 8259.
    Json,
    /// YAML 1.2, core schema, with merge keys.
    Yaml,
}

/// The text of a file; what is no UTF-8 in it becomes U+FFFD.
pub(crate) fn text(bytes: Vec<u8>) -> String {
    // Nearly every file is UTF-8 as a whole, and stays where it is in memory.
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

/// The text without a byte order mark.
pub(crate) fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// The format of a text: by its first character, and where that fits both, by the name and by whether it can be read as JSON.
pub(crate) fn format(name: &str, text: &str) -> Format {
    if !without_bom(text).trim_start().starts_with(['{', '[']) {
        return Format::Yaml;
    }
    let is_json =
        std::path::Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    if is_json || serde_json::from_str::<serde::de::IgnoredAny>(without_bom(text)).is_ok() {
        Format::Json
    } else {
        Format::Yaml
    }
}

/// Reads a JSON or YAML text; the order of keys is kept. Says what is wrong and gives nothing where it can't be read.
///
/// A key that stands twice in one object is an error, and the last one counts. In YAML, merge keys (`<<`) are
/// applied, keys that are no strings become strings, tags of an application are dropped, and aliases are followed within a limit
/// that keeps the tree in proportion to the text.
pub fn read(name: &str, text: &str, sink: &mut Sink) -> Option<Value> {
    let text = without_bom(text);
    let place = || Place { file: name.to_owned(), pointer: String::new() };
    if text.trim().is_empty() {
        sink.push(Code::Syntax, place(), "the file is empty");
        return None;
    }
    let format = format(name, text);
    let mut context = Context::new(format, text.len());
    let mut read = parse(format, text, &context);
    if read.as_ref().is_err_and(|error| error.message.ends_with("number out of range"))
        && let Some((bounded, span)) = numbers::bounded(text)
    {
        context = Context::new(format, bounded.len());
        read = parse(format, &bounded, &context);
        let message = "a number beyond what floating point holds is taken as the greatest that it holds";
        sink.push(Code::Degraded, place(), message).span = Some(span);
    }
    for pointer in context.into_duplicates() {
        let hits = locate::occurrences(format, text, &pointer);
        let key = pointer::tokens(&pointer).last().unwrap_or_default();
        let diagnostic = sink.push(
            Code::DuplicateKey,
            Place { file: name.to_owned(), pointer: pointer.clone() },
            format!("the key `{key}` stands here twice"),
        );
        diagnostic.span = hits.get(1).cloned();
        diagnostic.help = Some("keep one of them; if both are meant, merge what they hold".to_owned());
        if hits.len() > 1 {
            diagnostic.related.push((Place { file: name.to_owned(), pointer }, "first here".to_owned()));
        }
    }
    match read {
        Ok(value) => Some(value),
        Err(error) => {
            let diagnostic = sink.push(error.code, place(), error.message);
            diagnostic.span = Some(error.span);
            diagnostic.help = error.help;
            None
        }
    }
}

fn parse(format: Format, text: &str, context: &Context) -> Result<Value, SyntaxError> {
    match format {
        Format::Json => {
            let mut deserializer = serde_json::Deserializer::from_str(text);
            Node::root(context)
                .deserialize(&mut deserializer)
                .and_then(|value| deserializer.end().map(|()| value))
                .map_err(|error| syntax::json(text, &error))
        }
        Format::Yaml => syntax::too_deep(text).map_or_else(
            || {
                let deserializer = serde_yaml::Deserializer::from_str(text);
                Node::root(context).deserialize(deserializer).map_err(|error| syntax::yaml(text, &error))
            },
            Err,
        ),
    }
}

#[cfg(test)]
mod tests;
