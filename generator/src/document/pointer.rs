//! JSON Pointers (RFC 6901) into a value tree, and the `$ref`s that hold them.
//!
//! Where a pointer stands in a text is the business of the diagnostics.

use serde_json::Value;

/// Escapes a token: `~` and `/`.
pub fn escape(token: &str) -> std::borrow::Cow<'_, str> {
    if token.contains(['~', '/']) { token.replace('~', "~0").replace('/', "~1").into() } else { token.into() }
}

/// The token that an escaped one stands for.
pub fn unescape(token: &str) -> std::borrow::Cow<'_, str> {
    if token.contains('~') { token.replace("~1", "/").replace("~0", "~").into() } else { token.into() }
}

/// The `$ref` to a pointer: a URI fragment, in which `%` is escaped.
pub fn to_reference(pointer: &str) -> String {
    format!("#{}", pointer.replace('%', "%25"))
}

/// The pointer in a `$ref` within the document: percent-decoded, still tilde-escaped. None if it is not one.
///
/// A `%` that begins no escape stands for itself.
pub fn from_reference(reference: &str) -> Option<String> {
    let fragment = reference.strip_prefix('#')?;
    if !(fragment.is_empty() || fragment.starts_with('/')) {
        return None;
    }
    if !fragment.contains('%') {
        return Some(fragment.to_owned());
    }
    let mut decoded = Vec::with_capacity(fragment.len());
    let mut rest = fragment.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex = |at: usize| tail.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (first, hex(0), hex(1)) {
            decoded.push(u8::try_from(high * 16 + low).unwrap_or_default());
            rest = &tail[2..];
        } else {
            decoded.push(first);
            rest = tail;
        }
    }
    String::from_utf8(decoded).ok()
}

/// How many `$ref`s a pointer may lead through.
const MAX_HOPS: usize = 32;

/// What a pointer leads to, and the pointer that leads there without passing through a `$ref`.
pub fn locate<'v>(root: &'v Value, pointer: &str) -> Option<(String, &'v Value)> {
    locate_within(root, pointer, MAX_HOPS)
}

fn locate_within<'v>(root: &'v Value, pointer: &str, hops: usize) -> Option<(String, &'v Value)> {
    let mut value = root;
    let mut at = 0;
    for token in pointer.split('/').skip(1) {
        let name = unescape(token);
        let next = match value {
            Value::Object(map) => map.get(&*name),
            Value::Array(list) => index(&name).and_then(|index| list.get(index)),
            _ => None,
        };
        let Some(next) = next else {
            let reference = value.get("$ref")?.as_str()?;
            let through = format!("{}{}", from_reference(reference)?, &pointer[at..]);
            return locate_within(root, &through, hops.checked_sub(1)?);
        };
        value = next;
        at += 1 + token.len();
    }
    Some((pointer.to_owned(), value))
}

fn index(token: &str) -> Option<usize> {
    let digits = token.bytes().all(|byte| byte.is_ascii_digit());
    (digits && (token == "0" || !token.starts_with('0'))).then(|| token.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_are_decoded() {
        let cases = [
            ("#/a~1b", Some("/a~1b")),
            ("#/a%20b%7Ec", Some("/a b~c")),
            ("#/100%", Some("/100%")),
            ("#", Some("")),
            ("#anchor", None),
            ("other.yaml#/a", None),
        ];
        for (reference, expected) in cases {
            assert_eq!(from_reference(reference).as_deref(), expected, "{reference}");
        }
        assert_eq!(from_reference(&to_reference("/a%41/~1")).as_deref(), Some("/a%41/~1"));
    }

    #[test]
    fn pointers_lead_through_refs_but_not_forever() {
        let tree = json!({
            "a": {"list": [{"x": 1}], "/": 2},
            "b": {"$ref": "#/a"},
            "c": {"$ref": "#/c"},
        });
        let cases = [
            ("/a/list/0/x", Some("/a/list/0/x")),
            ("/a/~1", Some("/a/~1")),
            ("/b/list/0", Some("/a/list/0")),
            ("/a/list/00", None),
            ("/a/list/-", None),
            ("/c/d", None),
            ("", Some("")),
        ];
        for (pointer, expected) in cases {
            assert_eq!(locate(&tree, pointer).map(|(found, _)| found).as_deref(), expected, "{pointer}");
        }
    }
}
