//! Whether two messages say the same.

use specwright_runtime::json::{self, Value};
use specwright_runtime::{Bytes, HeaderMap, HeaderValue};

use crate::frames;

/// Where two bodies differ, if they do.
pub(crate) fn bodies(media: Option<&str>, one: &[u8], other: &[u8]) -> Option<String> {
    if one == other {
        return None;
    }
    if let Some(framing) = media.and_then(frames::framing) {
        let (one, other) = (frames::values(framing, one), frames::values(framing, other));
        return difference("", &Value::from(one), &Value::from(other));
    }
    if media.is_some_and(|media| media.contains("json")) {
        let read = |bytes: &[u8]| json::from_slice::<Value>(bytes).ok();
        match (read(one), read(other)) {
            (Some(one), Some(other)) => return difference("", &one, &other),
            _ => return Some(format!("not JSON: {}", shown(other))),
        }
    }
    let has_fields = media.is_some_and(|media| media.starts_with("application/x-www-form-urlencoded"));
    if has_fields && fields(one) == fields(other) {
        return None;
    }
    let is_form = media.is_some_and(|media| media.starts_with("multipart/"));
    if !is_form {
        let same = one.iter().zip(other).take_while(|(one, other)| one == other).count();
        let from = |bytes: &[u8]| shown(bytes.get(same.saturating_sub(60)..).unwrap_or_default());
        return Some(format!("{} became {}", from(one), from(other)));
    }
    // A boundary is another each time, and the first line of a form.
    let plain = |bytes: &[u8]| {
        let boundary = bytes.split(|byte| *byte == b'\r').next().unwrap_or_default();
        String::from_utf8_lossy(bytes).replace(&*String::from_utf8_lossy(boundary), "--")
    };
    if plain(one) == plain(other) {
        return None;
    }
    let same = plain(one).bytes().zip(plain(other).bytes()).take_while(|(one, other)| one == other).count();
    let from = |text: String| shown(text.as_bytes().get(same.saturating_sub(60)..).unwrap_or_default());
    Some(format!("{} became {}", from(plain(one)), from(plain(other))))
}

/// The fields of a form by name: only those of one name are in an order.
fn fields(form: &[u8]) -> Vec<(&[u8], &[u8])> {
    let end = |pair: &[u8]| pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
    let mut fields: Vec<_> = form.split(|byte| *byte == b'&').map(|pair| pair.split_at(end(pair))).collect();
    fields.sort_by_key(|(name, _)| *name);
    fields
}

/// Where two headers differ, if they do; names that a connection adds do not count.
pub(crate) fn headers(one: &HeaderMap, other: &HeaderMap) -> Option<String> {
    one.keys().find_map(|name| {
        let values = |headers: &HeaderMap| headers.get_all(name).iter().cloned().collect::<Vec<_>>();
        let (value, found) = (values(one), values(other));
        let same = value == found
            || name == "content-type" && value.iter().zip(&found).all(|(one, other)| same_media(one, other));
        (!same || value.len() != found.len()).then(|| format!("{name}: {value:?} became {found:?}"))
    })
}

/// The media type that headers name.
pub(crate) fn media(headers: &HeaderMap) -> Option<&str> {
    headers.get("content-type").and_then(|value| value.to_str().ok())
}

/// Boundaries are new each time, and UTF-8 is what a text is in anyway.
fn same_media(one: &HeaderValue, other: &HeaderValue) -> bool {
    let bare = |value: &HeaderValue| {
        let text = value.to_str().unwrap_or_default().to_ascii_lowercase();
        text.split("; boundary=").next().unwrap_or_default().replace("; charset=utf-8", "")
    };
    bare(one) == bare(other)
}

fn shown(bytes: &[u8]) -> String {
    Bytes::copy_from_slice(&bytes[..bytes.len().min(300)]).escape_ascii().to_string()
}

fn difference(at: &str, one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (one, other) if one == other => None,
        (Value::Object(one), Value::Object(other)) => {
            let added = other.keys().find(|key| !one.contains_key(*key)).map(|key| format!("{at}/{key}: is new"));
            let changed = one.iter().find_map(|(key, value)| match other.get(key) {
                Some(found) => difference(&format!("{at}/{key}"), value, found),
                None => Some(format!("{at}/{key}: {value} is lost")),
            });
            changed.or(added)
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            let mut pairs = one.iter().zip(other).enumerate();
            pairs.find_map(|(index, (one, other))| difference(&format!("{at}/{index}"), one, other))
        }
        _ => Some(format!("{at}: {one} became {other}")),
    }
}
