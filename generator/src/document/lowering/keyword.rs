//! The keywords in which the lowering says what OpenAPI 3.0 can't.
//!
//! A document has no business with them: those that it brings along are removed before it is lowered.

/// What they all begin with.
pub const PREFIX: &str = "x-specwright-";
/// Beside other keywords of a schema or reference object: the `$ref`.
pub const REF: &str = "x-specwright-ref";
/// The types of a schema, null left out, if there are several.
pub const TYPES: &str = "x-specwright-types";
/// The one value of `enum` stems from `const`.
pub const CONST: &str = "x-specwright-const";
/// The schema `false`.
pub const NEVER: &str = "x-specwright-never";
/// `prefixItems`, each a `$ref` to where it stands.
pub const PREFIX_ITEMS: &str = "x-specwright-prefix-items";
/// `items: false`.
pub const NO_MORE_ITEMS: &str = "x-specwright-no-more-items";
/// `patternProperties`, each a `$ref` to where it stands.
pub const PATTERN_PROPERTIES: &str = "x-specwright-pattern-properties";
/// `unevaluatedProperties`, a `$ref` to where it stands.
pub const UNEVALUATED_PROPERTIES: &str = "x-specwright-unevaluated-properties";
/// `unevaluatedItems`, a `$ref` to where it stands.
pub const UNEVALUATED_ITEMS: &str = "x-specwright-unevaluated-items";
/// The schema means what JSON Schema 2020-12 says: without `type`, its keywords bind values of their kind only.
pub const EXACT: &str = "x-specwright-exact";
/// What no type says and only a check can hold: `if`, `then`, `else`, `propertyNames`, `contains`, `minContains`,
/// `maxContains`, `dependentRequired` and `dependentSchemas` under their own names, each schema a `$ref` to where it stands.
pub const CHECKS: &str = "x-specwright-checks";
/// `contentEncoding`.
pub const CONTENT_ENCODING: &str = "x-specwright-content-encoding";
/// `contentMediaType`.
pub const CONTENT_MEDIA_TYPE: &str = "x-specwright-content-media-type";
/// `contentSchema`, a `$ref` to where it stands.
pub const CONTENT_SCHEMA: &str = "x-specwright-content-schema";
/// `examples` of a schema.
pub const EXAMPLES: &str = "x-specwright-examples";
/// `xml` of a schema.
pub const XML: &str = "x-specwright-xml";
/// `minimum`, where a double can't hold it.
pub const MINIMUM: &str = "x-specwright-minimum";
/// `maximum`, where a double can't hold it.
pub const MAXIMUM: &str = "x-specwright-maximum";
/// `info.summary`.
pub const SUMMARY: &str = "x-specwright-summary";
/// `info.license.identifier`.
pub const IDENTIFIER: &str = "x-specwright-identifier";
/// `explode` of a header or of an entry of `encoding`.
pub const EXPLODE: &str = "x-specwright-explode";
/// `itemSchema`, a `$ref` to where it stands.
pub const ITEM_SCHEMA: &str = "x-specwright-item-schema";
/// What the names of entries of `encoding` begin with that are those of `prefixEncoding`: their number follows.
pub const PREFIX_ENCODING: &str = "x-specwright-prefix-encoding/";
/// The name of the entry of `encoding` that is `itemEncoding`.
pub const ITEM_ENCODING: &str = "x-specwright-item-encoding";
/// `name` of a server.
pub const SERVER_NAME: &str = "x-specwright-server-name";
/// The style of a parameter or header that `openapiv3` doesn't know: `tabDelimited` and other collection formats of Swagger 2.0
/// where it has them, `cookie`, and `querystring` for a parameter that is the whole query string.
pub const STYLE: &str = "x-specwright-style";
/// `allowReserved` of a parameter that is not in the query.
pub const ALLOW_RESERVED: &str = "x-specwright-allow-reserved";
/// `defaultMapping` of a discriminator, beside which it stands: a `$ref`.
pub const DEFAULT_MAPPING: &str = "x-specwright-default-mapping";
/// The security scheme is `mutualTLS`.
pub const MUTUAL_TLS: &str = "x-specwright-mutual-tls";
