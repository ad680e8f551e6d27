//! Taking a form of parts apart (RFC 2046, 5.1.1; RFC 7578).

use std::ops::Range;

use bytes::Bytes;

use crate::media::{token, unquote};
use crate::parameter::escape::unescape;

/// A form may have no more parts than this.
const MOST_PARTS: usize = 1000;
/// The header fields of a part may have no more bytes than this.
const LONGEST_HEAD: usize = 16 * 1024;

/// A part of a form.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) name: String,
    pub(super) file: Option<String>,
    pub(super) media: Option<String>,
    pub(super) bytes: Bytes,
}

/// Takes a body apart, or says what is wrong with it.
pub(super) fn parse(body: &Bytes, boundary: &str) -> Result<Vec<Part>, &'static str> {
    if boundary.is_empty() || boundary.len() > 70 {
        return Err("is not a form of parts: its content type must name a boundary of at most 70 characters");
    }
    let delimiter = format!("\r\n--{boundary}");
    let delimiter = delimiter.as_bytes();
    // The first one needs no line break before it.
    let mut at = if body.starts_with(&delimiter[2..]) {
        delimiter.len() - 2
    } else {
        find(body, delimiter, 0).ok_or("is not a form of parts: its boundary is missing")? + delimiter.len()
    };
    let mut parts = Vec::new();
    loop {
        if body[at..].starts_with(b"--") {
            return Ok(parts);
        }
        // White space may follow a boundary.
        let line = find(body, b"\r\n", at).ok_or(BROKEN_OFF)?;
        if !body[at..line].iter().all(|byte| matches!(byte, b' ' | b'\t')) {
            return Err("is not a form of parts: a boundary is followed by something else");
        }
        let end = find(body, delimiter, line).ok_or(BROKEN_OFF)?;
        if parts.len() == MOST_PARTS {
            return Err("has too many parts");
        }
        parts.push(part(body, line..end)?);
        at = end + delimiter.len();
    }
}

const BROKEN_OFF: &str = "is not a form of parts: it breaks off";

/// One part; the range begins at the line break after its boundary.
fn part(body: &Bytes, range: Range<usize>) -> Result<Part, &'static str> {
    let whole = &body[range.clone()];
    let head_end = find(whole, b"\r\n\r\n", 0).ok_or("has a part without an end of its header")?;
    if head_end > LONGEST_HEAD {
        return Err("has a part with too long a header");
    }
    let head = std::str::from_utf8(&whole[..head_end]).map_err(|_| "has a part whose header is not UTF-8")?;
    let mut part =
        Part { name: String::new(), file: None, media: None, bytes: body.slice(range.start + head_end + 4..range.end) };
    let mut named = false;
    for line in head.split("\r\n") {
        let Some((field, value)) = line.split_once(':') else { continue };
        if field.trim().eq_ignore_ascii_case("content-disposition") {
            named = disposition(value, &mut part);
        } else if field.trim().eq_ignore_ascii_case("content-type") {
            part.media = Some(value.trim().to_owned());
        }
    }
    if named { Ok(part) } else { Err("has a part without a name") }
}

/// `form-data; name="a"; filename="b"`; whether there is a name.
fn disposition(value: &str, part: &mut Part) -> bool {
    let mut named = false;
    let Some((kind, mut rest)) = value.split_once(';') else { return false };
    if !["form-data", "attachment", "inline"].iter().any(|known| kind.trim().eq_ignore_ascii_case(known)) {
        return false;
    }
    while let Some((key, value)) = rest.split_once('=') {
        let value = value.trim_start();
        let found = match value.strip_prefix('"') {
            Some(quoted) => unquote_name(quoted),
            None => Some(token(value)),
        };
        let Some((value, after)) = found else { return false };
        match key.trim().to_ascii_lowercase().as_str() {
            "name" => {
                part.name = value;
                named = true;
            }
            "filename" if part.file.is_none() => part.file = file_name(&value),
            // RFC 5987: `UTF-8''name`.
            "filename*" => part.file = value.rsplit_once('\'').and_then(|(_, name)| file_name(&unescape(name)?)),
            _ => {}
        }
        rest = after.trim_start().trim_start_matches(';');
    }
    named
}

/// The last part of a path, without what no name of a file holds (RFC 7578, 4.2); none if nothing is left.
fn file_name(text: &str) -> Option<String> {
    let last = text.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|character| !character.is_control()).collect();
    (!name.is_empty() && name != "." && name != "..").then_some(name)
}

/// A quoted name. Browsers escape quotes and line breaks by percent and leave backslashes alone, others use backslashes.
fn unquote_name(text: &str) -> Option<(String, &str)> {
    let (value, rest) = match text.split_once('"') {
        Some((value, rest))
            if !value.ends_with('\\') || rest.trim_start().is_empty() || rest.trim_start().starts_with(';') =>
        {
            (value.to_owned(), rest)
        }
        _ => unquote(text)?,
    };
    Some((value.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n").replace("%00", "\0"), rest))
}

/// Where a needle stands, from a place on.
fn find(hay: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let first = *needle.first()?;
    let mut at = from;
    while let Some(next) = hay.get(at..)?.iter().position(|byte| *byte == first) {
        at += next;
        if hay[at..].starts_with(needle) {
            return Some(at);
        }
        at += 1;
    }
    None
}
