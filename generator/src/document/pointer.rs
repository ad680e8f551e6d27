//! JSON Pointers (RFC 6901) into a value tree, and the `$ref`s that hold them.
//!
//! Where a pointer stands in a text is the business of the diagnostics.

use percent_encoding::percent_decode_str;
use serde_json::Value;

pub use crate::source::pointer::{escape, unescape};
use crate::source::{pointer, reference::internal};

/// The `$ref` to a pointer.
pub fn to_reference(pointer: &str) -> String {
    internal(pointer)
}

/// The pointer in a `$ref` within the document: percent-decoded, still tilde-escaped. None if it is not one.
pub fn from_reference(reference: &str) -> Option<String> {
    let fragment = percent_decode_str(reference.strip_prefix('#')?).decode_utf8().ok()?;
    (fragment.is_empty() || fragment.starts_with('/')).then(|| fragment.into_owned())
}

/// How many `$ref`s a pointer may lead through.
const MAX_HOPS: usize = 32;

/// What a pointer leads to, and the pointer that leads there without passing through a `$ref`.
pub fn locate<'v>(root: &'v Value, pointer: &str) -> Option<(String, &'v Value)> {
    locate_within(root, pointer, MAX_HOPS)
}

fn locate_within<'v>(root: &'v Value, path: &str, hops: usize) -> Option<(String, &'v Value)> {
    let mut value = root;
    let mut at = 0;
    for token in path.split('/').skip(1) {
        let Some(next) = pointer::child(value, &unescape(token)) else {
            let reference = value.get("$ref")?.as_str()?;
            let through = format!("{}{}", from_reference(reference)?, &path[at..]);
            return locate_within(root, &through, hops.checked_sub(1)?);
        };
        value = next;
        at += 1 + token.len();
    }
    Some((path.to_owned(), value))
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
