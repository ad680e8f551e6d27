//! XML by what it says: names with their namespaces, attributes in any order, no space between elements.

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::compare::same_text;

/// Whether two documents say the same.
pub fn same(one: &str, other: &str) -> bool {
    match (pieces(one), pieces(other)) {
        (Some(one), Some(other)) => {
            one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| same_piece(one, other))
        }
        _ => false,
    }
}

fn same_piece(one: &str, other: &str) -> bool {
    match (one.strip_prefix('='), other.strip_prefix('=')) {
        (Some(one), Some(other)) => same_text(one, other),
        _ => one == other,
    }
}

/// Prefixes with their namespaces, innermost last.
type Namespaces = Vec<(String, String)>;

/// Each begin, text and end of a document; none if it is no XML.
fn pieces(text: &str) -> Option<Vec<String>> {
    let mut xml = Reader::from_str(text.trim_start());
    xml.config_mut().expand_empty_elements = true;
    let (mut pieces, mut around, mut text) = (Vec::new(), vec![Namespaces::new()], String::new());
    loop {
        match xml.read_event().ok()? {
            Event::Start(start) => {
                flush(&mut text, &mut pieces);
                let mut namespaces = around.last()?.clone();
                begin(&start, &mut namespaces, &mut pieces)?;
                around.push(namespaces);
            }
            Event::End(_) => {
                flush(&mut text, &mut pieces);
                pieces.push("/".to_owned());
                around.pop();
            }
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().ok()? {
                Some(character) => text.push(character),
                None => text.push_str(quick_xml::escape::resolve_predefined_entity(&reference)?),
            },
            Event::Eof => return Some(pieces),
            _ => {}
        }
    }
}

fn flush(text: &mut String, pieces: &mut Vec<String>) {
    if !text.trim().is_empty() {
        pieces.push(format!("={}", text.trim()));
    }
    text.clear();
}

/// The name of an element, and its attributes.
fn begin(start: &BytesStart<'_>, namespaces: &mut Namespaces, pieces: &mut Vec<String>) -> Option<()> {
    let mut attributes = Vec::new();
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.ok()?;
        let name = attribute.key.into_inner().to_owned();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned();
        match name.strip_prefix("xmlns") {
            Some(rest) if rest.is_empty() || rest.starts_with(':') => {
                namespaces.push((rest.trim_start_matches(':').to_owned(), value));
            }
            _ => attributes.push((name, value)),
        }
    }
    let name = |name: &str, default: bool| {
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let found = namespaces.iter().rev().find(|(known, _)| known == prefix && (default || !prefix.is_empty()));
        format!("{{{}}}{local}", found.map_or("", |(_, namespace)| namespace))
    };
    pieces.push(format!("<{}", name(start.name().into_inner(), true)));
    let mut attributes: Vec<_> =
        attributes.iter().map(|(key, value)| format!("@{}={value}", name(key, false))).collect();
    attributes.sort();
    pieces.append(&mut attributes);
    Some(())
}
