//! What must hold for values beyond their types.

use serde_json::{Number, Value};

/// What must hold for a value beyond its type (JSON Schema Validation, section 6).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Rules {
    /// Characters, at least.
    pub min_length: Option<u64>,
    /// Characters, at most.
    pub max_length: Option<u64>,
    /// ECMA 262 regular expression.
    pub pattern: Option<String>,
    /// What the text is written in.
    pub format: Option<TextFormat>,
    /// At least.
    pub minimum: Option<Number>,
    /// At most.
    pub maximum: Option<Number>,
    /// More than.
    pub exclusive_minimum: Option<Number>,
    /// Less than.
    pub exclusive_maximum: Option<Number>,
    /// A multiple of.
    pub multiple_of: Option<Number>,
    /// Items, at least.
    pub min_items: Option<u64>,
    /// Items, at most.
    pub max_items: Option<u64>,
    /// No two items alike.
    pub unique_items: bool,
    /// Properties, at least.
    pub min_properties: Option<u64>,
    /// Properties, at most.
    pub max_properties: Option<u64>,
    /// What holds for each item or map value.
    pub items: Option<Box<Rules>>,
    /// What holds for each place of a tuple.
    pub places: Vec<Rules>,
    /// What holds for the value as a whole.
    pub also: Vec<Assertion>,
}

/// A format of strings that is no type of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextFormat {
    /// `email`
    Email,
    /// `idn-email`
    IdnEmail,
    /// `hostname`
    Hostname,
    /// `idn-hostname`
    IdnHostname,
    /// `uri-template`
    UriTemplate,
    /// `json-pointer`
    JsonPointer,
    /// `relative-json-pointer`
    RelativeJsonPointer,
    /// `regex`
    Regex,
}

impl TextFormat {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Email,
        Self::IdnEmail,
        Self::Hostname,
        Self::IdnHostname,
        Self::UriTemplate,
        Self::JsonPointer,
        Self::RelativeJsonPointer,
        Self::Regex,
    ];

    /// What documents call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::IdnEmail => "idn-email",
            Self::Hostname => "hostname",
            Self::IdnHostname => "idn-hostname",
            Self::UriTemplate => "uri-template",
            Self::JsonPointer => "json-pointer",
            Self::RelativeJsonPointer => "relative-json-pointer",
            Self::Regex => "regex",
        }
    }

    /// The format of this name, if it is one of these.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// What must hold for a value as a whole, where no type says it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Assertion {
    /// All of these.
    All(Vec<Assertion>),
    /// At least one of these.
    Any(Vec<Assertion>),
    /// Exactly one of these.
    One(Vec<Assertion>),
    /// Not this.
    Not(Box<Assertion>),
    /// If the first, then the second, else the third.
    If(Box<[Assertion; 3]>),
    /// Of one of these types.
    Types(Vec<JsonType>),
    /// One of these values.
    Listed(Vec<Value>),
    /// Bounds.
    Rules(Box<Rules>),
    /// An object with these properties.
    Required(Vec<String>),
    /// This property, if it is there.
    Property(String, Box<Assertion>),
    /// If this property is there, then the object.
    Depends(String, Box<Assertion>),
    /// Names of properties.
    Names(Box<Assertion>),
    /// Each item of an array.
    Items(Box<Assertion>),
    /// So many items of an array.
    Contains(Box<Assertion>, u64, Option<u64>),
    /// The first items of an array.
    Places(Vec<Assertion>),
    /// The items of an array after so many.
    ItemsAfter(u64, Box<Assertion>),
    /// The properties whose names match a pattern.
    Patterns(Vec<(String, Assertion)>),
    /// The properties that have none of these names, and match none of these patterns.
    Others(Vec<String>, Vec<String>, Box<Assertion>),
    /// All of these, and the properties that they say nothing of.
    UnevaluatedProperties(Vec<Assertion>, Box<Assertion>),
    /// All of these, and the items that they say nothing of.
    UnevaluatedItems(Vec<Assertion>, Box<Assertion>),
}

/// A type of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum JsonType {
    /// `null`
    Null,
    /// `boolean`
    Boolean,
    /// `string`
    String,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `array`
    Array,
    /// `object`
    Object,
}

impl Rules {
    /// Whether anything is asked for.
    pub fn is_some(&self) -> bool {
        *self != Self::default()
    }
}
