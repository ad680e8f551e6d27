//! Scans a JSON text that is known to be well formed; anything else ends early without harm.

use std::borrow::Cow;

use super::Walker;

pub(super) fn scan(text: &str, walker: &mut Walker) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'{' => walker.open_object(start..at),
            b'[' => walker.open_array(start..at),
            b'}' | b']' => walker.close(),
            b'"' => {
                while let Some(byte) = bytes.get(at) {
                    at += 1;
                    match byte {
                        b'\\' => at += 1,
                        b'"' => break,
                        _ => {}
                    }
                }
                at = at.min(bytes.len());
                walker.scalar(start..at, || unquoted(&text[start..at]));
            }
            b',' | b':' => {}
            byte if byte.is_ascii_whitespace() => {}
            _ => {
                let end = |byte: &u8| byte.is_ascii_whitespace() || b",:]}\"".contains(byte);
                at = bytes[at..].iter().position(end).map_or(bytes.len(), |len| at + len);
                walker.scalar(start..at, || Cow::Borrowed(&text[start..at]));
            }
        }
    }
}

fn unquoted(literal: &str) -> Cow<'_, str> {
    match literal.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(inner) if !inner.contains('\\') => inner.into(),
        _ => serde_json::from_str::<String>(literal).unwrap_or_default().into(),
    }
}
