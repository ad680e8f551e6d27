//! Types, in an arena.

mod rules;

use std::collections::BTreeMap;

use serde_json::Value;

pub use self::rules::{Assertion, JsonType, Rules, TextFormat};
use super::name::Name;
use super::operation::{ParameterEncoding, PropertyEncoding};
pub use super::scalar::{Alphabet, Digits, External, Scalar, StandsFor, TimeFormat, UriKind};

/// Stands for a type in [`Types`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub u32);

/// Every type of the API.
#[derive(Debug, Clone, Default)]
pub struct Types {
    /// By id.
    pub all: Vec<Type>,
    /// Files below `types/`, in the order of their components: the named types of each.
    pub modules: Vec<Module>,
    /// Paths of types of other crates, by [`External::path`].
    pub externals: Vec<String>,
    /// What types derive beyond what is proved of them: paths.
    pub derives: BTreeMap<TypeId, Vec<String>>,
}

impl Types {
    /// The type behind an id.
    pub fn get(&self, id: TypeId) -> &Type {
        &self.all[id.0 as usize]
    }

    /// The type that Rust knows behind aliases and strings of JSON.
    pub fn unaliased(&self, id: TypeId) -> TypeId {
        unaliased(&self.all, id)
    }
}

/// The same, where not all types are there yet.
pub fn unaliased(types: &[Type], mut id: TypeId) -> TypeId {
    for _ in 0..types.len() {
        match &types[id.0 as usize].shape {
            Shape::Alias(target) => id = *target,
            Shape::Embedded(held) => id = held.ty,
            _ => break,
        }
    }
    id
}

/// A file of types: one component with its inline children, or the inline types of one operation group.
#[derive(Debug, Clone)]
pub struct Module {
    /// Name of the file, without its ending; also a Rust module name.
    pub name: String,
    /// Named types, the component first.
    pub types: Vec<TypeId>,
}

/// A type.
#[derive(Debug, Clone)]
pub struct Type {
    /// Its name, unique in the crate; none for what Rust writes in place (`Vec<String>`, `String`, `(f64, f64)`).
    /// Records, choices, unions and newtypes always have one.
    pub name: Option<Name>,
    /// What the document says of it.
    pub docs: Docs,
    /// What it is made of.
    pub shape: Shape,
}

/// What the document says of something.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Docs {
    /// `title` or `summary`, then `description`, as Markdown.
    pub text: Option<String>,
    /// Examples.
    pub examples: Vec<Value>,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

/// What a type is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(clippy::large_enum_variant, reason = "most types of an API are records")]
pub enum Shape {
    /// A value without parts.
    Scalar(Scalar),
    /// An object with named properties.
    Record(Record),
    /// One of listed values.
    Choice(Choice),
    /// One of several types.
    Union(Union),
    /// An array.
    List(Slot),
    /// An array of fixed places.
    Tuple(Tuple),
    /// An object whose property names are data.
    Map(Slot),
    /// A component that is a scalar, list, map or tuple: `pub struct Email(pub String)`.
    Newtype(Newtype),
    /// A string that holds a value of this type as JSON. Rust writes the type itself; null and rules are said of the place where it stands.
    Embedded(Slot),
    /// Another name for a type.
    Alias(TypeId),
    /// Any JSON.
    Any,
}

impl Shape {
    /// The places inside it where other types stand, by position. An alias has none: it is another name and no place.
    pub fn slots(&self) -> Box<dyn Iterator<Item = &Slot> + '_> {
        match self {
            Self::Record(record) => {
                let rest = match &record.rest {
                    Rest::Kept(_, slot) => Some(slot),
                    Rest::Ignored | Rest::Forbidden => None,
                };
                Box::new(record.fields.iter().map(|field| &field.slot).chain(rest))
            }
            Self::Union(union) => Box::new(union.variants.iter().map(|variant| &variant.slot)),
            Self::List(slot) | Self::Map(slot) | Self::Embedded(slot) => Box::new(std::iter::once(slot)),
            Self::Newtype(newtype) => Box::new(std::iter::once(&newtype.slot)),
            Self::Tuple(tuple) => Box::new(tuple.items.iter()),
            Self::Scalar(_) | Self::Choice(_) | Self::Alias(_) | Self::Any => Box::new(std::iter::empty()),
        }
    }

    /// As [`Shape::slots`], to change them.
    pub fn slots_mut(&mut self) -> Box<dyn Iterator<Item = &mut Slot> + '_> {
        match self {
            Self::Record(record) => {
                let rest = match &mut record.rest {
                    Rest::Kept(_, slot) => Some(slot),
                    Rest::Ignored | Rest::Forbidden => None,
                };
                Box::new(record.fields.iter_mut().map(|field| &mut field.slot).chain(rest))
            }
            Self::Union(union) => Box::new(union.variants.iter_mut().map(|variant| &mut variant.slot)),
            Self::List(slot) | Self::Map(slot) | Self::Embedded(slot) => Box::new(std::iter::once(slot)),
            Self::Newtype(newtype) => Box::new(std::iter::once(&mut newtype.slot)),
            Self::Tuple(tuple) => Box::new(tuple.items.iter_mut()),
            Self::Scalar(_) | Self::Choice(_) | Self::Alias(_) | Self::Any => Box::new(std::iter::empty()),
        }
    }
}

