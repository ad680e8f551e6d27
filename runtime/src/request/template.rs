//! Path templates (OAS 3.0.4, 4.8.8): `/users/{id}`.

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::violation::{Location, Violations};

/// What can't stand in a URI as it is (RFC 3986, 3.3 and 3.4), though documents write it.
const LITERAL: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');

/// A piece of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Literal(&'a str),
    Name(&'a str),
}

/// Puts values in place of names.
pub(super) fn expand(template: &'static str, values: &[(&'static str, String)], wrong: &mut Violations) -> String {
    // Some documents tell paths apart by a fragment, which is never sent (RFC 9110, 7.1); the server leaves it out too.
    let template = template.split_once('#').map_or(template, |(path, _)| path);
    let mut out = String::with_capacity(template.len() + 16);
    for piece in pieces(template) {
        match piece {
            Piece::Literal(text) => out.extend(utf8_percent_encode(text, LITERAL)),
            Piece::Name(name) => match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => out.push_str(value),
                // What could not be written was taken down already.
                None if wrong.iter().any(|found| found.location == Location::Path && found.pointer == name) => {}
                None => wrong.at(Location::Path, name, |found| found.add("is missing")),
            },
        }
    }
    if !out.starts_with('/') {
        out.insert(0, '/');
    }
    let path = out.split('?').next().unwrap_or_default();
    if path.split('/').any(is_dot_segment) {
        // Whoever normalises the path on the way would send the request to another resource (RFC 3986, 5.2.4).
        let name = pieces(template).find_map(|piece| if let Piece::Name(name) = piece { Some(name) } else { None });
        let message = "must not make a segment of the path `.` or `..`";
        wrong.at(Location::Path, name.unwrap_or_default(), |found| found.add(message));
    }
    out
}

fn is_dot_segment(segment: &str) -> bool {
    if segment.len() > 16 {
        return false;
    }
    let once = percent_decode_str(segment).decode_utf8_lossy();
    let twice = percent_decode_str(&once).decode_utf8_lossy();
    [&*once, &*twice].iter().any(|text| matches!(*text, "." | ".."))
}

fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (open, close) = (rest.find('{'), rest.find('}'));
        match (open, close) {
            (Some(0), Some(end)) => {
                let name = &rest[1..end];
                rest = &rest[end + 1..];
                Some(Piece::Name(name.trim_start_matches('+').trim_end_matches('*')))
            }
            (Some(at), Some(end)) if at < end => {
                let literal = &rest[..at];
                rest = &rest[at..];
                Some(Piece::Literal(literal))
            }
            _ => Some(Piece::Literal(std::mem::take(&mut rest))),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_place_of_names() {
        let mut wrong = Violations::new();
        let path = expand("/a b/{x}.{y}/ü", &[("x", "1".into()), ("y", "2%2F".into())], &mut wrong);
        assert_eq!((path.as_str(), wrong.is_empty()), ("/a%20b/1.2%2F/%C3%BC", true));
        expand("/{x}/{y}", &[("x", "1".into())], &mut wrong);
        assert_eq!(wrong.to_string(), "path parameter `y` is missing");
        assert_eq!(expand("/files?kind=a#archive", &[], &mut Violations::new()), "/files?kind=a");
    }

    #[test]
    fn dot_segments_are_refused() {
        for value in [".", "..", "%2e", "%2E.", "%252e%252E", "a/../b"] {
            let mut wrong = Violations::new();
            expand("/users/{id}", &[("id", value.into())], &mut wrong);
            assert_eq!(wrong.len(), 1, "{value}");
        }
        let mut wrong = Violations::new();
        expand("/files/{id}", &[("id", "...".into())], &mut wrong);
        assert!(wrong.is_empty());
    }
}
