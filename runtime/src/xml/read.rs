//! From XML to the JSON that it stands for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::table::{Element, Member, Name, Node, Record, Rest, Shape, Text};
use crate::json::{Mode, Writer, is_number};

/// How deep elements may nest.
const DEEPEST: usize = 128;
/// How many attributes an element may have.
const MOST_ATTRIBUTES: usize = 256;
/// How many namespaces may be declared at one place.
const MOST_NAMESPACES: usize = 64;

type Result<T> = std::result::Result<T, &'static str>;

const BROKEN: &str = "is not XML";

/// The JSON that a document stands for.
///
/// # Errors
///
/// Why it stands for none.
pub(super) fn to_json(text: &str, element: &Element, mode: Mode) -> Result<Vec<u8>> {
    let mut xml = Reader::from_str(text);
    xml.config_mut().expand_empty_elements = true;
    let mut document = Document { xml, mode, depth: 0, namespaces: Vec::new() };
    loop {
        match document.next()? {
            Event::Start(start) => {
                if mode == Mode::Strict && start.local_name().into_inner() != element.name.local {
                    return Err("has another root element than the document of the API says");
                }
                let json = document.element(&start, &element.shape)?;
                document.nothing_more()?;
                return Ok(json.unwrap_or_else(|| b"\"\"".to_vec()));
            }
            Event::Text(text) if text.trim().is_empty() => {}
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            _ => return Err(BROKEN),
        }
    }
}

struct Document<'a> {
    xml: Reader<&'a [u8]>,
    mode: Mode,
    depth: usize,
    /// Prefixes with their namespaces, and the depth of the element that declares them.
    namespaces: Vec<(usize, String, String)>,
}

/// What an element of named parts is made of, in the order in which it came.
#[derive(Default)]
struct Parts {
    /// By number of the member.
    members: Vec<(usize, Vec<u8>)>,
    /// By number of the member, which has no element of its own.
    inlined: BTreeMap<usize, Parts>,
    rest: Vec<(String, Vec<u8>)>,
}

impl Parts {
    /// The parts to which the numbers of members lead.
    fn of(&mut self, way: &[usize]) -> &mut Self {
        way.iter().fold(self, |parts, at| parts.inlined.entry(*at).or_default())
    }

    /// Whether there are elements among them.
    fn has_elements(&self, record: &Record) -> bool {
        let member = |at: usize| record.members.get(at);
        let is_element = |member: &Member| !member.is_text() && member.node != Node::Attribute;
        !self.rest.is_empty()
            || self.members.iter().filter_map(|(at, _)| member(*at)).any(is_element)
            || self.inlined.iter().any(|(at, parts)| {
                member(*at).and_then(Member::inlined).is_some_and(|record| parts.has_elements(record))
            })
    }
}

