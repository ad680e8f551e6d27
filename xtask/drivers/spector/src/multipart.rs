//! `multipart/form-data` (RFC 7578) as the suite sees it: fields with a value, files with name and type.

use serde_json::Value;

use crate::compare::same;
use crate::scenario::File;

/// A part as it was sent.
struct Part {
    name: String,
    file_name: Option<String>,
    media_type: Option<String>,
    bytes: Vec<u8>,
}

/// The first difference between a body and the parts that are right.
pub fn difference(media_type: &str, body: &[u8], fields: &[(String, Value)], files: &[File]) -> Option<String> {
    let Some(boundary) = media_type.split("boundary=").nth(1) else {
        return Some(format!("{media_type} has no boundary"));
    };
    let (sent_files, sent_fields): (Vec<Part>, Vec<Part>) =
        parts(body, boundary.trim_matches('"')).into_iter().partition(|part| part.file_name.is_some());
    let names = |parts: &[Part]| parts.iter().map(|part| part.name.clone()).collect::<Vec<_>>();
    if sent_fields.len() != fields.len() {
        return Some(format!("fields: sent {:?}, right is {fields:?}", names(&sent_fields)));
    }
    for (name, value) in fields {
        let sent = sent_fields.iter().find(|part| part.name == *name);
        let text = sent.map(|part| String::from_utf8_lossy(&part.bytes).into_owned()).unwrap_or_default();
        // A string that is no JSON is itself.
        let json = serde_json::from_str(&text).unwrap_or(Value::String(text.clone()));
        if !same(&json, value) {
            return Some(format!("field {name}: sent {text:?}, right is {value}"));
        }
    }
    if names(&sent_files) != files.iter().map(|file| file.name.clone()).collect::<Vec<_>>() {
        return Some(format!("files: sent {:?}", names(&sent_files)));
    }
    sent_files.iter().zip(files).find_map(|(sent, right)| {
        let of = &right.name;
        if sent.bytes != right.bytes {
            Some(format!("file {of}: {} bytes, right are {} others", sent.bytes.len(), right.bytes.len()))
        } else if sent.file_name.as_ref() != Some(&right.file_name) {
            Some(format!("file {of}: name {:?}, right is {:?}", sent.file_name, right.file_name))
        } else if sent.media_type.as_ref() != Some(&right.media_type) {
            Some(format!("file {of}: type {:?}, right is {:?}", sent.media_type, right.media_type))
        } else {
            None
        }
    })
}

/// The parts of a body; what is not well formed is left out, and then missing.
fn parts(body: &[u8], boundary: &str) -> Vec<Part> {
    let delimiter = format!("\r\n--{boundary}");
    let whole = [b"\r\n", body].concat();
    split(&whole, delimiter.as_bytes()).into_iter().filter_map(part).collect()
}

fn part(bytes: &[u8]) -> Option<Part> {
    let [head, content] = *split_once(bytes.strip_prefix(b"\r\n")?, b"\r\n\r\n")?;
    let mut part = Part { name: String::new(), file_name: None, media_type: None, bytes: content.to_vec() };
    for line in String::from_utf8_lossy(head).split("\r\n") {
        let (name, value) = line.split_once(':')?;
        match name.to_lowercase().as_str() {
            "content-type" => part.media_type = Some(value.trim().to_owned()),
            "content-disposition" => {
                part.name = parameter(value, "; name=\"")?;
                part.file_name = parameter(value, "; filename=\"");
            }
            _ => {}
        }
    }
    Some(part)
}

fn parameter(disposition: &str, start: &str) -> Option<String> {
    disposition.split_once(start)?.1.split_once('"').map(|(value, _)| value.to_owned())
}

fn split<'a>(mut bytes: &'a [u8], by: &[u8]) -> Vec<&'a [u8]> {
    let mut pieces = Vec::new();
    while let Some(pair) = split_once(bytes, by) {
        pieces.push(pair[0]);
        bytes = pair[1];
    }
    pieces.push(bytes);
    pieces
}

fn split_once<'a>(bytes: &'a [u8], by: &[u8]) -> Option<Box<[&'a [u8]; 2]>> {
    let at = bytes.windows(by.len()).position(|window| window == by)?;
    Some(Box::new([&bytes[..at], &bytes[at + by.len()..]]))
}
