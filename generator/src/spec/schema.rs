//! A schema in the words of JSON Schema, whatever dialect it was written in.

use indexmap::IndexMap;
use serde_json::{Number, Value};

use crate::diag::Place;

/// Stands for a schema in [`crate::spec::Spec::schemas`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(pub u32);

/// A schema. A bare `$ref` has no schema of its own: whoever points to it points to its target.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Schema {
    /// Where it stands; for a component, its definition.
    pub place: Option<Place>,
    /// The name under `components.schemas`, if it stands there.
    pub name: Option<String>,
    /// The target, for a `$ref` that has siblings; the other keywords then apply as well.
    pub reference: Option<SchemaId>,
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// `readOnly` and `writeOnly`.
    pub access: Access,
    /// The types it allows besides null; empty for all. A schema for null alone has `never` and `nullable`.
    pub types: Vec<SchemaType>,
    /// Whether it names null as a value: `nullable: true`, or `null` among its types. False where it says nothing of types.
    pub nullable: bool,
    /// `format`.
    pub format: Option<String>,
    /// `enum`, or the one value of `const`.
    pub values: Option<Vec<Value>>,
    /// Whether the one value stems from `const`.
    pub is_const: bool,
    /// `default`.
    pub default: Option<Value>,
    /// `example` and `examples`.
    pub examples: Vec<Value>,
    /// Keywords for strings.
    pub string: StringRules,
    /// Keywords for numbers.
    pub number: NumberRules,
    /// Keywords for arrays.
    pub array: ArrayRules,
    /// Keywords for objects.
    pub object: ObjectRules,
    /// `allOf`.
    pub all_of: Vec<SchemaId>,
    /// `oneOf`.
    pub one_of: Vec<SchemaId>,
    /// `anyOf`.
    pub any_of: Vec<SchemaId>,
    /// `not`.
    pub not: Option<SchemaId>,
    /// What else must hold, and no type says.
    pub checks: Vec<Check>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
    /// `xml`, as written.
    pub xml: Option<Value>,
    /// `x-` keywords.
    pub extensions: IndexMap<String, Value>,
    /// The schema `false`.
    pub never: bool,
    /// Whether it means what JSON Schema 2020-12 says: a keyword binds values of its kind only, and all others hold. Before OpenAPI 3.1,
    /// who leaves out `type` means the type that his keywords are of.
    pub exact: bool,
    /// The schema that this one is the merged form of.
    pub origin: Option<SchemaId>,
    /// Whether merging has lost something, so that values must be held against the parts.
    pub lossy: bool,
}

impl Schema {
    /// By which value a discriminator means it that has no `mapping` for it: `x-ms-discriminator-value`, or else its name. Of the values
    /// that its base lists, if any, the one that is its name but for case and punctuation.
    pub fn discriminator_value(&self, listed: &[String]) -> Option<String> {
        if let Some(said) = self.extensions.get("x-ms-discriminator-value").and_then(Value::as_str) {
            return Some(said.to_owned());
        }
        let name = self.name.as_ref()?;
        let exact = || listed.iter().find(|value| *value == name);
        let alike = || listed.iter().find(|value| letters(value).eq(letters(name)));
        if listed.is_empty() { Some(name.clone()) } else { exact().or_else(alike).cloned() }
    }
}

/// What is the same in `node-added` and `NodeAdded`.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

/// What must hold for a value as a whole, and no type says.
#[derive(Debug, Clone, PartialEq)]
pub enum Check {
    /// `not`, of a further part of an `allOf`.
    Not(SchemaId),
    /// `if`, `then`, `else`.
    If(SchemaId, Option<SchemaId>, Option<SchemaId>),
    /// `anyOf`, as far as it asks for properties: one of these sets.
    AnyRequired(Vec<Vec<String>>),
    /// `propertyNames`
    Names(SchemaId),
    /// `contains`, `minContains`, `maxContains`
    Contains(SchemaId, u64, Option<u64>),
    /// `dependentRequired`
    DependentRequired(String, Vec<String>),
    /// `dependentSchemas`
    DependentSchema(String, SchemaId),
    /// `pattern`, of a further part of an `allOf`.
    Pattern(String),
    /// `multipleOf`, of a further part of an `allOf`.
    MultipleOf(Number),
}

/// `readOnly` and `writeOnly`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Access {
    /// Neither.
    #[default]
    ReadWrite,
    /// Only in responses.
    ReadOnly,
    /// Only in requests.
    WriteOnly,
}

/// A JSON Schema type, but for null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SchemaType {
    /// `string`
    String,
    /// `integer`
    Integer,
    /// `number`
    Number,
    /// `boolean`
    Boolean,
    /// `array`
    Array,
    /// `object`
    Object,
}

/// Keywords for strings.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StringRules {
    /// `minLength`, in characters.
    pub min_length: Option<u64>,
    /// `maxLength`, in characters.
    pub max_length: Option<u64>,
    /// `pattern`, an ECMA 262 regular expression.
    pub pattern: Option<String>,
    /// `contentEncoding`.
    pub content_encoding: Option<String>,
    /// `contentMediaType`.
    pub content_media_type: Option<String>,
    /// `contentSchema`, of the data of an event. Of any other string it is an annotation, and left out.
    pub content_schema: Option<SchemaId>,
}

/// Keywords for numbers.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct NumberRules {
    /// `minimum`.
    pub minimum: Option<Number>,
    /// `maximum`.
    pub maximum: Option<Number>,
    /// `exclusiveMinimum`.
    pub exclusive_minimum: Option<Number>,
    /// `exclusiveMaximum`.
    pub exclusive_maximum: Option<Number>,
    /// `multipleOf`.
    pub multiple_of: Option<Number>,
}

/// Keywords for arrays.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ArrayRules {
    /// `items`: all, or those after `prefix`.
    pub items: Option<SchemaId>,
    /// `prefixItems`.
    pub prefix: Vec<SchemaId>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `unevaluatedItems`, where other schemas may evaluate some.
    pub unevaluated: Option<SchemaId>,
}

/// Keywords for objects.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ObjectRules {
    /// `properties`, in the order of the document.
    pub properties: IndexMap<String, SchemaId>,
    /// `required`.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional: Additional,
    /// `patternProperties`.
    pub patterns: IndexMap<String, SchemaId>,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// `unevaluatedProperties`, where other schemas may evaluate some.
    pub unevaluated: Option<SchemaId>,
}

/// `additionalProperties`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Additional {
    /// Not said: others are allowed, and ignored.
    #[default]
    Unsaid,
    /// `true` or `{}`.
    Any,
    /// `false`.
    Forbidden,
    /// Of this schema.
    Schema(SchemaId),
}

/// `discriminator`.
#[derive(Debug, Clone, PartialEq)]
pub struct Discriminator {
    /// `propertyName`.
    pub property: String,
    /// `mapping`: value to schema, in the order of the document. Names and references are resolved.
    pub mapping: IndexMap<String, SchemaId>,
    /// `defaultMapping`: the schema of values whose discriminator is absent or not known (OAS 3.2.0, 4.25).
    pub default: Option<SchemaId>,
}
