//! What kind of object stands where in a document, so that a reference is brought to the right home.

use crate::document::calls::X_WEBHOOKS;

/// The objects of OpenAPI that references are looked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::document) enum Object {
    Document,
    Components,
    PathItem,
    Operation,
    Parameter,
    RequestBody,
    Response,
    Header,
    MediaType,
    Encoding,
    Example,
    Link,
    Callback,
    SecurityScheme,
    Schema,
    Discriminator,
}

/// What a place in a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document) enum Kind {
    One(Object),
    Map(Object),
    List(Object),
    /// Anything else: examples, extensions, plain fields. A `$ref` in it may be data.
    Data,
}

impl Kind {
    /// What stands under a key.
    pub(in crate::document) fn child(self, key: &str) -> Self {
        match self {
            Self::One(object) => object.child(key),
            Self::Map(_) if key.starts_with("x-") && !self.takes_any_name() => Self::Data,
            Self::Map(object) => Self::One(object),
            Self::List(_) | Self::Data => Self::Data,
        }
    }

    /// What an item of an array is.
    pub(in crate::document) fn item(self) -> Self {
        match self {
            Self::List(object) | Self::One(object) => Self::One(object),
            Self::Map(_) | Self::Data => Self::Data,
        }
    }

    /// Whether a key that begins with `x-` is a name like any other: `X-Rate-Limit` among headers, a property `x-id`.
    fn takes_any_name(self) -> bool {
        matches!(
            self,
            Self::Map(Object::Schema | Object::Header | Object::Parameter | Object::Example | Object::SecurityScheme)
        )
    }

    /// The section of `components` where objects of this kind have a name (OAS 3.1.1, 4.8.7). Path items have one only from 3.1 on.
    pub(super) fn section(self) -> Option<&'static str> {
        let Self::One(object) = self else { return None };
        Some(match object {
            Object::Schema => "schemas",
            Object::Response => "responses",
            Object::Parameter => "parameters",
            Object::Example => "examples",
            Object::RequestBody => "requestBodies",
            Object::Header => "headers",
            Object::SecurityScheme => "securitySchemes",
            Object::Link => "links",
            Object::Callback => "callbacks",
            Object::Document
            | Object::Components
            | Object::PathItem
            | Object::Operation
            | Object::MediaType
            | Object::Encoding
            | Object::Discriminator => return None,
        })
    }
}

impl Object {
    fn child(self, key: &str) -> Kind {
        use Kind::{Data, List, Map, One};
        match (self, key) {
            (Self::Document, "components") => One(Self::Components),
            (Self::Document, "paths" | "webhooks" | X_WEBHOOKS) | (Self::Components, "pathItems") => {
                Map(Self::PathItem)
            }
            (Self::Components, "schemas") | (Self::Document, "definitions") => Map(Self::Schema),
            (Self::Document | Self::Components | Self::Operation, "responses") => Map(Self::Response),
            (Self::Document | Self::Components, "parameters") => Map(Self::Parameter),
            (Self::Components | Self::Parameter | Self::Header | Self::MediaType, "examples") => Map(Self::Example),
            (Self::Components, "requestBodies") => Map(Self::RequestBody),
            (Self::Components | Self::Response | Self::Encoding, "headers") => Map(Self::Header),
            (Self::Components, "securitySchemes") | (Self::Document, "securityDefinitions") => {
                Map(Self::SecurityScheme)
            }
            (Self::Components | Self::Response, "links") => Map(Self::Link),
            (Self::Components | Self::Operation, "callbacks") => Map(Self::Callback),
            (Self::PathItem | Self::Operation, "parameters") => List(Self::Parameter),
            (Self::PathItem, "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query") => {
                One(Self::Operation)
            }
            (Self::PathItem, "additionalOperations") => Map(Self::Operation),
            (Self::Operation, "requestBody") => One(Self::RequestBody),
            (Self::Parameter | Self::Header | Self::RequestBody | Self::Response, "content")
            | (Self::Components, "mediaTypes") => Map(Self::MediaType),
            // In Swagger 2.0 a response has a schema, and a parameter or header items.
            (Self::Parameter | Self::Header | Self::MediaType | Self::Response, "schema")
            | (Self::Parameter | Self::Header, "items")
            | (Self::MediaType, "itemSchema") => One(Self::Schema),
            (Self::MediaType, "encoding") => Map(Self::Encoding),
            (Self::Callback, key) if !key.starts_with("x-") => One(Self::PathItem),
            (Self::Schema, key) => schema_child(key),
            _ => Data,
        }
    }
}

/// The keywords of JSON Schema that hold schemas, those of older drafts too.
fn schema_child(key: &str) -> Kind {
    match key {
        "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions" => Kind::Map(Object::Schema),
        "allOf" | "anyOf" | "oneOf" | "prefixItems" => Kind::List(Object::Schema),
        "items"
        | "additionalItems"
        | "unevaluatedItems"
        | "contains"
        | "additionalProperties"
        | "unevaluatedProperties"
        | "propertyNames"
        | "not"
        | "if"
        | "then"
        | "else"
        | "contentSchema" => Kind::One(Object::Schema),
        "discriminator" => Kind::One(Object::Discriminator),
        _ => Kind::Data,
    }
}
