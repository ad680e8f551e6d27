//! The `Link` header of a response (RFC 8288), as far as lists need it: where the next page is.
//!
//! A link only says what to ask for. Its host and path are ignored: requests go where the client sends them.

use http::HeaderMap;
use http::header::LINK;

use crate::json::Mode;
use crate::operation::Operation;
use crate::request::{RequestDecoder, RequestEncoder};

/// The request that the `next` link of a response stands for: the same operation with the query of the link. Path, headers and
/// cookies stay as they were.
///
/// `None` if there is no such link, or its query is not one of this operation.
pub fn next<O: Operation + Clone>(operation: &O, headers: &HeaderMap) -> Option<O> {
    let target = target(headers, "next")?;
    let mut encoder = RequestEncoder::new(O::SPEC);
    operation.clone().encode(&mut encoder);
    let path = encoder.path().to_vec();
    let request = encoder.finish().ok()?;
    let mut decoder = RequestDecoder::new(O::SPEC, path, query(&target), &request.headers, request.body, Mode::Lenient);
    O::decode(&mut decoder)
}

/// The query of a URL or of a reference.
fn query(reference: &str) -> &str {
    let reference = reference.split('#').next().unwrap_or_default();
    reference.split_once('?').map_or("", |(_, query)| query)
}

/// The target of the first link with this relation type.
fn target(headers: &HeaderMap, relation: &str) -> Option<String> {
    let values = headers.get_all(LINK).iter().filter_map(|value| value.to_str().ok());
    values
        .flat_map(|value| Links { rest: value })
        .find(|link| link.has_relation(relation))
        .map(|link| link.target.to_owned())
}

struct Link<'a> {
    target: &'a str,
    parameters: &'a str,
}

impl Link<'_> {
    /// Whether `rel` names the relation. Only the first `rel` counts (RFC 8288, 3.3).
    fn has_relation(&self, relation: &str) -> bool {
        let rel = pieces(self.parameters, ';').find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            name.trim().eq_ignore_ascii_case("rel").then(|| value.trim().trim_matches('"'))
        });
        rel.is_some_and(|types| types.split_whitespace().any(|found| found.eq_ignore_ascii_case(relation)))
    }
}

struct Links<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Links<'a> {
    type Item = Link<'a>;

    fn next(&mut self) -> Option<Link<'a>> {
        let (_, rest) = self.rest.split_once('<')?;
        let (target, rest) = rest.split_once('>')?;
        let parameters = pieces(rest, ',').next().unwrap_or_default();
        self.rest = rest.get(parameters.len()..).unwrap_or_default();
        Some(Link { target: target.trim(), parameters })
    }
}

/// The pieces between separators that don't stand in quotes.
fn pieces(text: &str, separator: char) -> impl Iterator<Item = &str> {
    let (mut quoted, mut escaped) = (false, false);
    text.split(move |character| {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ => return character == separator && !quoted,
        }
        false
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(values: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(LINK, value.parse().unwrap());
        }
        target(&headers, "next")
    }

    #[test]
    fn the_next_link_is_found_among_others() {
        let github = r#"<https://a.b/x?page=1>; rel="prev", <https://a.b/x?page=3>; rel="next", <https://a.b/x?page=9>; rel="last""#;
        assert_eq!(found(&[github]).as_deref(), Some("https://a.b/x?page=3"));
        assert_eq!(found(&["</x?page=2>;rel=next"]).as_deref(), Some("/x?page=2"));
        assert_eq!(found(&["</a>; rel=\"prev\"", "</b>; REL=\"up NEXT\""]).as_deref(), Some("/b"));
        assert_eq!(found(&[r#"</a,b;c>; title="say \"hi\", <x>; rel=next"; rel="next""#]).as_deref(), Some("/a,b;c"));
    }

    #[test]
    fn no_link_no_next() {
        for value in
            ["", "<", "</a>", "</a>; rel=prev", "</a>; title=\"rel=next\"", "</a>; rel=prev; rel=next", "rel=next"]
        {
            assert_eq!(found(&[value]), None, "{value}");
        }
        assert_eq!(found(&[]), None);
    }

    #[test]
    fn of_a_link_only_the_query_counts() {
        for reference in ["https://evil.example/items?page=2", "/items?page=2", "?page=2", "items?page=2#top"] {
            assert_eq!(query(reference), "page=2", "{reference}");
        }
        assert_eq!(query("/items#a?b"), "");
    }
}
