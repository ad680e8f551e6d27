//! Request bodies, responses and their media types.

use indexmap::IndexMap;
use openapiv3::{Content, Encoding, Example, MediaType, ReferenceOr, RequestBody, Response, Responses, StatusCode};
use serde_json::Value;

use super::link;
use super::parameter::{header, is_token, query_style, reference_or};
use super::reader::Reader;
use super::schema::schema;
use super::targets::Kind;
use crate::diag::Code;
use crate::document::Version;
use crate::document::lowering::{self, keyword, v3_2};
use crate::document::media;
use crate::document::{UNRESOLVED, pointer};

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
    let mut map = reader.object(value)?;
    if let Some(reference) = lowering::reference(&map, reader.version) {
        reader.want(Kind::Response, &reference.target);
        return Some(reference_or(reference, |description, extensions| Response {
            description: description.unwrap_or_default(),
            extensions,
            ..Response::default()
        }));
    }
    let mut response = Response::default();
    v3_2::response(&mut map);
    for (key, value) in map {
        reader.at(&key, |reader| match key.as_str() {
            "description" => response.description = reader.take_text(value).unwrap_or_default(),
            "headers" => {
                response.headers = reader.entries(value, |reader, name, value| {
                    if is_token(name) {
                        return header(reader, value);
                    }
                    reader.degraded(format!("`{name}` can't be the name of a header; it is left out"));
                    None
                });
            }
            "content" => response.content = content(reader, value),
            "links" => response.links = link::links(reader, value),
            "schema" => {
                reader.degraded("a schema stands below `content` and a media type; this one is left out").help =
                    Some("write `content: { application/json: { schema: .. } }`".to_owned());
            }
            _ if key.starts_with("x-") => {
                response.extensions.insert(key.clone(), value);
            }
            _ => {}
        });
    }
    Some(ReferenceOr::Item(response))
}

/// Reads `content`. A `$ref` in its place or that of a media type is written out, and each media type then says in
/// [`keyword::REF`] where it stands.
pub(super) fn content(reader: &mut Reader<'_>, value: Value) -> Content {
    let read = |reader: &mut Reader<'_>, value: Value| {
        reader.entries(value, |reader, name, value| {
            written_out(reader, value, |reader, value| media_type(reader, name, value))?
        })
    };
    written_out(reader, value, read).unwrap_or_default()
}

/// How deep references may be written out within each other.
const MAX_WRITTEN_OUT: usize = 8;

/// Reads an object, or what it refers to.
pub(super) fn written_out<T>(
    reader: &mut Reader<'_>,
    value: Value,
    read: impl FnOnce(&mut Reader<'_>, Value) -> T,
) -> Option<T> {
    let Some(Value::String(reference)) = value.get("$ref") else { return Some(read(reader, value)) };
    let mut found = pointer::from_reference(reference).and_then(|asked| pointer::locate(reader.root, &asked));
    let mut hops = MAX_WRITTEN_OUT;
    while let Some((_, Value::Object(map))) = &found
        && let Some(Value::String(next)) = map.get("$ref")
    {
        hops = hops.saturating_sub(1);
        found =
            pointer::from_reference(next).filter(|_| hops > 0).and_then(|asked| pointer::locate(reader.root, &asked));
    }
    match found {
        Some((pointer, target)) if reader.written_out < MAX_WRITTEN_OUT => {
            if !reader.affords(target) {
                return None;
            }
            let here = std::mem::replace(&mut reader.pointer, pointer);
            reader.written_out += 1;
            let read = read(reader, target.clone());
            reader.written_out -= 1;
            reader.pointer = here;
            Some(read)
        }
        Some(_) => {
            reader.refuse_reference(Code::CyclicRef, format!("`{reference}` leads back to itself"));
            None
        }
        None => {
            if !reference.starts_with(UNRESOLVED) {
                reader.refuse_reference(Code::UnresolvedRef, format!("`{reference}` points to nothing"));
            }
            None
        }
    }
}

fn media_type(reader: &mut Reader<'_>, name: &str, value: Value) -> Option<MediaType> {
    let mut media = MediaType::default();
    if reader.written_out > 0 {
        media.extensions.insert(keyword::REF.to_owned(), pointer::to_reference(&reader.pointer).into());
    }
    let mut map = reader.object(value)?;
    v3_2::media_type(&mut map, &reader.pointer);
    for (key, value) in map {
        reader.at(&key, |reader| match key.as_str() {
            "schema" => media.schema = schema(reader, value),
            "example" => media.example = Some(value),
            "examples" => media.examples = examples(reader, value),
            "encoding" => {
                let entries = reader.entries(value, |reader, _, value| encoding(reader, name, value));
                media.encoding.extend(entries);
            }
            keyword::ITEM_SCHEMA => {
                if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
                    reader.want(Kind::Schema, reference);
                }
                media.extensions.insert(key.clone(), value);
            }
            "prefixEncoding" | "itemEncoding" if !media::has_places(name) => {
                let message = format!("`{key}` is not read: the parts of `{name}` are told apart by their names");
                reader.degraded(message);
            }
            "prefixEncoding" => {
                let read = |reader: &mut Reader<'_>, value| Some(encoding(reader, name, value).unwrap_or_default());
                for (index, encoding) in reader.list(value, read).into_iter().enumerate() {
                    media.encoding.insert(format!("{}{index}", keyword::PREFIX_ENCODING), encoding);
                }
            }
            "itemEncoding" => {
                if let Some(encoding) = encoding(reader, name, value) {
                    media.encoding.insert(keyword::ITEM_ENCODING.to_owned(), encoding);
                }
            }
            _ if key.starts_with("x-") => {
                media.extensions.insert(key.clone(), value);
            }
            _ => {}
        });
    }
    Some(media)
}

