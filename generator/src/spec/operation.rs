//! Operations with their parameters, bodies and responses.

use std::fmt;

use indexmap::IndexMap;
use serde_json::Value;
use std::time::Duration;

use super::schema::SchemaId;
use super::security::Requirement;
use crate::config::Sides;
use crate::diag::Place;

pub use crate::document::calls::Role;

/// An operation.
#[derive(Debug, Clone)]
pub struct Operation {
    /// Who calls it.
    pub role: Role,
    /// `operationId`, if the document gives one.
    pub id: Option<String>,
    /// What stands in place of the path, where the API is the one who calls.
    pub reverse: Option<Reverse>,
    /// The method in capitals.
    pub method: String,
    /// The path template, as written; empty where the operation has none, as those of webhooks and callbacks.
    pub path: String,
    /// `tags`.
    pub tags: Vec<String>,
    /// `summary`.
    pub summary: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
    /// Parameters, those of the path item merged in.
    pub parameters: Vec<Parameter>,
    /// `requestBody`.
    pub body: Option<RequestBody>,
    /// By status: `200`, `4XX` or `default`, in the order of the document.
    pub responses: Vec<Response>,
    /// Alternatives, each a set of requirements that hold together; empty if none is needed. The root's, if the operation has none.
    pub security: Vec<Requirement>,
    /// `servers` of the operation, or of its path; empty where those of the root hold.
    pub servers: Vec<super::Server>,
    /// `x-rate-limit` of the operation, or of the root.
    pub rate_limit: Option<RateLimit>,
    /// `x-pagination`.
    pub pagination: Option<Pagination>,
    /// Other `x-` keywords.
    pub extensions: IndexMap<String, Value>,
    /// The sides on which it is written.
    pub sides: Sides,
    /// Where it stands.
    pub place: Place,
}

/// What an operation of a webhook or callback has in place of a path.
#[derive(Debug, Clone)]
pub struct Reverse {
    /// The name of the webhook or callback; that of its component, where that has one.
    pub name: String,
    /// Whether another method of it is an operation too.
    pub has_others: bool,
    /// Whether it stands under `components`.
    pub is_component: bool,
    /// For which operations a callback is sent, and where to.
    pub of: Vec<CallbackOf>,
}

/// An operation that a callback belongs to.
#[derive(Debug, Clone)]
pub struct CallbackOf {
    /// Where the operation stands.
    pub operation: Place,
    /// The callback's name among those of the operation.
    pub name: String,
    /// The runtime expression for the URL (OAS 3.0.4, 4.8.18.2).
    pub expression: String,
}

/// A parameter (OAS 3.0.4, 4.8.12).
#[derive(Debug, Clone)]
pub struct Parameter {
    /// As it stands on the wire.
    pub name: String,
    /// Where it stands in the request.
    pub location: Location,
    /// `description`.
    pub description: Option<String>,
    /// `required`; always true in a path.
    pub required: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `style`, with its default filled in.
    pub style: Style,
    /// `explode`, with its default filled in.
    pub explode: bool,
    /// `allowReserved`, or the operator `+` in the path template.
    pub allow_reserved: bool,
    /// `allowEmptyValue`.
    pub allow_empty: bool,
    /// `schema`, or that of `content`.
    pub schema: SchemaId,
    /// The media type, for a parameter with `content`.
    pub media_type: Option<String>,
    /// Where it stands.
    pub place: Place,
}

impl Parameter {
    /// A parameter that only the template of the path names.
    pub fn of_template(name: String, schema: SchemaId, place: Place) -> Self {
        Self {
            name,
            location: Location::Path,
            description: None,
            required: true,
            deprecated: false,
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
            allow_empty: false,
            schema,
            media_type: None,
            place,
        }
    }
}

/// `in`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Location {
    /// `path`
    Path,
    /// `query`
    Query,
    /// `header`
    Header,
    /// `cookie`
    Cookie,
}

/// `style` (OAS 3.0.4, 4.8.12.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Style {
    /// `simple`
    Simple,
    /// `label`
    Label,
    /// `matrix`
    Matrix,
    /// `form`
    Form,
    /// `spaceDelimited`
    SpaceDelimited,
    /// `tsv`, as Swagger 2.0 has it
    TabDelimited,
    /// `pipeDelimited`
    PipeDelimited,
    /// `deepObject`
    DeepObject,
    /// `cookie` (OAS 3.2.0, 4.12)
    Cookie,
    /// `in: querystring` (OAS 3.2.0, 4.12): the value is the whole query string.
    QueryString,
}

/// `requestBody`.
#[derive(Debug, Clone)]
pub struct RequestBody {
    /// `description`.
    pub description: Option<String>,
    /// `required`.
    pub required: bool,
    /// By media type.
    pub content: Vec<MediaType>,
    /// Where it stands.
    pub place: Place,
}

