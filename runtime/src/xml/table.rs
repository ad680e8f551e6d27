//! What the parts of a type are called in XML: constants in generated code.

/// A document, or any other element.
#[derive(Debug)]
pub struct Element {
    /// What it is called.
    pub name: Name,
    /// What it holds.
    pub shape: Shape,
}

/// A name of an element or attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// Without its prefix.
    pub local: &'static str,
    /// `namespace`; empty for none.
    pub namespace: &'static str,
    /// `prefix`; empty for none.
    pub prefix: &'static str,
}

impl Name {
    /// A name in no namespace.
    pub const fn new(local: &'static str) -> Self {
        Self { local, namespace: "", prefix: "" }
    }

    /// The same in a namespace, by a prefix or, where that is empty, without one.
    pub const fn within(local: &'static str, namespace: &'static str, prefix: &'static str) -> Self {
        Self { local, namespace, prefix }
    }
}

/// What an element holds.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// A single value.
    Text(Text),
    /// Named parts.
    Record(&'static Record),
    /// An element for each item.
    List(&'static List),
    /// An element for each entry, called as its key.
    Map(&'static Shape),
    /// Anything: elements are members, those that repeat are arrays, everything else is text.
    Any,
}

/// What JSON has for a single value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// A string.
    String,
    /// A number.
    Number,
    /// `true` or `false`; XML also says 1 and 0.
    Boolean,
    /// A number or boolean if it looks like one, else a string.
    Guess,
}

/// An element with named parts.
#[derive(Debug)]
pub struct Record {
    /// The parts.
    pub members: &'static [Member],
    /// What is beside them.
    pub rest: Rest,
}

/// What stands beside the named parts of an element.
#[derive(Debug, Clone, Copy)]
pub enum Rest {
    /// It is read over.
    Ignored,
    /// A strict reader refuses it.
    Forbidden,
    /// Entries of this kind, called as their keys.
    Kept(&'static Shape),
}

/// A named part.
#[derive(Debug)]
pub struct Member {
    /// What it is called in JSON.
    pub key: &'static str,
    /// What it is called in XML. For a list without an element of its own, it is what its items are called.
    pub name: Name,
    /// What it is.
    pub node: Node,
    /// What it holds.
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
    /// Nothing of its own: its parts are parts of the element itself (OAS 3.2.0, 4.26.1, `none`). It is there where one of them is.
    Inline,
    /// The same of what must be there, and is empty where none of its parts is.
    RequiredInline,
    /// An element for each item of a list that may be missing.
    Items,
    /// An element for each item of a list that must be there, and is empty where there is none.
    RequiredItems,
}

/// A list in an element of its own.
#[derive(Debug)]
pub struct List {
    /// What each item is called.
    pub name: Name,
    /// What it holds.
    pub shape: Shape,
}

impl Member {
    /// An element that is called as in JSON.
    pub const fn element(key: &'static str, shape: Shape) -> Self {
        Self { key, name: Name::new(key), node: Node::Element, shape }
    }

    /// An attribute that is called as in JSON.
    pub const fn attribute(key: &'static str, text: Text) -> Self {
        Self { key, name: Name::new(key), node: Node::Attribute, shape: Shape::Text(text) }
    }

    /// The text of the element itself.
    pub const fn text(key: &'static str, text: Text) -> Self {
        Self { key, name: Name::new(key), node: Node::Text, shape: Shape::Text(text) }
    }

    /// The same as a CDATA section.
    pub const fn cdata(key: &'static str, text: Text) -> Self {
        Self { node: Node::CData, ..Self::text(key, text) }
    }

    /// Parts of the element itself, which JSON has in a member that may be missing. No record may hold itself in this way.
    pub const fn inline(key: &'static str, parts: &'static Record) -> Self {
        Self { key, name: Name::new(key), node: Node::Inline, shape: Shape::Record(parts) }
    }

    /// The same of a member that must be there.
    pub const fn required_inline(key: &'static str, parts: &'static Record) -> Self {
        Self { node: Node::RequiredInline, ..Self::inline(key, parts) }
    }

    /// Elements of this shape, one for each item, called as in JSON. The list may be missing.
    pub const fn items(key: &'static str, shape: Shape) -> Self {
        Self { key, name: Name::new(key), node: Node::Items, shape }
    }

    /// The same of a list that must be there.
    pub const fn required_items(key: &'static str, shape: Shape) -> Self {
        Self { node: Node::RequiredItems, ..Self::items(key, shape) }
    }

    /// The same with another name in XML.
    pub const fn named(mut self, name: Name) -> Self {
        self.name = name;
        self
    }

    /// Whether it is a list without an element of its own.
    pub(super) const fn is_items(&self) -> bool {
        matches!(self.node, Node::Items | Node::RequiredItems)
    }

    /// Whether it is the text of the element itself.
    pub(super) const fn is_text(&self) -> bool {
        matches!(self.node, Node::Text | Node::CData)
    }

    /// What its parts are, if they are parts of the element itself.
    pub(super) const fn inlined(&self) -> Option<&'static Record> {
        match (self.node, self.shape) {
            (Node::Inline | Node::RequiredInline, Shape::Record(record)) => Some(record),
            _ => None,
        }
    }
}

impl Record {
    /// Whether its element has text, as its own or as a part of what has no element.
    pub(super) fn has_text(&self) -> bool {
        let has_text = |member: &Member| member.is_text() || member.inlined().is_some_and(Self::has_text);
        self.members.iter().any(has_text)
    }

    /// What keeps elements that nobody names: the record itself, or else one that is a part of its element, with the numbers of the
    /// members that lead there.
    pub(super) fn keeper(&self) -> Option<(Vec<usize>, &'static Shape)> {
        if let Rest::Kept(shape) = self.rest {
            return Some((Vec::new(), shape));
        }
        self.members.iter().enumerate().find_map(|(at, member)| {
            let (mut way, shape) = member.inlined()?.keeper()?;
            way.insert(0, at);
            Some((way, shape))
        })
    }
}
