//! The objects of OpenAPI 3.0 to 3.2 and their fields. What only a later version has is a field all the same: who writes it means it.

use crate::document::calls::X_WEBHOOKS;

/// An object of the standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Object {
    Document,
    Info,
    Contact,
    License,
    Server,
    ServerVariable,
    Components,
    PathItem,
    Operation,
    ExternalDocs,
    Parameter,
    RequestBody,
    MediaType,
    Encoding,
    Response,
    Callback,
    Example,
    Link,
    Header,
    Tag,
    SecurityScheme,
    OAuthFlows,
    OAuthFlow,
    Schema,
    Discriminator,
    Xml,
}

/// What a place in a document holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    One(Object),
    Map(Object),
    List(Object),
    /// Anything else.
    Data,
}

impl Object {
    /// Its fields; none where any name is one.
    pub(super) fn fields(self) -> Option<&'static [&'static str]> {
        Some(match self {
            Self::Document => &[
                "openapi",
                "$self",
                "info",
                "jsonSchemaDialect",
                "servers",
                "paths",
                "webhooks",
                "components",
                "security",
                "tags",
                "externalDocs",
            ],
            Self::Info => &["title", "summary", "description", "termsOfService", "contact", "license", "version"],
            Self::Contact => &["name", "url", "email"],
            Self::License => &["name", "identifier", "url"],
            Self::Server => &["url", "description", "name", "variables"],
            Self::ServerVariable => &["enum", "default", "description"],
            Self::Components => &[
                "schemas",
                "responses",
                "parameters",
                "examples",
                "requestBodies",
                "headers",
                "securitySchemes",
                "links",
                "callbacks",
                "pathItems",
                "mediaTypes",
            ],
            Self::PathItem => &[
                "$ref",
                "summary",
                "description",
                "get",
                "put",
                "post",
                "delete",
                "options",
                "head",
                "patch",
                "trace",
                "query",
                "additionalOperations",
                "servers",
                "parameters",
            ],
            Self::Operation => &[
                "tags",
                "summary",
                "description",
                "externalDocs",
                "operationId",
                "parameters",
                "requestBody",
                "responses",
                "callbacks",
                "deprecated",
                "security",
                "servers",
            ],
            Self::ExternalDocs => &["description", "url"],
            Self::Parameter => &[
                "name",
                "in",
                "description",
                "required",
                "deprecated",
                "allowEmptyValue",
                "style",
                "explode",
                "allowReserved",
                "schema",
                "content",
                "example",
                "examples",
            ],
            Self::RequestBody => &["description", "content", "required"],
            Self::MediaType => &[
                "schema",
                "itemSchema",
                "example",
                "examples",
                "encoding",
                "prefixEncoding",
                "itemEncoding",
                "description",
            ],
            Self::Encoding => &[
                "contentType",
                "headers",
                "style",
                "explode",
                "allowReserved",
                "encoding",
                "prefixEncoding",
                "itemEncoding",
            ],
            Self::Response => &["summary", "description", "headers", "content", "links"],
            Self::Example => &["summary", "description", "value", "dataValue", "serializedValue", "externalValue"],
            Self::Link => &["operationRef", "operationId", "parameters", "requestBody", "description", "server"],
            // `allowReserved` is told apart from what nobody knows.
            Self::Header => &[
                "description",
                "required",
                "deprecated",
                "allowEmptyValue",
                "allowReserved",
                "style",
                "explode",
                "schema",
                "content",
                "example",
                "examples",
            ],
            Self::Tag => &["name", "summary", "description", "externalDocs", "parent", "kind"],
            Self::SecurityScheme => &[
                "type",
                "description",
                "name",
                "in",
                "scheme",
                "bearerFormat",
                "flows",
                "openIdConnectUrl",
                "oauth2MetadataUrl",
                "deprecated",
            ],
            Self::OAuthFlows => {
                &["implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization"]
            }
            Self::OAuthFlow => &["authorizationUrl", "tokenUrl", "refreshUrl", "deviceAuthorizationUrl", "scopes"],
            Self::Discriminator => &["propertyName", "mapping", "defaultMapping"],
            Self::Xml => &["name", "namespace", "prefix", "attribute", "wrapped", "nodeType"],
            Self::Callback | Self::Schema => return None,
        })
    }

    /// Whether Swagger 2.0 has a field there, which is read in its place.
    pub(super) fn is_older(self, key: &str) -> bool {
        match self {
            Self::Document => key == "definitions",
            Self::Parameter | Self::Header => matches!(
                key,
                "type"
                    | "format"
                    | "items"
                    | "collectionFormat"
                    | "enum"
                    | "default"
                    | "minimum"
                    | "maximum"
                    | "minLength"
                    | "maxLength"
                    | "pattern"
                    | "minItems"
                    | "maxItems"
                    | "uniqueItems"
            ),
            _ => false,
        }
    }

    /// Fields of which an object has one at most.
    pub(super) fn exclusions(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::License => &[("identifier", "url")],
            Self::Parameter | Self::Header => &[
                ("example", "examples"),
                ("content", "style"),
                ("content", "explode"),
                ("content", "allowReserved"),
                ("content", "example"),
                ("content", "examples"),
            ],
            Self::MediaType => &[("example", "examples"), ("encoding", "prefixEncoding"), ("encoding", "itemEncoding")],
            Self::Encoding => &[("encoding", "prefixEncoding"), ("encoding", "itemEncoding")],
            Self::Example => &[
                ("value", "externalValue"),
                ("value", "dataValue"),
                ("value", "serializedValue"),
                ("serializedValue", "externalValue"),
            ],
            Self::Link => &[("operationId", "operationRef")],
            Self::Xml => &[("nodeType", "attribute"), ("nodeType", "wrapped")],
            _ => &[],
        }
    }

    /// What stands in one of its fields.
    pub(super) fn child(self, key: &str) -> Kind {
        use Kind::{Data, List, Map, One};
        match (self, key) {
            (_, key) if key.starts_with("x-") && !matches!(self, Self::Schema) => Data,
            (Self::Document, "info") => One(Self::Info),
            (Self::Document, "components") => One(Self::Components),
            (Self::Document, "tags") => List(Self::Tag),
            (Self::Document, "paths" | "webhooks" | X_WEBHOOKS) | (Self::Components, "pathItems") => {
                Map(Self::PathItem)
            }
            (Self::Document | Self::Tag | Self::Operation | Self::Schema, "externalDocs") => One(Self::ExternalDocs),
            (Self::Document | Self::PathItem | Self::Operation, "servers") => List(Self::Server),
            (Self::Link, "server") => One(Self::Server),
            (Self::Info, "contact") => One(Self::Contact),
            (Self::Info, "license") => One(Self::License),
            (Self::Server, "variables") => Map(Self::ServerVariable),
            (Self::Components, "schemas") => Map(Self::Schema),
            (Self::Components | Self::Operation, "responses") => Map(Self::Response),
            (Self::Components, "parameters") => Map(Self::Parameter),
            (Self::Components, "requestBodies") => Map(Self::RequestBody),
            (Self::Components | Self::Response | Self::Encoding, "headers") => Map(Self::Header),
            (Self::Components, "securitySchemes") => Map(Self::SecurityScheme),
            (Self::Components | Self::Response, "links") => Map(Self::Link),
            (Self::Components | Self::Operation, "callbacks") => Map(Self::Callback),
            (Self::Components | Self::Parameter | Self::Header | Self::MediaType, "examples") => Map(Self::Example),
            (Self::Parameter | Self::Header | Self::RequestBody | Self::Response, "content")
            | (Self::Components, "mediaTypes") => Map(Self::MediaType),
            (Self::PathItem | Self::Operation, "parameters") => List(Self::Parameter),
            (Self::PathItem, "get" | "put" | "post" | "delete" | "options" | "head" | "patch" | "trace" | "query") => {
                One(Self::Operation)
            }
            (Self::PathItem, "additionalOperations") => Map(Self::Operation),
            (Self::Operation, "requestBody") => One(Self::RequestBody),
            (Self::Parameter | Self::Header | Self::MediaType, "schema") | (Self::MediaType, "itemSchema") => {
                One(Self::Schema)
            }
            (Self::MediaType | Self::Encoding, "encoding") => Map(Self::Encoding),
            (Self::MediaType | Self::Encoding, "prefixEncoding") => List(Self::Encoding),
            (Self::MediaType | Self::Encoding, "itemEncoding") => One(Self::Encoding),
            (Self::Callback, key) if key != "$ref" => One(Self::PathItem),
            (Self::SecurityScheme, "flows") => One(Self::OAuthFlows),
            (Self::OAuthFlows, _) => One(Self::OAuthFlow),
            (Self::Schema, "discriminator") => One(Self::Discriminator),
            (Self::Schema, "xml") => One(Self::Xml),
            (Self::Schema, "properties" | "patternProperties" | "dependentSchemas" | "$defs" | "definitions") => {
                Map(Self::Schema)
            }
            (Self::Schema, "allOf" | "anyOf" | "oneOf" | "prefixItems") => List(Self::Schema),
            (
                Self::Schema,
                "items"
                | "contains"
                | "additionalProperties"
                | "unevaluatedProperties"
                | "unevaluatedItems"
                | "propertyNames"
                | "not"
                | "if"
                | "then"
                | "else",
            ) => One(Self::Schema),
            _ => Data,
        }
    }

    /// What the standard calls it.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Document => "a document",
            Self::Info => "`info`",
            Self::Contact => "`contact`",
            Self::License => "`license`",
            Self::Server => "a server",
            Self::ServerVariable => "a server variable",
            Self::Components => "`components`",
            Self::PathItem => "a path item",
            Self::Operation => "an operation",
            Self::ExternalDocs => "`externalDocs`",
            Self::Parameter => "a parameter",
            Self::RequestBody => "a request body",
            Self::MediaType => "a media type",
            Self::Encoding => "an encoding",
            Self::Response => "a response",
            Self::Callback => "a callback",
            Self::Example => "an example",
            Self::Link => "a link",
            Self::Header => "a header",
            Self::Tag => "a tag",
            Self::SecurityScheme => "a security scheme",
            Self::OAuthFlows => "`flows`",
            Self::OAuthFlow => "a flow",
            Self::Schema => "a schema",
            Self::Discriminator => "a discriminator",
            Self::Xml => "`xml`",
        }
    }
}