impl<'a> Document<'a> {
    fn next(&mut self) -> Result<Event<'a>> {
        match self.xml.read_event() {
            Ok(Event::DocType(_)) => Err("has a document type, which is not read"),
            Ok(event) => Ok(event),
            Err(_) => Err(BROKEN),
        }
    }

    fn nothing_more(&mut self) -> Result<()> {
        loop {
            match self.next()? {
                Event::Eof => return Ok(()),
                Event::Text(text) if text.trim().is_empty() => {}
                Event::Comment(_) | Event::PI(_) => {}
                _ => return Err("goes on after its root element"),
            }
        }
    }

    /// The JSON of an element whose start was read, up to its end; none for an element that says nothing.
    fn element(&mut self, start: &BytesStart<'a>, shape: &Shape) -> Result<Option<Vec<u8>>> {
        if self.depth == DEEPEST {
            return Err("is nested too deep");
        }
        self.depth += 1;
        let attributes = self.attributes(start)?;
        let is_nil = |(name, value): &(Cow<'_, str>, Cow<'_, str>)| {
            name.split_once(':').is_some_and(|(_, local)| local == "nil") && matches!(&**value, "true" | "1")
        };
        let json = if attributes.iter().any(is_nil) {
            self.skip()?;
            Some(b"null".to_vec())
        } else {
            match shape {
                Shape::Text(kind) => {
                    let text = self.text()?;
                    self.scalar(&text, *kind)
                }
                Shape::Record(record) => Some(self.record(record, &attributes)?),
                Shape::List(list) => Some(self.list(&list.name, &list.shape)?),
                Shape::Map(shape) => Some(self.map(shape)?),
                Shape::Any => Some(self.any(&attributes)?),
            }
        };
        let depth = self.depth;
        self.namespaces.retain(|(at, ..)| *at < depth);
        self.depth -= 1;
        Ok(json)
    }

    /// The attributes of an element, but for declarations of namespaces, which are taken down.
    fn attributes<'s>(&mut self, start: &'s BytesStart<'a>) -> Result<Vec<(Cow<'s, str>, Cow<'s, str>)>> {
        let mut attributes = Vec::new();
        for (count, attribute) in start.attributes().with_checks(false).enumerate() {
            if count == MOST_ATTRIBUTES {
                return Err("has an element with too many attributes");
            }
            let attribute = attribute.map_err(|_| BROKEN)?;
            let name = attribute.key.into_inner();
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| UNKNOWN)?;
            if name == "xmlns" || name.starts_with("xmlns:") {
                if self.namespaces.len() == MOST_NAMESPACES {
                    return Err("declares too many namespaces");
                }
                let prefix = name.strip_prefix("xmlns:").unwrap_or_default();
                self.namespaces.push((self.depth, prefix.to_owned(), value.into_owned()));
            } else {
                attributes.push((Cow::Owned(name.to_owned()), Cow::Owned(value.into_owned())));
            }
        }
        Ok(attributes)
    }

    fn record(&mut self, record: &Record, attributes: &[(Cow<'_, str>, Cow<'_, str>)]) -> Result<Vec<u8>> {
        let (mut parts, mut between) = (Parts::default(), String::new());
        for (name, value) in attributes {
            if let Some((way, at, member)) = self.way(record, name, Node::Attribute)
                && let Shape::Text(kind) = member.shape
                && let Some(json) = self.scalar(value, kind)
            {
                parts.of(&way).members.push((at, json));
            }
        }
        loop {
            match self.next()? {
                Event::Start(start) => {
                    let name = start.name().into_inner();
                    // What the element itself declares holds for its own name.
                    let before = self.namespaces.len();
                    self.depth += 1;
                    self.attributes(&start)?;
                    self.depth -= 1;
                    let found = self.way(record, name, Node::Element);
                    self.namespaces.truncate(before);
                    if let Some((way, at, member)) = found {
                        if let Some(json) = self.element(&start, &member.shape)? {
                            parts.of(&way).members.push((at, json));
                        }
                    } else if let Some((way, shape)) = record.keeper() {
                        let key = local(name).to_owned();
                        if let Some(json) = self.element(&start, shape)? {
                            parts.of(&way).rest.push((key, json));
                        }
                    } else {
                        if matches!(record.rest, Rest::Forbidden) {
                            parts.rest.push((local(name).to_owned(), b"null".to_vec()));
                        }
                        self.skip()?;
                    }
                }
                Event::End(_) => break,
                event => self.add_text(event, &mut between)?,
            }
        }
        if !record.has_text() {
            self.only_elements(&between)?;
        }
        // White space between elements is no text.
        let is_text = !(parts.has_elements(record) && between.trim().is_empty());
        Ok(self.assembled(record, parts, is_text.then_some(&*between)))
    }

    /// The member of a name with its number, and the numbers of those without an element of their own that lead to it.
    fn way(&self, record: &Record, name: &str, node: Node) -> Option<(Vec<usize>, usize, &'static Member)> {
        let members: &'static [Member] = record.members;
        if let Some(at) = self.find(record, name, node) {
            return members.get(at).map(|member| (Vec::new(), at, member));
        }
        members.iter().enumerate().find_map(|(through, member)| {
            let (mut way, at, member) = self.way(member.inlined()?, name, node)?;
            way.insert(0, through);
            Some((way, at, member))
        })
    }

    /// Refuses text between elements, where there is to be none, if the reader is strict.
    fn only_elements(&self, text: &str) -> Result<()> {
        if self.mode == Mode::Strict && !text.trim().is_empty() {
            return Err("has text where the document of the API has elements");
        }
        Ok(())
    }

    /// The object of the parts of a record, and of the text of its element, if it has one.
    fn assembled(&self, record: &Record, mut parts: Parts, text: Option<&str>) -> Vec<u8> {
        let mut json = Writer::new();
        json.begin_object();
        // Stable, so the items of a list keep their order.
        parts.members.sort_by_key(|(at, _)| *at);
        let mut found = parts.members.into_iter().peekable();
        for (at, member) in record.members.iter().enumerate() {
            let mut values = std::iter::from_fn(|| found.next_if(|(of, _)| *of == at)).map(|(_, json)| json).peekable();
            if member.is_items() {
                if values.peek().is_some() || member.node == Node::RequiredItems {
                    json.key(member.key);
                    json.begin_array();
                    values.for_each(|item| json.raw(&String::from_utf8_lossy(&item)));
                    json.end_array();
                }
            } else if let Some(inner) = member.inlined() {
                let text = text.filter(|text| inner.has_text() && !text.is_empty());
                let came = parts.inlined.remove(&at);
                if came.is_some() || text.is_some() || member.node == Node::RequiredInline {
                    json.key(member.key);
                    let whole = self.assembled(inner, came.unwrap_or_default(), text);
                    json.raw(&String::from_utf8_lossy(&whole));
                }
            } else if member.is_text() {
                if let (Shape::Text(kind), Some(text)) = (member.shape, text)
                    && let Some(text) = self.scalar(text, kind)
                {
                    json.key(member.key);
                    json.raw(&String::from_utf8_lossy(&text));
                }
            } else {
                // What comes twice is for the reader of JSON to refuse.
                for value in values {
                    json.key(member.key);
                    json.raw(&String::from_utf8_lossy(&value));
                }
            }
        }
        for (key, value) in parts.rest {
            json.key(&key);
            json.raw(&String::from_utf8_lossy(&value));
        }
        json.end_object();
        json.into_bytes()
    }

    /// The member of a name. Where several have the same, the namespace tells; who is lenient also takes the name in JSON.
    fn find(&self, record: &Record, name: &str, node: Node) -> Option<usize> {
        let of_kind = |member: &Member| match node {
            Node::Attribute => member.node == Node::Attribute,
            _ => member.node == Node::Element || member.is_items(),
        };
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let members = || record.members.iter().enumerate().filter(|(_, member)| of_kind(member));
        let mut named = members().filter(|(_, member)| member.name.local == local);
        match (named.next(), named.next()) {
            (Some((first, _)), Some(_)) => {
                let namespace = self.namespaces.iter().rev().find(|(_, declared, _)| declared == prefix);
                let namespace = namespace.map_or("", |(_, _, namespace)| namespace);
                let same = |member: &Member| member.name.local == local && member.name.namespace == namespace;
                members().find(|(_, member)| same(member)).map_or(Some(first), |(at, _)| Some(at))
            }
            (Some((only, _)), None) => Some(only),
            _ if self.mode == Mode::Lenient => members().find(|(_, member)| member.key == local).map(|(at, _)| at),
            _ => None,
        }
    }

    fn list(&mut self, name: &Name, shape: &Shape) -> Result<Vec<u8>> {
        let (mut json, mut text) = (Writer::new(), String::new());
        json.begin_array();
        loop {
            match self.next()? {
                Event::Start(start) => {
                    if self.mode == Mode::Strict && local(start.name().into_inner()) != name.local {
                        return Err("has an item of a list under another name than the document of the API says");
                    }
                    let item = self.element(&start, shape)?;
                    json.raw(&String::from_utf8_lossy(&item.unwrap_or_else(|| b"\"\"".to_vec())));
                }
                Event::End(_) => break,
                event => self.add_text(event, &mut text)?,
            }
        }
        self.only_elements(&text)?;
        json.end_array();
        Ok(json.into_bytes())
    }

    fn map(&mut self, shape: &Shape) -> Result<Vec<u8>> {
        let (mut json, mut text) = (Writer::new(), String::new());
        json.begin_object();
        loop {
            match self.next()? {
                Event::Start(start) => {
                    let key = local(start.name().into_inner()).to_owned();
                    if let Some(value) = self.element(&start, shape)? {
                        json.key(&key);
                        json.raw(&String::from_utf8_lossy(&value));
                    }
                }
                Event::End(_) => break,
                event => self.add_text(event, &mut text)?,
            }
        }
        self.only_elements(&text)?;
        json.end_object();
        Ok(json.into_bytes())
    }

    /// Whatever it is: text, or an object of its attributes and elements, in which those that repeat are arrays.
    fn any(&mut self, attributes: &[(Cow<'_, str>, Cow<'_, str>)]) -> Result<Vec<u8>> {
        let mut text = String::new();
        let mut members: Vec<(String, Vec<u8>)> = Vec::new();
        for (name, value) in attributes {
            let mut json = Writer::new();
            json.string(value);
            members.push((local(name).to_owned(), json.into_bytes()));
        }
        loop {
            match self.next()? {
                Event::Start(start) => {
                    let key = local(start.name().into_inner()).to_owned();
                    let value = self.element(&start, &Shape::Any)?;
                    members.push((key, value.unwrap_or_else(|| b"\"\"".to_vec())));
                }
                Event::End(_) => break,
                event => self.add_text(event, &mut text)?,
            }
        }
        let mut json = Writer::new();
        if members.is_empty() {
            json.string(&text);
            return Ok(json.into_bytes());
        }
        let mut grouped: indexmap::IndexMap<String, Vec<Vec<u8>>> = indexmap::IndexMap::new();
        for (key, value) in members {
            grouped.entry(key).or_default().push(value);
        }
        json.begin_object();
        for (key, mut values) in grouped {
            json.key(&key);
            if values.len() == 1 {
                json.raw(&String::from_utf8_lossy(&values.remove(0)));
                continue;
            }
            json.begin_array();
            for value in &values {
                json.raw(&String::from_utf8_lossy(value));
            }
            json.end_array();
        }
        json.end_object();
        Ok(json.into_bytes())
    }

    /// The text of an element up to its end. Elements inside are read over.
    fn text(&mut self) -> Result<String> {
        let mut text = String::new();
        loop {
            match self.next()? {
                Event::Start(_) => self.skip()?,
                Event::End(_) => return Ok(text),
                event => self.add_text(event, &mut text)?,
            }
        }
    }

    #[expect(clippy::unused_self, reason = "it is a step of reading")]
    fn add_text(&self, event: Event<'_>, text: &mut String) -> Result<()> {
        match event {
            Event::Text(part) => text.push_str(&part.xml10_content()),
            Event::CData(part) => text.push_str(&part.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(|_| BROKEN)? {
                Some(character) => text.push(character),
                None => text.push_str(quick_xml::escape::resolve_predefined_entity(&reference).ok_or(UNKNOWN)?),
            },
            Event::Comment(_) | Event::PI(_) => {}
            _ => return Err(BROKEN),
        }
        Ok(())
    }

    /// Reads over the rest of an element whose start was read.
    fn skip(&mut self) -> Result<()> {
        let mut open = 1_usize;
        while open > 0 {
            match self.next()? {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                Event::Eof => return Err(BROKEN),
                _ => {}
            }
        }
        Ok(())
    }

    /// The JSON of a single value; none for an empty text of what can't be empty, where that is taken for nothing.
    fn scalar(&self, text: &str, kind: Text) -> Option<Vec<u8>> {
        let trimmed = text.trim_matches([' ', '\t', '\n', '\r']);
        let as_boolean = match trimmed {
            "true" | "1" => Some("true"),
            "false" | "0" => Some("false"),
            _ => None,
        };
        let mut json = Writer::new();
        match kind {
            Text::Number | Text::Boolean if trimmed.is_empty() && self.mode == Mode::Lenient => return None,
            Text::Number if is_number(trimmed) => json.raw(trimmed),
            Text::Guess if is_number(trimmed) || matches!(trimmed, "true" | "false") => json.raw(trimmed),
            Text::Boolean => match as_boolean {
                Some(value) => json.raw(value),
                None => json.string(text),
            },
            Text::String | Text::Number | Text::Guess => json.string(text),
        }
        Some(json.into_bytes())
    }
}

const UNKNOWN: &str = "names an entity that is not known";

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}
