//! Path templates (OAS 3.0.4, 4.8.8.2): what they match, and what stands in their parameters.
//!
//! It knows nothing of methods and operations, and leaves values percent-encoded: their decoder knows their style.

mod template;
mod tree;

pub(super) use template::Template;
pub(super) use tree::{Found, Tree};

use std::fmt::Write as _;

/// Segments of a path, each in the one form in which it is compared (RFC 3986, 6.2.2): unreserved characters as
/// they are, all others that a segment can't hold escaped with upper case digits.
fn segments(path: &str) -> Vec<String> {
    path.strip_prefix('/').unwrap_or(path).split('/').map(canonical).collect()
}

fn canonical(segment: &str) -> String {
    let bytes = segment.as_bytes();
    let mut text = String::with_capacity(segment.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte == b'%' {
            if let Some(escaped) = escape(&bytes[at..]) {
                at += 2;
                push(&mut text, escaped, is_unreserved(escaped));
                continue;
            }
            push(&mut text, byte, false);
        } else {
            push(&mut text, byte, is_unreserved(byte) || b"!$&'()*+,;=:@".contains(&byte));
        }
    }
    text
}

fn push(text: &mut String, byte: u8, plain: bool) {
    if plain {
        text.push(char::from(byte));
    } else {
        // Writing to a string does not fail.
        let _ = write!(text, "%{byte:02X}");
    }
}

fn escape(after_percent: &[u8]) -> Option<u8> {
    let digit = |index: usize| after_percent.get(index).and_then(|byte| char::from(*byte).to_digit(16));
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_compare_equal_however_they_are_escaped() {
        assert_eq!(segments("/a%7eb/%2fc/d e"), segments("/a~b/%2Fc/d%20e"));
        assert_ne!(segments("/a/b"), segments("/a%2Fb"), "an escaped slash separates nothing");
        assert_eq!(segments("/%zz"), ["%25zz"]);
        assert_eq!(segments("/%e"), ["%25e"]);
        assert_eq!(segments("/\u{e9}"), ["%C3%A9"]);
        assert_eq!(segments("/"), [""]);
        assert_eq!(segments("/users/"), ["users", ""]);
    }
}
