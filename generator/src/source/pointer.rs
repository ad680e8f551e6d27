//! JSON Pointer (RFC 6901): its tokens, and following them into a tree.

use std::borrow::Cow;

use serde_json::Value;

/// A token as it stands in a pointer.
pub fn escape(token: &str) -> Cow<'_, str> {
    if token.contains(['~', '/']) { token.replace('~', "~0").replace('/', "~1").into() } else { token.into() }
}

/// A token as it was meant.
pub fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') { token.replace("~1", "/").replace("~0", "~").into() } else { token.into() }
}

/// The tokens of a pointer, unescaped. A pointer without a leading `/` is read as if it had one.
pub fn tokens(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let rest = pointer.strip_prefix('/').unwrap_or(pointer);
    let none = pointer.is_empty();
    rest.split('/').filter(move |_| !none).map(unescape)
}

/// The child of a value under a token.
pub fn child<'a>(value: &'a Value, token: &str) -> Option<&'a Value> {
    match value {
        Value::Object(map) => map.get(token),
        Value::Array(items) => items.get(index(token)?),
        _ => None,
    }
}

/// An array index (RFC 6901, section 4): digits without a leading zero.
pub fn index(token: &str) -> Option<usize> {
    let canonical = token == "0" || !token.starts_with('0');
    (canonical && token.bytes().all(|b| b.is_ascii_digit())).then(|| token.parse().ok()).flatten()
}

/// Adds a token to a pointer.
pub fn push(pointer: &mut String, token: &str) {
    pointer.push('/');
    pointer.push_str(&escape(token));
}

/// The pointer with one token more.
pub fn join(pointer: &str, token: &str) -> String {
    format!("{pointer}/{}", escape(token))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_split_and_unescaped() {
        let cases: [(&str, &[&str]); 5] = [
            ("", &[]),
            ("/", &[""]),
            ("/a/b", &["a", "b"]),
            ("/paths/~1users~1{id}/~01", &["paths", "/users/{id}", "~1"]),
            ("definitions/X", &["definitions", "X"]),
        ];
        for (pointer, expected) in cases {
            assert_eq!(tokens(pointer).collect::<Vec<_>>(), expected, "{pointer}");
        }
    }

    #[test]
    fn escaping_is_undone_by_unescaping() {
        for token in ["", "a/b", "~", "~1", "~01/"] {
            assert_eq!(unescape(&escape(token)), token);
        }
    }

    #[test]
    fn an_index_has_no_leading_zero() {
        assert_eq!(["0", "12", "01", "-", "+1", ""].map(index), [Some(0), Some(12), None, None, None, None]);
    }
}