/// A place where a value stands.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Slot {
    /// Its type.
    pub ty: TypeId,
    /// Whether null may stand there. `Option<T>`, or `Presence<T>` in an optional field.
    pub nullable: bool,
    /// What else must hold for the value. Where the type is an unnamed list or map, [`Rules::items`] repeats the rules of
    /// its own slot, so that one constant holds all. Named types carry their rules themselves.
    pub rules: Option<Rules>,
}

/// An object with named properties.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Record {
    /// Properties that can have one value only. The codec writes and checks them; nobody has to set them.
    pub constants: Vec<Constant>,
    /// In the order of the document.
    pub fields: Vec<Field>,
    /// Properties beside the named ones.
    pub rest: Rest,
    /// `minProperties` and `maxProperties`.
    pub rules: Option<Rules>,
    /// Where it is a part of a form, with the header fields of that: how it is written.
    pub part: Option<Box<FormPart>>,
    /// Where it is a body whose parts have a place and not a name: how many fields, from the first, have one part each. A field behind
    /// them has all other parts, each an item of it. Fields are called by their number, from zero.
    pub places: Option<usize>,
}

/// A part of a form with header fields of its own: a record whose first field is what the part holds, and whose others are the header
/// fields.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FormPart {
    /// What the document says of the member that it is of.
    pub said: PropertyEncoding,
    /// How each header field is written, in the order of the fields.
    pub headers: Vec<ParameterEncoding>,
}

/// A property that can have one value only.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Constant {
    /// Its name; no field has the same.
    pub name: Name,
    /// The value.
    pub value: ConstantValue,
    /// Whether a reader insists on it.
    pub required: bool,
}

/// The one value of a property.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ConstantValue {
    /// A string.
    String(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
}

/// Properties beside the named ones.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(clippy::large_enum_variant, reason = "one in each record, which is large itself")]
pub enum Rest {
    /// Read over.
    Ignored,
    /// Refused by a strict reader.
    Forbidden,
    /// Kept in a map field of this name.
    Kept(Name, Slot),
}

/// A property.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// What stands there.
    pub slot: Slot,
    /// Whether it must be there.
    pub required: bool,
    /// Its default, if it fits the type.
    pub default: Option<Value>,
    /// What the document says of it.
    pub docs: Docs,
    /// `readOnly`, `writeOnly`.
    pub access: Access,
}

/// In which direction a property travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Access {
    /// Both.
    #[default]
    Both,
    /// Only in responses.
    ReadOnly,
    /// Only in requests.
    WriteOnly,
}

/// One of listed values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Choice {
    /// What the values are.
    pub values: ChoiceValues,
    /// Whether a strict reader takes other values too (`x-extensible-enum`, or a union of an enum with a plain string).
    pub open: bool,
    /// Name of the variant that keeps any other value.
    pub unknown: String,
}

/// What the values of a choice are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ChoiceValues {
    /// Strings.
    Strings(Vec<Member<String>>),
    /// Integers.
    Integers(Vec<Member<i64>>),
}

/// A value of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Member<T> {
    /// Name of the variant.
    pub rust: String,
    /// On the wire.
    pub value: T,
    /// What the document says of it.
    pub docs: Docs,
}

/// One of several types.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Union {
    /// In the order in which a reader tries them.
    pub variants: Vec<Variant>,
    /// How a reader tells them apart.
    pub tag: UnionTag,
    /// Name of the variant that keeps anything else as JSON.
    pub unknown: String,
    /// What must hold for the value as a whole.
    pub rules: Option<Rules>,
}

/// A member of a union.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Variant {
    /// Name of the variant.
    pub rust: String,
    /// What it holds.
    pub slot: Slot,
    /// Values of the discriminator that mean it; empty without discriminator.
    pub tags: Vec<String>,
    /// Who writes the discriminator.
    pub writer: TagWriter,
    /// What the document says of it.
    pub docs: Docs,
}

/// Who writes the value of a discriminator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum TagWriter {
    /// What the variant holds: it has the property.
    #[default]
    Value,
    /// The union: the type of the variant knows nothing of the property, and the variant has one tag.
    Union,
}

/// How a reader tells the members of a union apart.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum UnionTag {
    /// By the value of this property.
    Discriminator(String),
    /// By the first that fits; variants are ordered so that the narrower come first.
    Untagged,
}

/// An array of fixed places.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tuple {
    /// The places, all required.
    pub items: Vec<Slot>,
}

/// A named scalar, list, map or tuple.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Newtype {
    /// What it holds.
    pub slot: Slot,
}