/// Whether parts of a body may be written as parameters of a query are: those of a form, and from 3.1 on those of `multipart/form-data`
/// (OAS 3.1.1, 4.8.15.1.2). Swagger 2.0 says so of all its forms.
fn has_styles(media: &str, version: Version) -> bool {
    match version {
        Version::V2_0 => true,
        Version::V3_0 => !media::is_multipart(media),
        _ => !media::is_multipart(media) || media::essence(media) == "multipart/form-data",
    }
}

fn encoding(reader: &mut Reader<'_>, media: &str, value: Value) -> Option<Encoding> {
    let mut map = reader.object(value)?;
    if !has_styles(media, reader.version) {
        for key in ["style", "explode", "allowReserved"] {
            map.shift_remove(key);
        }
    }
    lowering::explode(&mut map);
    let content_type = map.get("contentType").and_then(Value::as_str);
    let is_nested = content_type.is_some_and(media::is_multipart);
    let mut encoding = Encoding::default();
    for (key, value) in map {
        reader.at(&key, |reader| match key.as_str() {
            "contentType" => {
                if is_nested {
                    reader.degraded("a part that is a body of parts itself is not taken apart: it is bytes");
                }
                encoding.content_type = reader.take_text(value);
            }
            "encoding" | "prefixEncoding" | "itemEncoding" if is_nested => {}
            "encoding" | "prefixEncoding" | "itemEncoding" => {
                reader.degraded(format!("`{key}` is not read here: the part is no body of parts"));
            }
            "headers" => encoding.headers = reader.entries(value, |reader, _, value| header(reader, value)),
            "style" => {
                encoding.style = reader.take_text(value).and_then(|name| {
                    let style = query_style(&name);
                    // As Swagger 2.0 has it.
                    if name == "tabDelimited" {
                        encoding.extensions.insert(keyword::STYLE.to_owned(), name.into());
                    } else if style.is_none() {
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
                // Text as it stands on the wire, which no value of a type is made from.
                None if map.contains_key("serializedValue") && !map.contains_key("dataValue") => return None,
                Some(Value::String(reference)) => {
                    reader.want(Kind::Example, reference);
                    ReferenceOr::Reference { reference: reference.clone() }
                }
                _ if map.contains_key("externalValue") => return None,
                _ => match map.shift_remove("value").or_else(|| map.shift_remove("dataValue")) {
                    Some(value) => bare(value),
                    None => bare(Value::Object(map)),
                },
            }),
            other => Some(bare(other)),
        }),
    }
}
