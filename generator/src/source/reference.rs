//! What a `$ref` points to, by its text alone: a file of the input and a place in it, or something outside.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

/// What may not stand as it is in a fragment (RFC 3986, section 3.5).
const FRAGMENT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A file of the input and a place in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Target {
    /// Its name in the input.
    pub file: String,
    /// Decoded: empty for the whole file, a JSON Pointer, or the name of an anchor.
    pub fragment: String,
}

/// Why a reference can't point to a file of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outside {
    /// It names a scheme or a host.
    Remote,
    /// It begins at the root of the disk.
    Absolute,
    /// Its `..` lead above every name of the input.
    Above,
    /// A file has no such name anywhere: `\` or a control character.
    NoName,
}

/// Resolves a relative reference (RFC 3986, section 5.2) against the file it stands in.
///
/// # Errors
///
/// Where it can't point to a file of the input, and why.
pub fn resolve(base: &str, reference: &str) -> Result<Target, Outside> {
    let (path, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let fragment = percent_decode_str(fragment).decode_utf8_lossy().into_owned();
    if path.is_empty() {
        return Ok(Target { file: base.to_owned(), fragment });
    }
    if path.starts_with("//") || has_scheme(path) {
        return Err(Outside::Remote);
    }
    let path = percent_decode_str(path).decode_utf8_lossy();
    if path.starts_with('/') {
        return Err(Outside::Absolute);
    }
    if path.chars().any(|c| c == '\\' || c.is_control()) {
        return Err(Outside::NoName);
    }
    let mut parts: Vec<&str> = base.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or(Outside::Above)?;
            }
            part => parts.push(part),
        }
    }
    Ok(Target { file: parts.join("/"), fragment })
}

/// A reference to a JSON Pointer in the same document.
pub fn internal(pointer: &str) -> String {
    format!("#{}", utf8_percent_encode(pointer, FRAGMENT))
}

/// Whether a text begins with a scheme (RFC 3986, section 3.1); a drive letter counts as one.
fn has_scheme(path: &str) -> bool {
    path.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_resolved_against_their_file() {
        let ok = |file: &str, fragment: &str| Ok(Target { file: file.to_owned(), fragment: fragment.to_owned() });
        let cases = [
            ("#/a/b", ok("v1/api.yaml", "/a/b")),
            ("pet.yaml", ok("v1/pet.yaml", "")),
            ("./a/../pet.yaml#/x", ok("v1/pet.yaml", "/x")),
            ("../errors/e.yaml", ok("errors/e.yaml", "")),
            ("my%20pet.yaml#/paths/~1x~1%7Bid%7D", ok("v1/my pet.yaml", "/paths/~1x~1{id}")),
            ("../../e.yaml", Err(Outside::Above)),
            ("%2e%2e/%2e%2e/e.yaml", Err(Outside::Above)),
            ("/etc/passwd", Err(Outside::Absolute)),
            ("%2Fetc/passwd", Err(Outside::Absolute)),
            ("https://example.com/a.yaml", Err(Outside::Remote)),
            ("//example.com/a.yaml", Err(Outside::Remote)),
            ("file:///etc/passwd", Err(Outside::Remote)),
            ("C:/a.yaml", Err(Outside::Remote)),
            ("..\\..\\a.yaml", Err(Outside::NoName)),
            ("a%00.yaml", Err(Outside::NoName)),
        ];
        for (reference, expected) in cases {
            assert_eq!(resolve("v1/api.yaml", reference), expected, "{reference}");
        }
    }

    #[test]
    fn an_internal_reference_is_read_back() {
        for pointer in ["/components/schemas/A b%{}", "/paths/~1ü"] {
            assert_eq!(resolve("a", &internal(pointer)).map(|target| target.fragment), Ok(pointer.to_owned()));
        }
    }
}
