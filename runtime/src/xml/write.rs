//! From a value to XML.

use super::table::{Element, List, Member, Name, Node, Record, Rest, Shape};
use crate::json::{Object, Value};

const XSI: Name = Name::within("nil", "http://www.w3.org/2001/XMLSchema-instance", "xsi");

/// How deep elements may nest.
const DEEPEST: usize = 128;

type Written = Result<(), &'static str>;

/// A document with one element.
///
/// # Errors
///
/// Why there is none.
pub(super) fn document(value: &Value, element: &'static Element) -> Result<String, &'static str> {
    let mut writer = Writer { out: String::new(), declared: Vec::new(), default: "", depth: 0 };
    writer.element(&element.name, &element.shape, value)?;
    // Prefixes are declared once, at the root, right behind its name.
    let body = writer.out;
    let at = body.find([' ', '>', '/']).unwrap_or(body.len());
    let (head, rest) = body.split_at(at);
    let mut out = String::with_capacity(body.len() + 100);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    out.push_str(head);
    for (prefix, namespace) in writer.declared {
        out.extend([" xmlns:", prefix, "=\""]);
        escape(namespace, true, &mut out)?;
        out.push('"');
    }
    out.push_str(rest);
    Ok(out)
}

struct Writer {
    out: String,
    /// Prefixes with their namespaces.
    declared: Vec<(&'static str, &'static str)>,
    /// The namespace of names without a prefix, as far as one was declared.
    default: &'static str,
    depth: usize,
}

impl Writer {
    fn element(&mut self, name: &Name, shape: &Shape, value: &Value) -> Written {
        let tag = self.qualified(name)?;
        self.tagged(&tag, name, shape, value)
    }

    /// An element that is called as a key.
    fn entry(&mut self, key: &str, shape: &Shape, value: &Value) -> Written {
        if !is_name(key) {
            return Err("holds a key that is no name of an element");
        }
        self.tagged(key, &Name::new(""), shape, value)
    }

    fn tagged(&mut self, tag: &str, name: &Name, shape: &Shape, value: &Value) -> Written {
        if self.depth == DEEPEST {
            return Err("is nested too deep for XML");
        }
        self.depth += 1;
        let around = self.default;
        self.out.extend(["<", tag]);
        if name.prefix.is_empty() && !name.namespace.is_empty() && name.namespace != self.default {
            self.default = name.namespace;
            self.out.push_str(" xmlns=\"");
            escape(name.namespace, true, &mut self.out)?;
            self.out.push('"');
        }
        if value.is_null() {
            let nil = self.qualified(&XSI)?;
            self.out.extend([" ", &nil, "=\"true\""]);
        } else if let (Shape::Record(record), Value::Object(members)) = (shape, value) {
            self.attributes(record, members)?;
        }
        self.out.push('>');
        let before = self.out.len();
        self.content(shape, value)?;
        if self.out.len() == before {
            self.out.pop();
            self.out.push_str("/>");
        } else {
            self.out.extend(["</", tag, ">"]);
        }
        self.default = around;
        self.depth -= 1;
        Ok(())
    }

    fn attributes(&mut self, record: &Record, members: &Object) -> Written {
        for member in record.members {
            match (member.node, members.get(member.key)) {
                (Node::Attribute, Some(value)) if !value.is_null() => {
                    let name = self.qualified(&member.name)?;
                    self.out.extend([" ", &name, "=\""]);
                    escape(&scalar(value)?, true, &mut self.out)?;
                    self.out.push('"');
                }
                (_, Some(Value::Object(inner))) => {
                    if let Some(record) = member.inlined() {
                        self.attributes(record, inner)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn content(&mut self, shape: &Shape, value: &Value) -> Written {
        match (shape, value) {
            (_, Value::Null) => Ok(()),
            (Shape::Record(record), Value::Object(members)) => {
                for member in record.members {
                    if let Some(value) = members.get(member.key) {
                        self.member(member, value)?;
                    }
                }
                for (key, value) in members.iter().filter(|(key, _)| !record.knows(key)) {
                    let shape = if let Rest::Kept(shape) = record.rest { *shape } else { Shape::Any };
                    self.entry(key, &shape, value)?;
                }
                Ok(())
            }
            (Shape::List(List { name, shape }), Value::Array(items)) => {
                items.iter().try_for_each(|item| self.element(name, shape, item))
            }
            (Shape::Map(shape), Value::Object(entries)) => {
                entries.iter().try_for_each(|(key, value)| self.entry(key, shape, value))
            }
            (_, Value::Object(members)) => members.iter().try_for_each(|(key, value)| match value {
                Value::Array(items) => items.iter().try_for_each(|item| self.entry(key, &Shape::Any, item)),
                value => self.entry(key, &Shape::Any, value),
            }),
            (_, Value::Array(items)) => items.iter().try_for_each(|item| self.entry("item", &Shape::Any, item)),
            (_, value) => escape(&scalar(value)?, false, &mut self.out),
        }
    }

    fn member(&mut self, member: &Member, value: &Value) -> Written {
        match (member.node, value) {
            (Node::Attribute, _)
            | (Node::Text | Node::CData | Node::Inline | Node::Items | Node::RequiredItems, Value::Null) => Ok(()),
            (Node::Text, value) => escape(&scalar(value)?, false, &mut self.out),
            (Node::CData, value) => section(&scalar(value)?, &mut self.out),
            (Node::Inline | Node::RequiredInline, Value::Object(_)) => self.content(&member.shape, value),
            (Node::Inline | Node::RequiredInline, _) => Err("has no parts where XML has room for them only"),
            (Node::Items | Node::RequiredItems, Value::Array(items)) => {
                items.iter().try_for_each(|item| self.element(&member.name, &member.shape, item))
            }
            (Node::Element | Node::Items | Node::RequiredItems, value) => {
                self.element(&member.name, &member.shape, value)
            }
        }
    }

    /// A name with its prefix, which is declared.
    fn qualified(&mut self, name: &Name) -> Result<String, &'static str> {
        if !is_name(name.local) || !(name.prefix.is_empty() || is_name(name.prefix)) {
            return Err("has a part whose name is none in XML");
        }
        if name.prefix.is_empty() {
            return Ok(name.local.to_owned());
        }
        match self.declared.iter().find(|(prefix, _)| *prefix == name.prefix) {
            Some((_, namespace)) if *namespace != name.namespace && !name.namespace.is_empty() => {
                return Err("has two namespaces of one prefix");
            }
            None if !name.namespace.is_empty() => self.declared.push((name.prefix, name.namespace)),
            _ => {}
        }
        // A prefix that nobody binds would not be well-formed, so it is left out (Namespaces in XML 1.0, 5).
        let is_bound = !name.namespace.is_empty() || self.declared.iter().any(|(prefix, _)| *prefix == name.prefix);
        Ok(if is_bound { format!("{}:{}", name.prefix, name.local) } else { name.local.to_owned() })
    }
}

impl Record {
    fn knows(&self, key: &str) -> bool {
        self.members.iter().any(|member| member.key == key)
    }
}

/// The text of a single value.
fn scalar(value: &Value) -> Result<std::borrow::Cow<'_, str>, &'static str> {
    match value {
        Value::String(text) => Ok(text.into()),
        Value::Bool(true) => Ok("true".into()),
        Value::Bool(false) => Ok("false".into()),
        Value::Number(number) => Ok(number.to_string().into()),
        Value::Null | Value::Array(_) | Value::Object(_) => Err("has no single value where XML has room for one only"),
    }
}

/// Whether a text is a name without a colon (Namespaces in XML 1.0, 3).
fn is_name(text: &str) -> bool {
    let starts = |c: char| c == '_' || c.is_alphabetic();
    let goes_on = |c: char| starts(c) || matches!(c, '-' | '.' | '\u{b7}') || c.is_numeric();
    let mut characters = text.chars();
    characters.next().is_some_and(starts) && characters.all(goes_on)
}

/// A text as a CDATA section, or several: none can hold its own end, nor a carriage return that a reader would leave as it is.
fn section(text: &str, out: &mut String) -> Written {
    if text.contains(is_unsayable) {
        return Err(UNSAYABLE);
    }
    if !text.is_empty() {
        let text = text.replace("]]>", "]]]]><![CDATA[>").replace('\r', "]]>&#13;<![CDATA[");
        out.extend(["<![CDATA[", &text, "]]>"]);
    }
    Ok(())
}

const UNSAYABLE: &str = "holds a character that XML can't say";

/// Whether XML has no way to say a character (XML 1.0, 2.2).
fn is_unsayable(character: char) -> bool {
    matches!(character, '\0'..' ' | '\u{fffe}' | '\u{ffff}') && !matches!(character, '\t' | '\n' | '\r')
}

fn escape(text: &str, attribute: bool, out: &mut String) -> Written {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            // A reader makes something else of these where they stand as they are.
            '\r' => out.push_str("&#13;"),
            '\n' if attribute => out.push_str("&#10;"),
            '\t' if attribute => out.push_str("&#9;"),
            '\t' | '\n' => out.push(character),
            _ if is_unsayable(character) => return Err(UNSAYABLE),
            _ => out.push(character),
        }
    }
    Ok(())
}
