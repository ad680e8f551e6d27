//! Request bodies, responses and their media types.

use indexmap::IndexMap;
use openapiv3::{Content, Encoding, Example, MediaType, ReferenceOr, RequestBody, Response, Responses, StatusCode};
use serde_json::Value;

use super::parameter::{header, query_style, reference_or};
use super::reader::Reader;
use super::schema::schema;
use super::targets::Kind;
use crate::document::lowering;

/// Reads a request body or a reference to one.
pub(super) fn request_body(reader: &mut Reader<'_>, value: Value) -> Option<ReferenceOr<RequestBody>> {
    let map = reader.object(value)?;
    if let Some(reference) = lowering::reference(&map, reader.version) {
        reader.want(Kind::RequestBody, &reference.target);
        return Some(reference_or(reference, |description, extensions| RequestBody {
            description,
            extensions,
            ..RequestBody::default()
        }));
    }
    let mut body = RequestBody::default();
    for (key, value) in map {
        reader.at(&key, |reader| match key.as_str() {
            "description" => body.description = reader.take_text(value),
            "required" => body.required = reader.flag(&value).unwrap_or_default(),
            "content" => body.content = content(reader, value),
            _ if key.starts_with("x-") => {
                body.extensions.insert(key.clone(), value);
            }
            _ => {}
        });
    }
    Some(ReferenceOr::Item(body))
}

/// Reads the `responses` of an operation; none if one of them can't be read.
pub(super) fn responses(reader: &mut Reader<'_>, value: Value) -> Option<Responses> {
    let mut responses = Responses::default();
    let mut broken = false;
    for (key, value) in reader.object(value)? {
        if key.starts_with("x-") {
            responses.extensions.insert(key, value);
            continue;
        }
        reader.at(&key, |reader| {
            let status = status(&key);
            if status.is_none() && key != "default" {
                reader.degraded(format!("`{key}` is no status; this response is left out")).help =
                    Some("responses are named by a status like 404, a range like 4XX, or `default`".to_owned());
                return;
            }
            match (response(reader, value), status) {
                (Some(response), Some(status)) => {
                    responses.responses.entry(status).or_insert(response);
                }
                (Some(response), None) => responses.default = Some(response),
                (None, _) => broken = true,
            }
        });
    }
    (!broken).then_some(responses)
}

fn status(key: &str) -> Option<StatusCode> {
    let bytes = key.trim().as_bytes();
    let digit = |at: usize| bytes.get(at).filter(|byte| byte.is_ascii_digit()).map(|byte| u16::from(byte - b'0'));
    let first = digit(0).filter(|first| (1..=5).contains(first) && bytes.len() == 3)?;
    match (digit(1), digit(2)) {
        (Some(second), Some(third)) => Some(StatusCode::Code(first * 100 + second * 10 + third)),
        _ if key.trim()[1..].eq_ignore_ascii_case("xx") => Some(StatusCode::Range(first)),
        _ => None,
    }
}

/// Reads a response or a reference to one.
pub(super) fn response(reader: &mut Reader<'_>, value: Value) -> Option<ReferenceOr<Response>> {
    let map = reader.object(value)?;
    if let Some(reference) = lowering::reference(&map, reader.version) {
        reader.want(Kind::Response, &reference.target);
        return Some(reference_or(reference, |description, extensions| Response {
            description: description.unwrap_or_default(),
            extensions,
            ..Response::default()
        }));
    }
    let mut response = Response::default();
    for (key, value) in map {
        reader.at(&key, |reader| match key.as_str() {
            "description" => response.description = reader.take_text(value).unwrap_or_default(),
            "headers" => response.headers = reader.entries(value, |reader, _, value| header(reader, value)),
            "content" => response.content = content(reader, value),
            _ if key.starts_with("x-") => {
                response.extensions.insert(key.clone(), value);
            }
            _ => {}
        });
    }
    Some(ReferenceOr::Item(response))
}

/// Reads `content`.
pub(super) fn content(reader: &mut Reader<'_>, value: Value) -> Content {
    reader.entries(value, |reader, _, value| media_type(reader, value))
}

fn media_type(reader: &mut Reader<'_>, value: Value) -> Option<MediaType> {
    let mut media = MediaType::default();
    for (key, value) in reader.object(value)? {
        reader.at(&key, |reader| match key.as_str() {
            "schema" => media.schema = schema(reader, value),
            "example" => media.example = Some(value),
            "examples" => media.examples = examples(reader, value),
            "encoding" => media.encoding = reader.entries(value, |reader, _, value| encoding(reader, value)),
            _ if key.starts_with("x-") => {
                media.extensions.insert(key.clone(), value);
            }
            _ => {}
        });
    }
    Some(media)
}

fn encoding(reader: &mut Reader<'_>, value: Value) -> Option<Encoding> {
    let mut map = reader.object(value)?;
    lowering::explode(&mut map);
    let mut encoding = Encoding::default();
    for (key, value) in map {
        reader.at(&key, |reader| match key.as_str() {
            "contentType" => encoding.content_type = reader.take_text(value),
            "headers" => encoding.headers = reader.entries(value, |reader, _, value| header(reader, value)),
            "style" => {
                encoding.style = reader.take_text(value).and_then(|name| {
                    let style = query_style(&name);
                    if style.is_none() {
                        reader.degraded(format!("the style `{name}` does not exist here; the default style is taken"));
                    }
                    style
                });
            }
            "allowReserved" => encoding.allow_reserved = reader.flag(&value).unwrap_or_default(),
            _ if key.starts_with("x-") => {
                encoding.extensions.insert(key.clone(), value);
            }
            _ => {}
        });
    }
    Some(encoding)
}

/// Reads named examples. They only illustrate: one of another shape is an example itself.
pub(super) fn examples(reader: &mut Reader<'_>, value: Value) -> IndexMap<String, ReferenceOr<Example>> {
    let bare = |value| ReferenceOr::Item(Example { value: Some(value), ..Example::default() });
    match value {
        Value::Array(values) => {
            values.into_iter().enumerate().map(|(index, value)| (index.to_string(), bare(value))).collect()
        }
        other => reader.entries(other, |reader, _, value| match value {
            Value::Object(mut map) => Some(match map.get("$ref") {
                Some(Value::String(reference)) => {
                    reader.want(Kind::Example, reference);
                    ReferenceOr::Reference { reference: reference.clone() }
                }
                _ if map.contains_key("externalValue") => return None,
                _ => match map.shift_remove("value") {
                    Some(value) => bare(value),
                    None => bare(Value::Object(map)),
                },
            }),
            other => Some(bare(other)),
        }),
    }
}