/// An entry of `content`.
#[derive(Debug, Clone)]
pub struct MediaType {
    /// `application/json`, `text/*` and so on, in lower case, without parameters.
    pub name: String,
    /// Its parameters, as written (`; charset=utf-8`).
    pub parameters: String,
    /// `schema`.
    pub schema: Option<SchemaId>,
    /// `itemSchema`: that of each item of a sequence (OAS 3.2.0, 4.14.1).
    pub item_schema: Option<SchemaId>,
    /// `encoding`, by property.
    pub encoding: IndexMap<String, Encoding>,
    /// `prefixEncoding`: that of each part of a body whose parts have a place (OAS 3.2.0, 4.15.1.2).
    pub prefix_encoding: Vec<Encoding>,
    /// `itemEncoding`: that of every part behind these.
    pub item_encoding: Option<Encoding>,
    /// `example` and `examples`.
    pub examples: Vec<Value>,
}

/// How a property of a form is written.
#[derive(Debug, Clone, Default)]
pub struct Encoding {
    /// `contentType`.
    pub content_type: Option<String>,
    /// `style`.
    pub style: Option<Style>,
    /// `explode`.
    pub explode: Option<bool>,
    /// `allowReserved`.
    pub allow_reserved: bool,
    /// `headers`.
    pub headers: Vec<Header>,
}

/// A response.
#[derive(Debug, Clone)]
pub struct Response {
    /// Which statuses it is for.
    pub status: StatusPattern,
    /// `description`.
    pub description: String,
    /// `headers`, but for Content-Type.
    pub headers: Vec<Header>,
    /// By media type; empty for no body.
    pub content: Vec<MediaType>,
    /// `links`.
    pub links: Vec<Link>,
    /// Where it stands.
    pub place: Place,
}

/// A link from a response to an operation that it says how to call (OAS 3.0.4, 4.8.20).
#[derive(Debug, Clone)]
pub struct Link {
    /// Its name.
    pub name: String,
    /// `description`.
    pub description: Option<String>,
    /// The operation.
    pub target: LinkTarget,
    /// By name, perhaps behind a location (`path.id`): an expression, or a value.
    pub parameters: IndexMap<String, Value>,
    /// `requestBody`: an expression, or a value.
    pub body: Option<Value>,
    /// Where it stands.
    pub place: Place,
}

/// Which operation a link leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkTarget {
    /// By its `operationId`.
    Id(String),
    /// By where it stands.
    Place(Place),
}

/// The key of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusPattern {
    /// One status.
    Code(u16),
    /// `1XX` to `5XX`: the first digit.
    Range(u8),
    /// `default`.
    Default,
}

impl fmt::Display for StatusPattern {
    /// As the document writes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// A header of a response or part.
#[derive(Debug, Clone)]
pub struct Header {
    /// Its name.
    pub name: String,
    /// `description`.
    pub description: Option<String>,
    /// `required`.
    pub required: bool,
    /// `simple`, or a collection format of Swagger 2.0.
    pub style: Style,
    /// `explode`.
    pub explode: bool,
    /// `schema`.
    pub schema: SchemaId,
    /// The media type, for a header with `content`.
    pub media_type: Option<String>,
    /// Where it stands.
    pub place: Place,
}

/// `x-rate-limit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateLimit {
    /// How many calls.
    pub requests: u32,
    /// In how long.
    pub per: Duration,
    /// Counted together with what.
    pub scope: RateScope,
}

/// What counts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RateScope {
    /// Each operation on its own.
    Operation,
    /// All operations of the API.
    Api,
}

/// `x-pagination`, pointers and parameter names checked to exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pagination {
    /// How the next page is asked for.
    pub style: PageStyle,
    /// JSON Pointer to the items in the reply.
    pub items: String,
    /// Name of the query parameter for the page size.
    pub size: Option<String>,
}

/// How the next page is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PageStyle {
    /// By page number.
    Page {
        /// Query parameter.
        parameter: String,
        /// Number of the first page.
        first: i64,
        /// Pointer to a boolean in the reply.
        has_next: Option<String>,
        /// Pointer to the number of pages in the reply.
        total_pages: Option<String>,
    },
    /// By an opaque cursor.
    Cursor {
        /// Query parameter.
        parameter: String,
        /// Pointer to the next cursor in the reply.
        next: String,
    },
    /// By the number of items to skip.
    Offset {
        /// Query parameter.
        parameter: String,
        /// Pointer to the number of items in the reply.
        total: Option<String>,
    },
    /// By the `next` relation of the Link header (RFC 8288).
    Link,
    /// By the URL of the next page.
    Url {
        /// Pointer to it in the reply.
        next: String,
    },
}
