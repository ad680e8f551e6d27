//! Runtime expressions (OAS 3.0.4, 4.8.20.4): where in an exchange a value stands.

use crate::ir::operation::{Codec, Content, Location, Operation, Source, StatusPattern, UrlPart};

/// The value that an expression names, if a field of the operation's request value or of its one success holds it.
pub(super) fn source(expression: &str, operation: &Operation) -> Option<Source> {
    let (message, place) = expression.strip_prefix('$')?.split_once('.')?;
    match message {
        "request" => in_request(place, operation),
        "response" => in_response(place, operation),
        _ => None,
    }
}

/// A text with expressions in braces, or that is one as a whole, in parts; none if a value can't be found.
pub(super) fn parts(text: &str, operation: &Operation) -> Option<Vec<UrlPart>> {
    if text.starts_with('$') {
        return Some(vec![UrlPart::Value(source(text, operation)?)]);
    }
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{$") {
        if !before.is_empty() {
            parts.push(UrlPart::Text(before.to_owned()));
        }
        let (expression, behind) = after.split_once('}')?;
        parts.push(UrlPart::Value(source(&format!("${expression}"), operation)?));
        rest = behind;
    }
    if !rest.is_empty() {
        parts.push(UrlPart::Text(rest.to_owned()));
    }
    Some(parts)
}

fn in_request(place: &str, operation: &Operation) -> Option<Source> {
    if let Some(pointer) = body_pointer(place) {
        let body = operation.body.as_ref()?;
        is_value(&body.contents)?;
        return Some(Source::Request { field: body.field.clone(), pointer });
    }
    let (location, name) = place.split_once('.')?;
    let parameter = operation.parameters.iter().find(|parameter| {
        let wire = &parameter.name.wire;
        match (location, parameter.location) {
            ("header", Location::Header) => wire.eq_ignore_ascii_case(name),
            ("path", Location::Path) | ("query", Location::Query) => wire == name,
            _ => false,
        }
    })?;
    Some(Source::Request { field: parameter.name.rust.clone(), pointer: String::new() })
}

fn in_response(place: &str, operation: &Operation) -> Option<Source> {
    let [success] = operation.successes.as_slice() else { return None };
    if !matches!(success.status, StatusPattern::Code(_)) {
        return None;
    }
    if let Some(pointer) = body_pointer(place) {
        is_value(&success.contents)?;
        let field = (!success.headers.is_empty()).then(|| "body".to_owned());
        return Some(Source::Response { field, pointer });
    }
    let name = place.strip_prefix("header.")?;
    let header = success.headers.iter().find(|header| header.name.wire.eq_ignore_ascii_case(name))?;
    Some(Source::Response { field: Some(header.name.rust.clone()), pointer: String::new() })
}

/// The JSON Pointer into a body.
fn body_pointer(place: &str) -> Option<String> {
    match place.strip_prefix("body")? {
        "" => Some(String::new()),
        rest => {
            rest.strip_prefix('#').filter(|pointer| pointer.is_empty() || pointer.starts_with('/')).map(str::to_owned)
        }
    }
}

/// Whether a body has one type, whose value is a tree.
fn is_value(contents: &[Content]) -> Option<()> {
    match contents {
        [content] if matches!(content.codec, Codec::Json(_) | Codec::Form(_) | Codec::Text(_)) => Some(()),
        _ => None,
    }
}
