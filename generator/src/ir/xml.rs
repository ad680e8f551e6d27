//! What types are called in XML: tables beside them.

use std::collections::HashSet;

/// The tables of an API.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// Documents.
    pub elements: Vec<Element>,
    /// Elements with named parts, which may hold each other.
    pub records: Vec<Record>,
}

impl Tables {
    /// The records that documents hold, by number, at any depth.
    pub fn reached(&self) -> HashSet<usize> {
        let mut reached = HashSet::new();
        let mut open: Vec<&Shape> = self.elements.iter().map(|element| &element.shape).collect();
        while let Some(shape) = open.pop() {
            match shape {
                Shape::Record(at) => {
                    if let Some(record) = self.records.get(*at).filter(|_| reached.insert(*at)) {
                        open.extend(record.members.iter().map(|member| &member.shape));
                        if let Rest::Kept(shape) = &record.rest {
                            open.push(shape);
                        }
                    }
                }
                Shape::List(_, inner) | Shape::Map(inner) => open.push(inner),
                Shape::Text(_) | Shape::Any => {}
            }
        }
        reached
    }
}

/// A document.
#[derive(Debug, Clone)]
pub struct Element {
    /// In `SCREAMING_SNAKE_CASE`: its constant, unique among all of the tables.
    pub constant: String,
    /// What it is called.
    pub name: XmlName,
    /// What it holds.
    pub shape: Shape,
}

/// A name of an element or attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlName {
    /// Without its prefix.
    pub local: String,
    /// `namespace`; empty for none.
    pub namespace: String,
    /// `prefix`; empty for none.
    pub prefix: String,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// A single value.
    Text(Text),
    /// Named parts: a number in [`Tables::records`].
    Record(usize),
    /// An element of this name for each item.
    List(XmlName, Box<Shape>),
    /// An element for each entry, called as its key.
    Map(Box<Shape>),
    /// Anything.
    Any,
}

/// What JSON has for a single value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// A string.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// One of several.
    Guess,
}

/// An element with named parts.
#[derive(Debug, Clone)]
pub struct Record {
    /// In `SCREAMING_SNAKE_CASE`: its constant.
    pub constant: String,
    /// The parts.
    pub members: Vec<Member>,
    /// What is beside them.
    pub rest: Rest,
}

/// What is beside the named parts of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rest {
    /// It is read over.
    Ignored,
    /// A strict reader refuses it.
    Forbidden,
    /// Entries of this shape.
    Kept(Shape),
}

/// A named part.
#[derive(Debug, Clone)]
pub struct Member {
    /// What it is called in JSON.
    pub key: String,
    /// What it is called in XML.
    pub name: XmlName,
    /// What it is.
    pub node: Node,
    /// What it holds; for items, what each of them holds.
    pub shape: Shape,
}

/// What a named part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Node {
    /// An element.
    Element,
    /// An attribute.
    Attribute,
    /// The text of the element itself.
    Text,
    /// The same as a CDATA section.
    CData,
    /// Nothing of its own: its parts are parts of the element itself.
    Inline,
    /// The same of what must be there.
    RequiredInline,
    /// An element for each item of a list that may be missing.
    Items,
    /// The same of a list that must be there.
    RequiredItems,
}
